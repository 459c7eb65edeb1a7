/** The small bridge between page and main process. It hands over one message port and tells the platform; it never grows. */
import { contextBridge, ipcRenderer } from 'electron'

contextBridge.exposeInMainWorld('hooklineDesktop', { platform: process.platform })

window.addEventListener('message', (event) => {
  if (event.source !== window || event.data !== 'hookline:port') return
  const [port] = event.ports
  if (port) ipcRenderer.postMessage('hookline:port', null, [port])
})
