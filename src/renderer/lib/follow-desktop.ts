/** What the desktop app tells its window: which page a pressed notification opens. */

/** Only pages of channels: a message to the window can open nothing where something is set. */
const PATH = /^\/channels\/[a-z0-9][a-z0-9._-]{0,150}(\/messages\/[0-9a-f-]{36})?$/

export function followDesktop(): void {
  if (window.hooklineDesktop === undefined) return
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const path = event.source === window ? readPath(event.data) : null
    if (path !== null) location.hash = `#${path}`
  })
}

/** Null for anything that the preload script does not send. */
export function readPath(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'hookline:open' || !('path' in data)) return null
  return typeof data.path === 'string' && PATH.test(data.path) ? data.path : null
}
