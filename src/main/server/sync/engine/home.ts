/** What the sync engine asks of the server's thread, which keeps the change log and the projection. All of it is plain data. */
import type { Change } from '#shared/contract/change.ts'
import type { TeamStatus } from '#shared/contract/team.ts'
import type { Arrival, Log } from '../arrival.ts'
import type { Outgoing } from '../outbox.ts'

export interface Home {
  /** The last applied position of each log. */
  cursors(): Promise<Readonly<Partial<Record<Log, number>>>>
  /** Resolves when all of it is on disk. */
  apply(items: readonly Arrival[]): Promise<void>
  /** In their order, those after `seq`. */
  listPending(afterSeq: number, limit: number): Promise<readonly Outgoing[]>
  /** The team does not take this change. */
  refuse(id: string, reason: string): Promise<void>
  /** One page of a log's own past, for publishing it: in order of position, those after it. */
  listPast(log: Log, after: number, limit: number): Promise<readonly { readonly position: number; readonly change: Change }[]>
  /** The logs that have a past. */
  listLogs(): Promise<readonly Log[]>
  /** What the window shows. */
  tell(status: Partial<TeamStatus>): void
  /** Which port the door listens on; undefined while it is shut. */
  tellDoor(port: number | undefined): void
  tellDevices(online: readonly string[]): void
  log(level: 'info' | 'warn' | 'error', message: string, about?: unknown): void
}
