/** Opens an address of our own in the browser, where there is a display to open it on. */
import { spawn } from 'node:child_process'

/** The key in the address works once, so that it is worthless to whoever lists the processes afterwards. */
export function openInBrowser(url: string): void {
  const [command, ...args] = openCommand(url)
  if (command === undefined) return
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  // The address was printed already: who has no opener copies it.
  child.on('error', () => undefined)
  child.unref()
}

function openCommand(url: string): string[] {
  if (process.platform === 'darwin') return ['open', url]
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url]
  const hasDisplay = Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
  return hasDisplay ? ['xdg-open', url] : []
}
