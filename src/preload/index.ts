/** The small bridge between page and main process: it hands over one message port, tells the platform, and passes on which page a notification opens. */
import { contextBridge, ipcRenderer } from 'electron'

contextBridge.exposeInMainWorld('hooklineDesktop', { platform: process.platform })

window.addEventListener('message', (event) => {
  if (event.source !== window || event.data !== 'hookline:port') return
  const [port] = event.ports
  if (port) ipcRenderer.postMessage('hookline:port', null, [port])
})

ipcRenderer.on('hookline:open', (_event, path: unknown) => window.postMessage({ type: 'hookline:open', path }, window.origin))
