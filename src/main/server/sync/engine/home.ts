/** What the sync engine asks of the server's thread, which keeps the change log and the projection. All of it is plain data. */
import type { Change } from '#shared/contract/change.ts'
import type { TeamStatus } from '#shared/contract/team.ts'
import type { Arrival, Log } from '../arrival.ts'
import type { Outgoing } from '../outbox.ts'

export type TeamFile = 'sync.db' | 'relay.db'

export interface RepairReport {
  /** ms since epoch. */
  readonly at: number
  /** Records that are gone, if any are. */
  readonly lost: { readonly from: number | null; readonly to: number; readonly changes: number | null } | null
  readonly tables: string[]
  /** The folder in which the damaged file is, below the data folder. */
  readonly kept: string
}

/** A record of a log that has its place here. */
export interface Known {
  readonly log: Log
  readonly position: number
  readonly id: string
}

export interface Home {
  /** The last applied position of each log. */
  cursors(): Promise<Readonly<Partial<Record<Log, number>>>>
  /** The last record of each log whose id is known here, up to its cursor. */
  lastKnown(): Promise<readonly Known[]>
  /** Resolves when all of it is on disk. */
  apply(items: readonly Arrival[]): Promise<void>
  /** In their order, those after `seq`. */
  listPending(afterSeq: number, limit: number): Promise<readonly Outgoing[]>
  /** The team does not take this change. */
  refuse(id: string, reason: string): Promise<void>
  /** Places of channels whose records wait for a key. */
  listWaiting(): Promise<readonly { readonly log: Log; readonly position: number }[]>
  /** One page of a log's own past, for publishing it: in order of position, those after it. */
  listPast(log: Log, after: number, limit: number): Promise<readonly { readonly position: number; readonly change: Change }[]>
  /** The logs that have a past. */
  listLogs(): Promise<readonly Log[]>
  /** What the window shows. */
  tell(status: Partial<TeamStatus>): void
  /** Which port the door listens on; undefined while it is shut. */
  tellDoor(port: number | undefined): void
  tellDevices(online: readonly string[]): void
  /** A file of the team proved wrong while it was in use: it is repaired when it is opened next, which is soon. */
  damaged(name: TeamFile, reason: string): void
  /** A file of the team was damaged and is repaired. Resolves when its person was told. */
  tellRepair(name: TeamFile, report: RepairReport): Promise<void>
  log(level: 'info' | 'warn' | 'error', message: string, about?: unknown): void
}
