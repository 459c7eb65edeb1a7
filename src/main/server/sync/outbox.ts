/** What this device has said and the team has not ordered yet, for whoever sends it. */
import type { Change } from '#shared/contract/change.ts'
import type { Context } from '../context.ts'
import type { Reader } from '../store/connection.ts'
import type { Logged } from '../store/change-log.ts'
import { countPending, listPending } from '../store/pending.ts'
import { listRedacts } from '../store/redacts.ts'
import type { Log } from './arrival.ts'

export interface Outgoing {
  /** Grows with the order in which they were said and must be sent. */
  readonly seq: number
  readonly log: Log
  readonly change: Change
  /** Of a deletion, as in an envelope: what the relay is to drop. */
  readonly redacts?: string | undefined
}

export interface Outbox {
  /** At most `limit` after `afterSeq`, in order. */
  list(afterSeq: number, limit: number): Outgoing[]
  count(): number
  /** Called after a commit that left something new, once for many. The latest listener is the only one. */
  listen(onNew: () => void): void
}

export function createOutbox({ reader, pending }: Pick<Context, 'reader' | 'pending'>): Outbox {
  return {
    list: (afterSeq, limit) => listPending(reader, afterSeq, limit).map((one) => toOutgoing(reader, one)),
    count: () => countPending(reader),
    listen: (onNew) => pending.listen(onNew),
  }
}

function toOutgoing(reader: Reader, { seq, log, change }: Logged): Outgoing {
  return { seq, log, change, redacts: change.kind === 'message.deleted' ? listRedacts(reader, change).join() || undefined : undefined }
}
