/** What no page of ours may do: get permissions, open windows, leave its address, attach webviews. */
import { app, session, shell, type WebContents } from 'electron'
import { isOurPage } from './renderer-scheme.ts'

const linkProtocols = new Set(['http:', 'https:', 'mailto:'])

/** Electron's security checklist, items 5, 13, 14 and 15. */
export function secureSessions(): void {
  // The clipboard is for the "Copy address" button; everything else is refused.
  session.defaultSession.setPermissionRequestHandler((contents, permission, callback) => callback(permission === 'clipboard-sanitized-write' && isOurPage(contents.getURL())))
  session.defaultSession.setPermissionCheckHandler((contents, permission) => permission === 'clipboard-sanitized-write' && contents !== null && isOurPage(contents.getURL()))
  app.on('web-contents-created', (_event, contents) => confine(contents))
}

function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url)
    return { action: 'deny' }
  })
}

/** The one way for an address to reach the system: http, https and mailto only, whoever wrote it. */
export function openLink(rawUrl: string): void {
  const url = URL.parse(rawUrl)
  if (url && linkProtocols.has(url.protocol)) void shell.openExternal(url.href)
}
