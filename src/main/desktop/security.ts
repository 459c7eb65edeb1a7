/** What no page of ours may do: get permissions, open windows, leave its address, attach webviews. Electron's security checklist, items 5 and 13 to 15. */
import { app, session, type WebContents } from 'electron'
import { openLink } from './open-link.ts'
import { isOurPage } from './renderer-scheme.ts'

/** The clipboard is for the "Copy address" button; the rest of Chromium's abilities is refused. */
const allowedPermission = 'clipboard-sanitized-write'

/** Holds for every page there is or will be, in whatever kind of window; to be called once, before the first one. */
export function secureSessions(): void {
  confineSession(session.defaultSession)
  app.on('session-created', confineSession)
  app.on('web-contents-created', (_event, contents) => confine(contents))
}

type Session = typeof session.defaultSession

function confineSession(target: Session): void {
  // Frames of other origins have no address in a check.
  const allows = (contents: WebContents | null, permission: string, requestingUrl = ''): boolean => permission === allowedPermission && contents !== null && isOurPage(contents.getURL()) && isOurPage(requestingUrl)
  target.setPermissionRequestHandler((contents, permission, callback, { requestingUrl }) => callback(allows(contents, permission, requestingUrl)))
  target.setPermissionCheckHandler((contents, permission, _origin, { requestingUrl }) => allows(contents, permission, requestingUrl))
  target.setDevicePermissionHandler(() => false)
}

function confine(contents: WebContents): void {
  // Loading itself anew is all the page may do.
  contents.on('will-navigate', (event) => {
    if (!event.isMainFrame || !isOurPage(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url)
    return { action: 'deny' }
  })
}
