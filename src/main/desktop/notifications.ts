/** Notifications by the means of the system: none for what is being looked at, gone once read, and a click shows the window and the message. */
import { Notification } from 'electron'
import type { SystemNotification } from '#server/platform.ts'
import { logProblem } from './shell-log.ts'
import { isWindowFocused, openInWindow } from './window.ts'
import { words } from './words.ts'

/** Those that are on the screen, by the page they open: without a reference their clicks would be collected with them. */
const shown = new Map<string, Notification>()

/** Nobody looks further back, and nothing may grow for ever. */
const MOST_KEPT = 100

/** The key of a test, which opens no page. */
const TEST = ''

export const canNotify = (): boolean => Notification.isSupported()

export function showNotification({ title, body, plainBody, path }: SystemNotification, showPreviews: boolean): void {
  // While it is being looked at, the window shows them itself. A test is shown, or its button would seem dead.
  if (path !== null && isWindowFocused()) return
  const key = path ?? TEST
  const hidden = [words().notification.hidden, plainBody].filter((line) => line !== '').join('\n')
  const notification = new Notification({ title, body: plain(showPreviews || path === null ? body : hidden), silent: true })
  const forget = (): void => {
    if (shown.get(key) === notification) shown.delete(key)
  }
  // On Windows one whose time is up goes to the Action Center, where it is still pressed, and withdrawn once read.
  notification.on('close', ({ reason }) => reason !== 'timedOut' && forget())
  notification.on('failed', (_event, error) => {
    forget()
    logProblem('a notification could not be shown', error)
  })
  notification.on('click', () => {
    forget()
    openInWindow(path)
  })
  shown.get(key)?.close()
  shown.set(key, notification)
  const oldest = shown.keys().next().value
  if (shown.size > MOST_KEPT && oldest !== undefined) shown.delete(oldest)
  notification.show()
}

/** On Linux Electron hands the body on as it is, and desktops read it as markup: a stranger's post must make no links and pictures there. Titles have none. */
function plain(body: string): string {
  return process.platform === 'linux' ? body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : body
}

/** The message behind it was read or deleted. */
export function withdrawNotification(path: string): void {
  shown.get(path)?.close()
  shown.delete(path)
}
