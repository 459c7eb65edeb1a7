/** What the reader thread can be asked for. */
import type { Reader } from './store/connection.ts'
import { listChannelFiles } from './store/message-files.ts'
import { listMessages } from './store/messages.ts'

export const readerTasks = {
  listMessages,
  listChannelFiles,
} satisfies Record<string, (reader: Reader, input: never) => unknown>

export type ReaderTasks = typeof readerTasks
export type ReaderTask = keyof ReaderTasks

export interface ReaderRequest {
  readonly id: number
  readonly task: ReaderTask
  readonly input: unknown
}
