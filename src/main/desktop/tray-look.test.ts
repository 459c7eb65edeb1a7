import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { de } from './text/de.ts'
import { en } from './text/en.ts'
import { lookAgainIn, trayImageName, trayState, trayText } from './tray-look.ts'

test.each([
  [{ badge: 0, unread: 0 }, 'normal', 'Hookline', 'Hookline'],
  [{ badge: 0, unread: 3 }, 'unread', 'Hookline: 3 unread', 'Hookline: 3 ungelesen'],
  [{ badge: 1, unread: 3 }, 'mention', 'Hookline: 1 for you, 3 unread', 'Hookline: 1 für dich, 3 ungelesen'],
  [{ badge: 12, unread: 0 }, 'mention', 'Hookline: 12 for you', 'Hookline: 12 für dich'],
] as const)('%j', (counts, state, english, german) => {
  expect([trayState(counts), trayText(counts, en.tray), trayText(counts, de.tray)]).toEqual([state, english, german])
})

test('every picture is shipped, also the ones for dense screens', () => {
  const names = (['normal', 'unread', 'mention'] as const).flatMap((state) => (['darwin', 'win32', 'linux'] as const).map((platform) => trayImageName(state, platform)))
  const dense = names.filter((name) => name.endsWith('.png')).map((name) => name.replace('.png', '@2x.png'))
  const overlays = [1, 2, 3, 4, 5, 6, 7, 8, 9, '9-plus'].map((count) => `overlay/${count}.png`)
  expect([...names, ...dense, ...overlays].filter((name) => !existsSync(fileURLToPath(new URL(`../../../resources/${name}`, import.meta.url))))).toEqual([])
})

test('the end of a pause is looked for, however far away it is', () => {
  const now = Date.UTC(2026, 10, 24, 0, 30)
  expect([null, now - 1, now, now + 20, now + 33 * 3_600_000].map((pausedUntil) => lookAgainIn({ pausedUntil }, now))).toEqual([null, null, null, 20, 60_000])
})
