/** The pump between a window's port and the server thread's: Electron cannot transfer its ports to a thread (electron/electron#33086), so messages are copied. */
import { MessageChannel } from 'node:worker_threads'
import { ipcMain, type IpcMainEvent, type MessagePortMain } from 'electron'
import { isOurSender } from './ipc-sender.ts'
import type { ServerThread } from './server-thread.ts'

/** The one channel; its only message is a window's end of a MessageChannel. */
const channel = 'hookline:port'

/** Accepts ports from the top frame of our own page and from nothing else. */
export function bridgeWindows(server: ServerThread): void {
  ipcMain.on(channel, (event: IpcMainEvent) => {
    const [port] = event.ports
    if (port && isOurSender(event)) server.addWindow(pump(port))
  })
}

/** When the thread ends, its ports close; the page hears that and asks for a new one. */
function pump(windowPort: MessagePortMain) {
  const { port1: ours, port2: theirs } = new MessageChannel()
  windowPort.on('message', ({ data }) => ours.postMessage(data))
  windowPort.on('close', () => ours.close())
  ours.on('message', (data) => windowPort.postMessage(data))
  ours.on('close', () => windowPort.close())
  windowPort.start()
  return theirs
}
