/** What stands in the native menu, per system: what every program there has, and what the window does by itself too. */
import type { MenuItemConstructorOptions } from 'electron'
import type { WindowCommand } from '#shared/contract/shell.ts'
import type { ShellWords } from './text/en.ts'

export interface MenuActions {
  command(command: WindowCommand): void
  /** By one step; 0 goes back to the actual size. */
  zoom(steps: -1 | 0 | 1): void
  /** Left out where there is none. */
  report?(): void
}

type Item = MenuItemConstructorOptions

export interface MenuFacts {
  readonly actions: MenuActions
  readonly isMac: boolean
  readonly isDevelopment: boolean
}

const line: Item = { type: 'separator' }

export function buildMenu(text: ShellWords['menu'], facts: MenuFacts): Item[] {
  const menus = [fileMenu(text, facts), editMenu(text, facts), viewMenu(text, facts), windowMenu(text, facts), helpMenu(text, facts)]
  return facts.isMac ? [appMenu(text, facts), ...menus] : menus
}

/** The page answers these keys itself, and knows when not to; the menu only shows them. On macOS it is asked when the page did not. */
function command(label: string, accelerator: string | undefined, run: () => void): Item {
  return { label, ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }), click: run }
}

function appMenu(text: ShellWords['menu'], { actions }: MenuFacts): Item {
  return {
    label: 'Hookline',
    submenu: [
      { role: 'about', label: text.about },
      line,
      command(`${text.settings}…`, 'Cmd+,', () => actions.command('settings')),
      line,
      { role: 'services', label: text.services },
      line,
      { role: 'hide', label: text.hide },
      { role: 'hideOthers', label: text.hideOthers },
      { role: 'unhide', label: text.showAll },
      line,
      { role: 'quit', label: text.quit },
    ],
  }
}

function fileMenu(text: ShellWords['menu'], { actions, isMac }: MenuFacts): Item {
  const rest: Item[] = isMac ? [{ role: 'close', label: text.close }] : [command(text.settings, 'Ctrl+,', () => actions.command('settings')), line, { role: 'close', label: text.close }, { role: 'quit', label: text.quit }]
  return {
    label: text.file,
    submenu: [command(text.newChannel, 'CmdOrCtrl+Shift+N', () => actions.command('newChannel')), command(text.newDirect, 'CmdOrCtrl+N', () => actions.command('newDirect')), line, ...rest],
  }
}

function editMenu(text: ShellWords['menu'], { actions }: MenuFacts): Item {
  return {
    label: text.edit,
    submenu: [
      { role: 'undo', label: text.undo },
      { role: 'redo', label: text.redo },
      line,
      { role: 'cut', label: text.cut },
      { role: 'copy', label: text.copy },
      { role: 'paste', label: text.paste },
      { role: 'pasteAndMatchStyle', label: text.pasteAsText },
      { role: 'selectAll', label: text.selectAll },
      line,
      command(text.find, 'CmdOrCtrl+K', () => actions.command('palette')),
      command(text.searchHere, 'CmdOrCtrl+F', () => actions.command('searchHere')),
    ],
  }
}

/** Reloading throws away what a page holds, so only those who work on Hookline are offered it. */
function viewMenu(text: ShellWords['menu'], { actions, isDevelopment }: MenuFacts): Item {
  const tools: Item[] = isDevelopment ? [line, { role: 'reload', label: text.reload, accelerator: 'CmdOrCtrl+Alt+R' }, { role: 'toggleDevTools', label: text.developerTools, accelerator: 'F12' }] : []
  return {
    label: text.view,
    submenu: [
      { label: text.zoomIn, accelerator: 'CmdOrCtrl+Plus', click: () => actions.zoom(1) },
      // Where "+" needs Shift, people press the key without it.
      { label: text.zoomIn, accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true, click: () => actions.zoom(1) },
      { label: text.zoomOut, accelerator: 'CmdOrCtrl+-', click: () => actions.zoom(-1) },
      { label: text.resetZoom, accelerator: 'CmdOrCtrl+0', click: () => actions.zoom(0) },
      line,
      { role: 'togglefullscreen', label: text.fullScreen },
      ...tools,
    ],
  }
}

function windowMenu(text: ShellWords['menu'], { isMac }: MenuFacts): Item {
  const own: Item[] = isMac ? [{ role: 'zoom', label: text.zoomWindow }, line, { role: 'front', label: text.toFront }] : []
  return { role: 'window', label: text.window, submenu: [{ role: 'minimize', label: text.minimise }, ...own] }
}

function helpMenu(text: ShellWords['menu'], { actions, isMac }: MenuFacts): Item {
  const report: Item[] = actions.report === undefined ? [] : [{ label: text.report, click: actions.report }]
  const about: Item[] = isMac ? [] : [line, { role: 'about', label: text.about }]
  return {
    role: 'help',
    label: text.help,
    submenu: [
      { label: text.documents, click: () => actions.command('about') },
      command(text.shortcuts, 'CmdOrCtrl+/', () => actions.command('shortcuts')),
      ...report,
      ...about,
    ],
  }
}
