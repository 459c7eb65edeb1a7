/** Puts into the log how often a message came, for this window and other devices: at most once a second a message, however fast it comes. */
import type { Context } from '../../context.ts'
import { commit } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import { findMessageRow } from '../../store/messages.ts'
import { forgetRepeats, listUntold, markTold, type RepeatedRow } from '../../store/repeats.ts'
import { announceState } from '../announce-state.ts'

export const TELL_EVERY_MS = 1000
/** A write tells no more than this. */
const MOST = 100

/** In the write that counted: at once, unless it was told within the last second; then the bell has it told later. */
export function tellRepeat(ctx: Context, tx: Tx, row: RepeatedRow): void {
  if (isFresh(ctx, row)) ctx.repeats.ring()
  else tell(ctx, tx, row)
}

function isFresh(ctx: Context, { toldAt }: RepeatedRow): boolean {
  const sinceMs = ctx.now() - toldAt
  return sinceMs >= 0 && sinceMs < TELL_EVERY_MS
}

/** Tells what is not told yet; `now` also what was told within the last second. @returns whether some is left. */
export function tellRepeats(ctx: Context, when: 'now' | 'in time'): Promise<boolean> {
  return ctx.write((tx) => {
    const untold = listUntold(tx, MOST)
    const due = when === 'now' ? untold : untold.filter((row) => !isFresh(ctx, row))
    for (const row of due) tell(ctx, tx, row)
    return untold.length === MOST || due.length < untold.length
  })
}

function tell(ctx: Context, tx: Tx, { messageId, channelId, count, lastAt }: RepeatedRow): void {
  // What was taken out altogether has nothing to be told of.
  if (!findMessageRow(tx, messageId)) return forgetRepeats(tx, messageId)
  const change = { scope: channelId, kind: 'message.repeated' as const, body: { messageId, count, lastAt } }
  commit(ctx, tx, change)
  markTold(tx, { messageId, count }, ctx.now())
  announceState(tx, change)
}
