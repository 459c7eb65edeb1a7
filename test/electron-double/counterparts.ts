/** Which double stands for which type of Electron; read by the compiler alone, in test/desktop/double-surface.test.ts. */
import type * as electron from './electron.ts'
import type { NativeImage } from './native-image.ts'
import type { createPreloadModule } from './page/preload-world.ts'
import type { SessionMembers } from './session.ts'
import type { WebContents } from './web-contents.ts'

type Preload = ReturnType<typeof createPreloadModule>

/** Static members have a row of their own. */
export interface Counterparts {
  App: typeof electron.app
  BrowserWindow: electron.BrowserWindow
  'typeof BrowserWindow': typeof electron.BrowserWindow
  Clipboard: typeof electron.clipboard
  CommandLine: typeof electron.app.commandLine
  ContextBridge: Preload['contextBridge']
  CrashReporter: typeof electron.crashReporter
  Dialog: typeof electron.dialog
  GlobalShortcut: typeof electron.globalShortcut
  IpcMain: typeof electron.ipcMain
  IpcRenderer: Preload['ipcRenderer']
  Menu: electron.Menu
  'typeof Menu': typeof electron.Menu
  MenuItem: electron.MenuItem
  MessageChannelMain: electron.MessageChannelMain
  MessagePortMain: electron.MessagePortMain
  NativeImage: NativeImage
  'typeof NativeImage': typeof electron.nativeImage
  NativeTheme: typeof electron.nativeTheme
  Net: typeof electron.net
  Notification: electron.Notification
  'typeof Notification': typeof electron.Notification
  PowerMonitor: typeof electron.powerMonitor
  Protocol: typeof electron.protocol
  SafeStorage: typeof electron.safeStorage
  Screen: typeof electron.screen
  Session: SessionMembers
  'typeof Session': typeof electron.session
  Shell: typeof electron.shell
  Tray: electron.Tray
  'typeof Tray': typeof electron.Tray
  WebContents: WebContents
  WebUtils: Preload['webUtils']
}
