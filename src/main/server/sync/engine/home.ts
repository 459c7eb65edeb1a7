/** What the sync engine asks of the server's thread, which keeps the change log and the projection. All of it is plain data. */
import type { Change } from '#shared/contract/change.ts'
import type { ChannelId } from '#shared/contract/ids.ts'
import type { TeamStatus } from '#shared/contract/team.ts'

/** What orders a change: the workspace or one channel. */
export type Log = 'workspace' | ChannelId

/** A change of this device that has no place yet. */
export interface PendingChange {
  readonly seq: number
  readonly log: Log
  readonly change: Change
  /** The change whose content the relay shall drop with it. */
  readonly redacts: string | undefined
}

interface Place {
  readonly log: Log
  readonly position: number
  /** By the relay's clock. */
  readonly at: number
  /** Who sent it. */
  readonly device: string
  readonly id: string
}

/** A record in its place: a change, something that cannot be opened (yet), or nothing that counts. */
export type InboxItem = Place &
  (
    | { readonly change: Change; readonly sealed: boolean }
    | { readonly unopened: { readonly state: 'waiting' | 'before_joining' | 'refused'; readonly reason: string } }
    | { readonly skipped: string }
  )

export interface Home {
  /** The last applied position of each log. */
  cursors(): Promise<Readonly<Partial<Record<Log, number>>>>
  /** Resolves when all of it is on disk. */
  apply(items: readonly InboxItem[]): Promise<void>
  /** In their order, those after `seq`. */
  listPending(afterSeq: number, limit: number): Promise<readonly PendingChange[]>
  /** The team does not take this change. */
  refuse(id: string, reason: string): Promise<void>
  /** One page of a log's own past, for publishing it: in order of position, those after it. */
  listPast(log: Log, after: number, limit: number): Promise<readonly { readonly position: number; readonly change: Change }[]>
  /** The logs that have a past. */
  listLogs(): Promise<readonly Log[]>
  /** What the window shows. */
  tell(status: Partial<TeamStatus>): void
  tellDevices(online: readonly string[]): void
  log(level: 'info' | 'warn' | 'error', message: string, about?: unknown): void
}
