/** Who may speak to the main process: the top frame of our own page and nothing else. */
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron'
import { isOurPage } from './renderer-scheme.ts'

/** The frame is null when it was taken away or went elsewhere meanwhile. */
export function isOurSender({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOurPage(senderFrame.url)
}
