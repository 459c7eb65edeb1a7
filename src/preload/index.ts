/** The small bridge between page and main process: hands over one message port, asks the shell for its state and settings, passes on what the shell says. */
import { contextBridge, ipcRenderer } from 'electron'
import type { DesktopMessage, HooklineDesktop, ShellCall, ShellState } from '#shared/contract/shell.ts'

const desktop: HooklineDesktop = {
  platform: process.platform,
  shell: { call: (call: ShellCall) => ipcRenderer.invoke('hookline:shell', call) as Promise<ShellState> },
}
contextBridge.exposeInMainWorld('hooklineDesktop', desktop)

window.addEventListener('message', (event) => {
  if (event.source !== window || event.data !== 'hookline:port') return
  const [port] = event.ports
  if (port) ipcRenderer.postMessage('hookline:port', null, [port])
})

const tellPage = (message: DesktopMessage): void => window.postMessage(message, window.origin)

ipcRenderer.on('hookline:open', (_event, path: unknown) => tellPage({ type: 'hookline:open', path }))
ipcRenderer.on('hookline:join', (_event, link: unknown) => tellPage({ type: 'hookline:join', link }))
ipcRenderer.on('hookline:command', (_event, command: unknown) => tellPage({ type: 'hookline:command', command }))
ipcRenderer.on('hookline:notice', (_event, notice: unknown) => tellPage({ type: 'hookline:notice', notice }))
ipcRenderer.on('hookline:lost', () => tellPage({ type: 'hookline:lost' }))
ipcRenderer.on('hookline:shell', (_event, state: unknown) => tellPage({ type: 'hookline:shell', state }))
