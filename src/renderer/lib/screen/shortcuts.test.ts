/** The table of shortcuts: which keys mean which, and that no two mean the same. */
import { beforeEach, describe, expect, test, vi } from 'vitest'

type Shortcuts = typeof import('./shortcuts.ts')
const key = (code: string, shown: string, mods: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>> = {}) => ({
  code,
  key: shown,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...mods,
})

async function load(userAgent: string, isDesktop: boolean): Promise<Shortcuts> {
  vi.resetModules()
  vi.stubGlobal('navigator', { userAgent })
  vi.stubGlobal('window', { hooklineDesktop: isDesktop ? { platform: 'any' } : undefined })
  return import('./shortcuts.ts')
}

describe('in a window on Linux or Windows', () => {
  let s: Shortcuts
  beforeEach(async () => (s = await load('X11; Linux', true)))

  test('a combination means one shortcut, with exactly its modifiers', () => {
    expect(s.findShortcut(key('KeyK', 'k', { ctrlKey: true }))).toBe('palette')
    expect(s.findShortcut(key('KeyN', 'N', { ctrlKey: true, shiftKey: true }))).toBe('newChannel')
    expect(s.findShortcut(key('ArrowDown', 'ArrowDown', { altKey: true, shiftKey: true }))).toBe('nextUnread')
    expect(s.findShortcut(key('F6', 'F6', { shiftKey: true }))).toBe('previousRegion')
    expect(s.findShortcut(key('KeyK', 'k'))).toBeUndefined()
    expect(s.findShortcut(key('KeyK', 'k', { metaKey: true }))).toBeUndefined()
    expect(s.findShortcut(key('KeyK', 'k', { ctrlKey: true, altKey: true }))).toBeUndefined()
  })

  test('a sign is the sign that is written, whether or not shift writes it', () => {
    expect(s.findShortcut(key('Slash', '/', { ctrlKey: true }))).toBe('shortcuts')
    expect(s.findShortcut(key('Digit7', '/', { ctrlKey: true, shiftKey: true }))).toBe('shortcuts')
    expect(s.findShortcut(key('Comma', ',', { ctrlKey: true }))).toBe('settings')
  })

  test('a letter is what is written on the key, and where no Latin letter is, its place', () => {
    expect(s.findShortcut(key('KeyV', 'k', { ctrlKey: true }))).toBe('palette')
    expect(s.findShortcut(key('KeyK', 'л', { ctrlKey: true }))).toBe('palette')
  })

  test('keys are told as this system writes them', () => expect(s.shortcutLabel('newChannel')).toBe('Ctrl Shift N'))
})

describe.each([
  ['desktop', true],
  ['browser', false],
])('in every window: %s', (_, isDesktop) => {
  test('no two shortcuts have the same keys', async () => {
    const s = await load('X11; Linux', isDesktop)
    const areas = s.shortcutAreas.map((area) => s.listShortcuts(area).flatMap((id) => s.keysOf(id).map((parts) => parts.join('+'))))
    for (const keys of areas) expect(new Set(keys).size).toBe(keys.length)
    const everywhere = (['find', 'move', 'window'] as const).flatMap((area) => s.listShortcuts(area).flatMap((id) => s.keysOf(id).map((parts) => parts.join('+'))))
    expect(new Set(everywhere).size).toBe(everywhere.length)
  })
})

test('a browser keeps Ctrl N to itself, so Alt N works there', async () => {
  const s = await load('X11; Linux', false)
  expect(s.findShortcut(key('KeyN', 'n', { ctrlKey: true }))).toBeUndefined()
  expect(s.findShortcut(key('KeyN', 'n', { altKey: true }))).toBe('newDirect')
  expect(s.shortcutLabel('newDirect')).toBe('Alt N')
})

test('on a Mac the command key counts and Option may write another letter', async () => {
  const s = await load('Macintosh; Mac OS X', false)
  expect(s.findShortcut(key('KeyK', 'k', { metaKey: true }))).toBe('palette')
  expect(s.findShortcut(key('KeyK', 'k', { ctrlKey: true }))).toBeUndefined()
  expect(s.findShortcut(key('KeyN', 'Dead', { altKey: true }))).toBe('newDirect')
  expect(s.shortcutLabel('palette')).toBe('⌘ K')
})
