/** Which name and picture a hook's message shows, hostile names included. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideIcon, decideShownName, type IconInput, type ShownNameInput } from './hooks.ts'

const name = (input: Partial<ShownNameInput>): string =>
  decideShownName({ rawUsername: undefined, hookUsername: null, hookName: 'Build server', nameWithout: 'webhook', allowOverride: true, ...input })

test('the request, then the hook, then the word or the hook’s name', () => {
  expect(name({ rawUsername: 'robot', hookUsername: 'ci' })).toBe('robot')
  expect(name({ hookUsername: 'ci' })).toBe('ci')
  expect(name({})).toBe('webhook')
  expect(name({ nameWithout: 'hook' })).toBe('Build server')
})

test('with overrides switched off neither request nor default counts', () => {
  expect(name({ rawUsername: 'robot', hookUsername: 'ci', allowOverride: false })).toBe('webhook')
  expect(name({ rawUsername: 'robot', nameWithout: 'hook', allowOverride: false })).toBe('Build server')
})

test.each([
  ['System Monitor', 'System Monitor'],
  ['  a \r\n\t b  ', 'a b'],
  ['admin\u202Exyz', 'adminxyz'],
  ['\u2066a\u2069\u200E\u200F\u061C', 'a'],
  ['z\u200Be\u200Cr\u200Do\u2060\uFEFF', 'zero'],
  ['a\u0000\u0007\u001Bb', 'ab'],
  ['\u200B\u3164 \u2800', 'webhook'],
  ['', 'webhook'],
  ['👨‍👩‍👧 family', '👨‍👩‍👧 family'],
  ['❤️', '❤️'],
  ['x'.repeat(100), 'x'.repeat(64)],
  [`${'x'.repeat(63)}👍🏽`, 'x'.repeat(63)],
  ['\uD800bad', '\uFFFDbad'],
])('%j is shown as %j', (rawUsername, shown) => expect(name({ rawUsername })).toBe(shown))

test('a shown name is one clean line of 1 to 64 code points, whatever comes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (rawUsername) => {
      const shown = name({ rawUsername })
      expect(shown).toMatch(/^\S(?:[^\n\r\u2028\u2029]*\S)?$/u)
      expect([...shown].length).toBeLessThanOrEqual(64)
      expect(shown).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/u)
    }),
  )
  expect([...name({ rawUsername: `a${'\u0301'.repeat(5000)}` })].length).toBe(64)
})

const icon = (input: Partial<IconInput>) =>
  decideIcon({ rawIconUrl: undefined, rawIconEmoji: undefined, hookIconUrl: null, hookIconEmoji: null, allowOverride: true, ...input })

test('the request’s picture hides both of the hook', () => {
  const hook = { hookIconUrl: 'https://e.example/hook.png', hookIconEmoji: 'gear' }
  expect(icon({ ...hook, rawIconUrl: 'https://e.example/a.png' })).toEqual({ iconUrl: 'https://e.example/a.png', iconEmoji: null, ownerPicture: false })
  expect(icon({ ...hook, rawIconEmoji: ':rocket:' })).toEqual({ iconUrl: null, iconEmoji: 'rocket', ownerPicture: false })
  expect(icon(hook)).toEqual({ iconUrl: 'https://e.example/hook.png', iconEmoji: 'gear', ownerPicture: false })
  expect(icon({ ...hook, rawIconUrl: 'a.png', allowOverride: false })).toEqual({ iconUrl: null, iconEmoji: null, ownerPicture: true })
})

test.each(['javascript:alert(1)', 'data:image/png;base64,xx', '/static/a.png', 'http://', ' ', `https://e.example/${'a'.repeat(1024)}`])(
  'the picture %j is no picture',
  (rawIconUrl) => expect(icon({ rawIconUrl }).iconUrl).toBeNull(),
)

test.each([
  ['+1', '+1'],
  [':wave::skin-tone-2:', 'wave::skin-tone-2'],
  ['🚀', '🚀'],
  ['not an emoji', null],
  ['<b>', null],
])('the emoji %j is %j', (rawIconEmoji, iconEmoji) => expect(icon({ rawIconEmoji }).iconEmoji).toBe(iconEmoji))

test('a URL in the place of the emoji is a picture', () => {
  expect(icon({ rawIconEmoji: 'https://e.example/a.png' })).toEqual({ iconUrl: 'https://e.example/a.png', iconEmoji: null, ownerPicture: false })
})
