/** The order of a start: the folder, the lock, what must be said before Electron is ready, then the app. */
import { app, dialog } from 'electron'
import { followLinks, registerProtocol } from './deep-links.ts'
import { wasStartedAtLogin } from './login-item.ts'
import { choosePlace } from './place.ts'
import type { StartArguments } from './read-arguments.ts'
import { catchFaults } from './recovery.ts'
import { registerRendererScheme } from './renderer-scheme.ts'
import { runApp } from './run-app.ts'
import { logProblem, openShellLog } from './shell-log.ts'
import { words } from './words.ts'

/** Returns at once: Electron becomes ready only after that. */
export function startDesktop({ rawProfile, hidden, rawLink }: StartArguments): void {
  try {
    const place = choosePlace(rawProfile)
    registerRendererScheme()
    // Who comes second hands over its words and goes.
    if (!app.requestSingleInstanceLock()) return app.quit()
    openShellLog(place.shellFolder)
    // Windows shows notifications only of programs that say which of its shortcuts they are (electron-builder.yml).
    app.setAppUserModelId('app.hookline.desktop')
    catchFaults()
    // Links open the usual one.
    if (place.profile === null) registerProtocol()
    const openLinks = followLinks(rawLink)
    app.whenReady().then(async () => {
      await runApp(place, hidden || wasStartedAtLogin())
      openLinks()
    }).catch(fail)
  } catch (error) {
    fail(error)
  }
}

function fail(error: unknown): void {
  logProblem('the app could not start', error)
  dialog.showErrorBox(app.isReady() ? words().crash.startTitle : 'Hookline cannot start', error instanceof Error ? error.message : String(error))
  app.exit(1)
}
