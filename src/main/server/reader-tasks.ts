/** What the reader thread can be asked for. */
import type { Connection } from './store/connection.ts'
import { foldLogOf } from './store/fold-log.ts'
import { listChannelFiles } from './store/message-files.ts'
import { listMessages, listOwnMessages } from './store/messages.ts'
import { copyWhole } from './store/recovery/copies.ts'
import { searchMessages } from './store/search.ts'

export const readerTasks = {
  listMessages,
  listOwnMessages,
  listChannelFiles,
  searchMessages,
  copyWhole: (_connection: Connection, { path, now }: { readonly path: string; readonly now: number }) => copyWhole(path, now),
  foldLog: (_connection: Connection, { path }: { readonly path: string }) => foldLogOf(path),
} satisfies Record<string, (connection: Connection, input: never, isStopped: () => boolean) => unknown>

export type ReaderTasks = typeof readerTasks
export type ReaderTask = keyof ReaderTasks

export interface ReaderRequest {
  readonly id: number
  readonly task: ReaderTask
  readonly input: unknown
  /** One number that becomes 1 when nobody waits for the answer any more; a task that takes long looks at it. */
  readonly stop: Int32Array
}
