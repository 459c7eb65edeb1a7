/** Links from outside, `hookline://…`: registered with the system, taken cold and warm, and never more than a page shown. */
import { resolve } from 'node:path'
import { app } from 'electron'
import { parseLink } from './parse-link.ts'
import { readArguments } from './read-arguments.ts'
import { openInWindow, showInvite, showWindow } from './window.ts'

const PROTOCOL = 'hookline'

/** In a checkout the system starts Electron with the folder of the app. */
export function registerProtocol(): void {
  const folder = process.argv[1]
  if (!process.defaultApp) app.setAsDefaultProtocolClient(PROTOCOL)
  else if (folder !== undefined) app.setAsDefaultProtocolClient(PROTOCOL, process.execPath, [resolve(folder)])
}

/**
 * To be called before the app is ready: macOS hands over the link of a cold start by an event that comes early.
 * @returns the function that opens what has come until now, and from then on opens at once.
 */
export function followLinks(rawFirst: string | null): () => void {
  let isOpen = false
  let waiting = rawFirst
  app.on('open-url', (event, rawLink) => {
    event.preventDefault()
    if (isOpen) openLinkFromOutside(rawLink)
    else waiting = rawLink
  })
  app.on('second-instance', (_event, argv) => {
    if (isOpen) showWindow()
    const { rawLink } = readArguments(argv.slice(1))
    if (rawLink === null) return
    if (isOpen) openLinkFromOutside(rawLink)
    else waiting = rawLink
  })
  return () => {
    isOpen = true
    if (waiting !== null) openLinkFromOutside(waiting)
    waiting = null
  }
}

/** What is not ours does nothing at all. */
function openLinkFromOutside(rawLink: string): void {
  const link = parseLink(rawLink)
  if (link === null) return
  if (link.kind === 'open') openInWindow(link.path)
  else showInvite(link.link)
}
