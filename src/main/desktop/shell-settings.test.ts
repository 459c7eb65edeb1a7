import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ShellChange } from '#shared/contract/shell.ts'
import { openShellSettings, shellDefaults } from './shell-settings.ts'

const folder = (): string => mkdtempSync(join(tmpdir(), 'hookline-shell-'))

test('a window is closed into the tray only where there surely is one', () => {
  expect((['darwin', 'win32', 'linux'] as const).map((platform) => shellDefaults(platform).closeToTray)).toEqual([true, true, false])
})

test('what is changed stays, told to whoever listens, and leaves no half file', () => {
  const place = folder()
  const settings = openShellSettings(place, 'linux')
  const told: unknown[] = []
  settings.onChange((now, before) => told.push([before.zoom, now.zoom]))
  settings.change({ zoom: 125 })
  settings.change({ spellLanguages: ['de', 'en-GB'] })
  expect(openShellSettings(place, 'linux').current).toEqual({ ...shellDefaults('linux'), zoom: 125, spellLanguages: ['de', 'en-GB'] })
  expect(told).toEqual([[100, 125], [125, 125]])
  expect(readdirSync(place)).toEqual(['desktop.json'])
})

test.each([{ zoom: 101 }, { zoom: '100' }, { zoom: 100, closeToTray: true }, {}, { spellLanguages: ['../x'] }, { spellLanguages: Array.from({ length: 9 }, () => 'de') }, { startAtLogin: 'yes' }, { updateFeed: 'https://evil.example' }, { unknown: true }])('%j is refused and changes nothing', (change) => {
  const settings = openShellSettings(folder(), 'linux')
  expect(() => settings.change(change as unknown as ShellChange)).toThrow()
  expect(settings.current).toEqual(shellDefaults('linux'))
})

test.each(['', '{', '[]', '{"zoom": 3}', 'null'])('a file with %j is kept aside and the defaults hold', (text) => {
  const place = folder()
  writeFileSync(join(place, 'desktop.json'), text)
  expect(openShellSettings(place, 'win32').current).toEqual(shellDefaults('win32'))
  expect(existsSync(join(place, 'desktop.json'))).toBe(false)
  expect(readFileSync(join(place, 'desktop.json.broken'), 'utf8')).toBe(text)
})

test('a file without the newest settings keeps what it says', () => {
  const place = folder()
  writeFileSync(join(place, 'desktop.json'), '{"zoom": 150, "of another version": 1}')
  expect(openShellSettings(place, 'win32').current).toEqual({ ...shellDefaults('win32'), zoom: 150 })
})
