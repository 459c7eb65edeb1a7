/** What every action gets: the store, the one door for writes, clock, ids, log. Passed along, never imported. */
import type { Logger } from 'pino'
import type { Change, ChangeKind } from '#shared/contract/change.ts'
import type { ChangeId, DeviceId, PersonId } from '#shared/contract/ids.ts'
import type { Bell } from './dispatcher/bell.ts'
import { enqueueDeliveries } from './dispatcher/enqueue.ts'
import type { EventBus } from './event-bus.ts'
import type { FileStore } from './files/file-store.ts'
import type { Pace } from './listener/pace.ts'
import type { Platform } from './platform.ts'
import { commitChange, type ChangeContent } from './store/change-log.ts'
import type { Reader, Tx } from './store/connection.ts'
import { isPending } from './store/positions.ts'
import type { Writer } from './store/write.ts'

/** Who asks. Comes from the session, never from the input. */
export interface Actor {
  readonly personId: PersonId
}

export interface Context {
  readonly reader: Reader
  readonly write: Writer['write']
  readonly writeSoon: Writer['writeSoon']
  readonly events: EventBus
  readonly files: FileStore
  /** Rung when there is something to send. */
  readonly deliveries: Bell
  /** How fast hooks may post. */
  readonly pace: Pace
  /** Rung when a post waits for its turn. */
  readonly backlog: Bell
  /** Rung when a message was repeated and only this device knows how often. */
  readonly repeats: Bell
  /** Rung when something waits for its place in the team's order. */
  readonly pending: Bell
  /** ms since epoch. */
  now(): number
  /** A fresh UUIDv7; ids of one process grow. */
  newId<T>(): T
  random(sizeBytes: number): Uint8Array
  readonly log: Logger
  readonly platform: Platform
  readonly deviceId: DeviceId
  readonly version: string
}

/** The same context, in which `check` is asked in each write before anything is written: until then it may wait behind others. */
export function guardWrites(ctx: Context, check: (tx: Tx) => void): Context {
  const write: Context['write'] = (work) =>
    ctx.write((tx) => {
      check(tx)
      return work(tx)
    })
  return { ...ctx, write }
}

/**
 * Completes a change with its id, time and device and commits it. What outgoing webhooks tell of it is put into the queue once it has its
 * place: alone at once, in a team when the relay gave it. @returns its position and time.
 */
export function commit<K extends ChangeKind>(ctx: Context, tx: Tx, content: ChangeContent<K>): { position: number; at: number } {
  const at = ctx.now()
  const change = { id: ctx.newId<ChangeId>(), authorDevice: ctx.deviceId, at, ...content } as unknown as Change
  const position = commitChange(tx, change)
  if (isPending(position)) ctx.pending.ring()
  else enqueueDeliveries(ctx, tx, change)
  return { position, at }
}
