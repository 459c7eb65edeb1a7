/** Hangs the native menu up, in the language of now. */
import { app, Menu } from 'electron'
import { buildMenu, type MenuActions } from './build-menu.ts'
import { words } from './words.ts'

/** To be called again when the language has changed. */
export function setMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(buildMenu(words().menu, { actions, isMac: process.platform === 'darwin', isDevelopment: !app.isPackaged })))
}
