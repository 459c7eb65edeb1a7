/** Posts what waited for its turn, in order and exactly once: the row goes in the same write that posts it and says in its verdict what came of it. */
import type { HookId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import type { HookPost } from '#shared/dialects/dialect.ts'
import { getDialect } from '#shared/dialects/index.ts'
import type { Context } from '../../context.ts'
import { findHookTarget } from '../../store/addresses.ts'
import type { Tx } from '../../store/connection.ts'
import { deleteWaiting, findFirstWaiting, type WaitingRow } from '../../store/hook-queue.ts'
import { readSettings } from '../../store/settings.ts'
import { updateVerdict } from '../../store/verdicts.ts'
import { decideAddress } from '../hooks/decide-address.ts'
import { noteWaited } from '../hooks/note-health.ts'
import { postTo, type HookOutcome } from './post-from-hook.ts'
import type { RecordVerdict } from './record-verdict.ts'

/** `held`: the hook is switched off, and what waits stays. `none`: nothing waits. Only what was `posted` used its turn. */
export type Drained = 'posted' | 'counted' | 'refused' | 'held' | 'none'

/** To be called inside a write. */
export function drainNext(ctx: Context, tx: Tx, record: RecordVerdict, hookId: HookId): Drained {
  const row = findFirstWaiting(tx, hookId)
  if (!row) return 'none'
  const { addressId, dialect, lastFour, post, files, hops, requestId, namedId } = row.waiting
  const address = findHookTarget(tx, { hookId, addressId, dialect, lastFour }, ctx.deviceId)
  if (address && decideAddress(address, readSettings(tx), ctx.now())) return 'held'
  const isReplay = row.verdict !== null && row.verdict.replayOf !== null
  const request = { dialect: getDialect(dialect), post: post as HookPost, files, hops, requestId, namedId, isReplay }
  const outcome: HookOutcome = address ? postTo(ctx, tx, address, request) : { refusal: { reason: 'no_such_address', detail: 'The webhook was deleted before the turn of this post came.' }, target: undefined }
  deleteWaiting(tx, row)
  const conclusion = describeOutcome(outcome, secondsOf(ctx, row))
  conclude(tx, record, { row, ...conclusion })
  // Of one that was deleted nothing is counted any more.
  if (row.verdict !== null && address) noteWaited(ctx, tx, hookId, { ...row.verdict, reason: conclusion.reason })
  if ('refusal' in outcome) return 'refused'
  return outcome.count === undefined ? 'posted' : 'counted'
}

/** Takes the first one out without posting it. @returns false when nothing waits. */
export function refuseNext(tx: Tx, record: RecordVerdict, { hookId, reason, detail }: Pick<Verdict, 'reason' | 'detail'> & { readonly hookId: HookId }): boolean {
  const row = findFirstWaiting(tx, hookId)
  if (row) refuseWaiting(tx, record, row, { reason, detail })
  return row !== undefined
}

/** Takes this one out without posting it. */
export function refuseWaiting(tx: Tx, record: RecordVerdict, row: WaitingRow, { reason, detail }: Pick<Verdict, 'reason' | 'detail'>): void {
  deleteWaiting(tx, row)
  conclude(tx, record, { row, reason, detail, messageId: null, channel: null })
}

export function describeCounted(messages: readonly Message[], count: number): string {
  return `The same again: counted as number ${count} on a message in #${messages[0]?.channel ?? ''}.`
}

const secondsOf = (ctx: Context, { at }: WaitingRow): number => Math.max(0, Math.round((ctx.now() - at) / 1000))

type Conclusion = Pick<Verdict, 'reason' | 'detail' | 'messageId' | 'channel'>

function describeOutcome(outcome: HookOutcome, seconds: number): Conclusion {
  if ('refusal' in outcome) return { reason: outcome.refusal.reason, detail: `${outcome.refusal.detail} It had waited ${seconds} s.`, messageId: null, channel: null }
  const { posted, count, untold, updatedFrom } = outcome
  const place = { messageId: posted[0]?.id ?? null, channel: posted[0]?.channel ?? null }
  if (count !== undefined) return { reason: 'counted', detail: `${describeCounted(posted, count)} It had waited ${seconds} s.`, ...place }
  if (updatedFrom !== undefined) return { reason: 'edited', detail: `Updated a message in #${place.channel ?? ''} after ${seconds} s in the queue.`, ...place }
  const channel = place.channel ?? ''
  const said = posted.length > 1 ? `Posted to #${channel} in ${posted.length} parts after ${seconds} s in the queue.` : `Posted to #${channel} after ${seconds} s in the queue.`
  return { reason: 'posted', detail: [said, ...new Set(untold)].join(' '), ...place }
}

/** The verdict of its request says it; where that is no longer kept, a new one does. */
function conclude(tx: Tx, record: RecordVerdict, { row, ...conclusion }: Conclusion & { readonly row: WaitingRow }): void {
  if (row.verdict === null) return
  const { id, at: _, count: _a, ...told } = row.verdict
  const kept = updateVerdict(tx, id, conclusion)
  if (kept) tx.emit({ name: 'verdict.recorded', data: kept }, 'managers')
  else record(tx, { ...told, ...conclusion, isNoted: true })
}
