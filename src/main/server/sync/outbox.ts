/** What this device has said and the team has not ordered yet, for whoever sends it. */
import type { Change } from '#shared/contract/change.ts'
import type { Context } from '../context.ts'
import type { Log } from './arrival.ts'

export interface Outgoing {
  /** Grows with the order in which they were said and must be sent. */
  readonly seq: number
  readonly log: Log
  readonly change: Change
  /** The id of the change that posted the message which this deletes: what the relay may drop. */
  readonly redacts?: string
}

export interface Outbox {
  /** At most `limit` after `afterSeq`, in order. */
  list(afterSeq: number, limit: number): Outgoing[]
  count(): number
  /** Called after a commit that left something new, once for many. The latest listener is the only one. */
  listen(onNew: () => void): void
}

export function createOutbox(_ctx: Pick<Context, 'reader'>): Outbox {
  throw new Error('not built yet')
}
