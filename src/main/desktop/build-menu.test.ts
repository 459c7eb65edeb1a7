import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { de as windowGerman } from '#renderer/text/de/index.ts'
import { en as windowEnglish } from '#renderer/text/en/index.ts'
import { buildMenu } from './build-menu.ts'
import { de } from './text/de.ts'
import { en } from './text/en.ts'

const done: unknown[] = []
const actions = { command: (name: string) => void done.push(name), zoom: (steps: number) => void done.push(steps), report: () => void done.push('report') }
const items = (menu: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] => menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])])
const rolesOf = (menu: MenuItemConstructorOptions[]) => items(menu).flatMap(({ role }) => (role === undefined ? [] : [role]))

describe.each([
  ['macOS', true, ['about', 'services', 'hide', 'hideOthers', 'unhide', 'quit', 'close', 'zoom', 'front', 'window', 'help']],
  ['Windows and Linux', false, ['about', 'quit', 'close', 'window', 'help']],
] as const)('%s', (_system, isMac, special) => {
  const menu = buildMenu(en.menu, { actions, isMac, isDevelopment: false })

  test('has what programs there have', () => {
    const edit = ['undo', 'redo', 'cut', 'copy', 'paste', 'pasteAndMatchStyle', 'selectAll', 'togglefullscreen', 'minimize'] as const
    expect(rolesOf(menu).sort()).toEqual([...edit, ...special].sort())
  })

  test('reloading is for those who work on it', () => {
    expect(rolesOf(buildMenu(en.menu, { actions, isMac, isDevelopment: true })).filter((role) => !rolesOf(menu).includes(role))).toEqual(['reload', 'toggleDevTools'])
  })

  test('every item says something and does one thing', () => {
    const flat = items(menu).filter(({ type, submenu }) => type !== 'separator' && submenu === undefined)
    expect(flat.filter(({ label, role, click }) => label === undefined || (role === undefined) === (click === undefined))).toEqual([])
    done.length = 0
    for (const { click } of flat) (click as (() => void) | undefined)?.()
    expect(done.map(String).sort()).toEqual(['-1', '0', '1', '1', 'about', 'newChannel', 'newDirect', 'palette', 'report', 'searchHere', 'settings', 'shortcuts'])
  })
})

test('without a report there is no item for it', () => {
  const labels = (report: boolean) => items(buildMenu(en.menu, { actions: report ? actions : { ...actions, report: undefined }, isMac: false, isDevelopment: false })).map(({ label }) => label)
  expect(labels(true).filter((label) => !labels(false).includes(label))).toEqual([en.menu.report])
})

test.each([['English', en, windowEnglish], ['German', de, windowGerman]] as const)('%s: what the window says too is worded the same', (_language, shell, text) => {
  expect({
    settings: shell.menu.settings,
    newChannel: shell.menu.newChannel,
    newDirect: shell.menu.newDirect,
    palette: shell.menu.find,
    searchHere: shell.menu.searchHere,
    list: shell.menu.shortcuts,
    documents: shell.menu.documents,
    reload: shell.menu.reload,
    resume: shell.tray.resume,
    tryAgain: shell.crash.tryAgain,
    close: shell.crash.close,
  }).toEqual({
    settings: text.search.keys.settings,
    newChannel: text.search.keys.newChannel,
    newDirect: text.search.keys.newDirect,
    palette: text.search.keys.palette,
    searchHere: text.search.keys.searchHere,
    list: text.sidebar.shortcuts,
    documents: text.settings.about.documents,
    reload: text.app.reload,
    resume: text.people.resume,
    tryAgain: text.common.tryAgain,
    close: text.common.close,
  })
})

test('German has other words than English', () => {
  const flatten = (texts: object): string[] => Object.values(texts).flatMap((one: unknown) => (typeof one === 'function' ? [(one as (count: number) => string)(2)] : typeof one === 'object' && one !== null ? flatten(one) : [String(one)]))
  const same = flatten(en).filter((text) => flatten(de).includes(text))
  expect(same.sort()).toEqual(['Desktop', 'Hookline'])
})
