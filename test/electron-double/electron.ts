/** What `electron` means in the double's main process. Never called Electron: see README.md. */
import { app } from './app.ts'
import { double } from './control.ts'
import { ipcMain } from './ipc.ts'
import { Menu, MenuItem } from './menu.ts'
import { nativeImage } from './native-image.ts'
import { clipboard, crashReporter, dialog, globalShortcut, nativeTheme, net, powerMonitor, safeStorage, shell } from './native.ts'
import { Notification } from './notification.ts'
import { MessageChannelMain, MessagePortMain } from './ports.ts'
import { screen } from './screen.ts'
import { protocol, session } from './session.ts'
import { Tray } from './tray.ts'
import { answerTest } from './answer-test.ts'
import { BrowserWindow } from './windows.ts'

export { app, BrowserWindow, clipboard, crashReporter, dialog, globalShortcut, ipcMain, Menu, MenuItem, MessageChannelMain, MessagePortMain, nativeImage, nativeTheme, net, Notification, powerMonitor, protocol, safeStorage, screen, session, shell, Tray }

answerTest({ app, BrowserWindow, clipboard, dialog, double, ipcMain, Menu, nativeTheme, net, Notification, powerMonitor, safeStorage, screen, session, shell, Tray })
