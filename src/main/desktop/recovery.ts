/** What happens when something breaks or hangs: a broken page is loaded anew, a hanging one asked about, a fault in the shell itself said and written down. */
import { app, dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
import { countCrashes } from './crash-count.ts'
import { logProblem } from './shell-log.ts'
import { dialogWindow, findWindow, noticeInWindow } from './window.ts'
import { words } from './words.ts'

const crashes = countCrashes([0, 1000, 5000])
/** One dialog about a fault at a time. */
let isSaying = false

/** A page that broke is loaded anew, three times within a minute; then people decide. */
export function recoverPages(): void {
  app.on('render-process-gone', (_event, contents, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    logProblem(`the window broke: ${reason} (${exitCode})`)
    const window = findWindow()
    if (window === undefined || window.webContents !== contents) return
    const waitMs = crashes.next(performance.now())
    if (waitMs === null) void askToReload(window, reason)
    else setTimeout(() => reload(window), waitMs)
  })
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => logProblem(`the process ${type} ended: ${reason} (${exitCode})`))
}

function reload(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  window.webContents.reload()
  noticeInWindow('windowReloaded')
}

async function askToReload(window: BrowserWindow, reason: string): Promise<void> {
  crashes.forgive()
  const { windowTitle, windowText, tryAgain, quit } = words().crash
  const goesOn = await askEitherOr({ type: 'error', message: windowTitle, detail: `${windowText}\n\n${reason}`, buttons: [tryAgain, quit] })
  if (goesOn) reload(window)
  else app.quit()
}

/** A page that does not answer may be busy: waiting is the first choice, and the question goes away when the page answers. */
export function watchForHangs(window: BrowserWindow): void {
  let answered: AbortController | undefined
  window.on('responsive', () => answered?.abort())
  window.on('unresponsive', () => {
    if (answered !== undefined) return
    logProblem('the window does not answer')
    const asked = (answered = new AbortController())
    const { hangTitle, hangText, wait, reload: reloadWord } = words().crash
    void askEitherOr({ type: 'warning', message: hangTitle, detail: hangText, buttons: [wait, reloadWord], signal: asked.signal }).then((waits) => {
      answered = undefined
      if (waits || asked.signal.aborted || window.isDestroyed()) return
      // Ends the page's process; it is then loaded anew like one that broke.
      window.webContents.forcefullyCrashRenderer()
    })
  })
}

/**
 * Belongs to the window where there is one to be seen: without, macOS lets main stand still until it is answered, and `signal` does nothing.
 * @returns whether the first button was pressed; it is also what Esc and a dialog that goes away mean.
 */
export async function askEitherOr(options: MessageBoxOptions): Promise<boolean> {
  const box = { ...options, defaultId: 0, cancelId: 0, noLink: true }
  const window = dialogWindow()
  const { response } = await (window === undefined ? dialog.showMessageBox(box) : dialog.showMessageBox(window, box))
  return response === 0
}

/** Faults nobody caught: the shell goes on, because the server, where the data is, runs elsewhere. */
export function catchFaults(): void {
  process.on('uncaughtException', (error) => void sayFault(error))
  process.on('unhandledRejection', (reason) => void sayFault(reason))
}

async function sayFault(error: unknown): Promise<void> {
  logProblem('a fault in the shell', error)
  if (isSaying || !app.isReady()) return
  isSaying = true
  const { faultTitle, faultText, goOn, quit } = words().crash
  const goesOn = await askEitherOr({ type: 'error', message: faultTitle, detail: `${faultText}\n\n${error instanceof Error ? error.message : String(error)}`, buttons: [goOn, quit] }).catch(() => true)
  isSaying = false
  if (!goesOn) app.quit()
}
