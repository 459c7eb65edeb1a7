/** The keys of the formatting bar on keyboards of several layouts. */
import { beforeEach, expect, test, vi } from 'vitest'

let formatOf: typeof import('./format-shortcuts.ts').formatOf
beforeEach(async () => {
  vi.resetModules()
  vi.stubGlobal('navigator', { userAgent: 'X11; Linux' })
  vi.stubGlobal('window', { hooklineDesktop: { platform: 'any' } })
  ;({ formatOf } = await import('./format-shortcuts.ts'))
})

const press = (code: string, key: string, { shift = false, alt = false } = {}) => formatOf({ code, key, ctrlKey: true, shiftKey: shift, altKey: alt, metaKey: false })

test('a letter is the one that is written on the key', () => {
  expect(press('KeyB', 'b')).toBe('bold')
  expect(press('KeyI', 'i')).toBe('italic')
  expect(press('KeyX', 'X', { shift: true })).toBe('strike')
  expect(press('KeyE', 'e')).toBe('code')
  expect(press('KeyU', 'U', { shift: true })).toBe('link')
})

test('on a Dvorak keyboard copying and cutting are left alone', () => {
  expect(press('KeyI', 'c')).toBeNull()
  expect(press('KeyB', 'x')).toBeNull()
  expect(press('KeyN', 'b')).toBe('bold')
})

test('where no Latin letter is written, the place counts', () => expect(press('KeyB', 'и')).toBe('bold'))

test('a digit is its key, whatever shift writes there', () => {
  expect(press('Digit8', '(', { shift: true })).toBe('list')
  expect(press('Digit8', '*', { shift: true })).toBe('list')
  expect(press('Digit9', ')', { shift: true })).toBe('quote')
})

test('AltGr writes a character', () => expect(press('KeyE', '€', { alt: true })).toBeNull())
