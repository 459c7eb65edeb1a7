/** The desktop app's entry: one instance, the server thread, the window. Not yet run in Electron itself (see README). */
import { join } from 'node:path'
import { app, dialog } from 'electron'
import { defaultDataFolder } from '#server/data-folder.ts'
import { suggestNames } from '../suggest-names.ts'
import { version } from '../version.ts'
import { bridgeWindows } from './bridge.ts'
import { abilities, canNotify } from './notifications.ts'
import { secureSessions } from './security.ts'
import { startServer, type ServerThread } from './server-thread.ts'
import { serveRenderer, registerRendererScheme } from './renderer-scheme.ts'
import { openWindow, showWindow } from './window.ts'

const dataFolder = chooseDataFolder()
registerRendererScheme()

if (app.requestSingleInstanceLock()) {
  const started = app.whenReady().then(start)
  started.catch(fail)
  app.on('second-instance', showWindow)
  // A page that asks for its port before the server is there would wait for ever.
  app.on('activate', () => void started.then(openWindow).catch(() => undefined))
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
} else {
  app.quit()
}

async function start(): Promise<void> {
  secureSessions()
  serveRenderer()
  const server = await startServer({ dataFolder, version, names: suggestNames(), canNotify: canNotify() }, abilities)
  bridgeWindows(server)
  stopBeforeQuit(server)
  await openWindow()
}

/** The same folder as the CLI's; Chromium keeps its own things in a folder inside. `--user-data-dir` names another one. */
function chooseDataFolder(): string {
  if (app.commandLine.hasSwitch('user-data-dir')) return app.getPath('userData')
  const folder = defaultDataFolder(process.env, process.platform)
  app.setPath('userData', join(folder, 'window'))
  return folder
}

/** What was promised is on disk before the program ends. */
function stopBeforeQuit(server: ServerThread): void {
  let stopped = false
  app.on('before-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    void server.stop().finally(() => {
      stopped = true
      app.quit()
    })
  })
}

function fail(error: unknown): void {
  dialog.showErrorBox('Hookline cannot start', error instanceof Error ? error.message : String(error))
  app.exit(1)
}
