/** Counts a request towards its hook's health, and pauses a hook that has done nothing but fail for days. */
import type { HookId } from '#shared/contract/ids.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { isAccepted, isProved, judgeRequest, mustPause } from '#shared/core/hook-health.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import { countRequests, findFailing, markAccepted, markRefused, setFailing } from '../../store/hook-health.ts'
import { findHookPlace } from '../../store/hooks.ts'
import { pauseFailingHook } from './pause-failing-hook.ts'

type Told = Pick<Verdict, 'id' | 'at' | 'reason' | 'replayOf' | 'source'>

/** To be called in the write that keeps the verdict. A replay or a test is a person's and says nothing about the sender. */
export function noteHealth(ctx: Context, tx: Tx, hookId: HookId, verdict: Told): void {
  if (verdict.replayOf !== null || verdict.source === 'test') return
  const accepted = isAccepted(verdict.reason)
  countRequests(tx, hookId, verdict.at, { accepted: Number(accepted), refused: Number(!accepted) })
  noteEnd(ctx, tx, hookId, verdict)
}

/** What came in the end of a post that waited, which was counted as accepted when it came. `verdict.at` is when that was. */
export function noteWaited(ctx: Context, tx: Tx, hookId: HookId, verdict: Told): void {
  if (verdict.replayOf !== null || verdict.source === 'test') return
  if (!isAccepted(verdict.reason)) countRequests(tx, hookId, verdict.at, { accepted: -1, refused: 1 })
  noteEnd(ctx, tx, hookId, { ...verdict, at: ctx.now() })
}

function noteEnd(ctx: Context, tx: Tx, hookId: HookId, { id, at, reason }: Told): void {
  if (isAccepted(reason)) markAccepted(tx, hookId, at)
  // That it is off says nothing new: what came before is what somebody has to look at.
  else if (reason !== 'hook_paused' && reason !== 'hook_disabled') markRefused(tx, hookId, { at, reason, verdictId: id })
  const judged = judgeRequest(reason)
  if (judged === 'nothing') return
  const failing = findFailing(tx, hookId)
  if (judged === 'works') {
    if (failing !== null) setFailing(tx, hookId, null)
    return
  }
  if (!isProved(reason, findHookPlace(tx, hookId)?.rules.signature.scheme !== 'none')) return
  // The clock may have been ahead when it began.
  const now = { since: Math.min(failing?.since ?? at, at), count: (failing?.count ?? 0) + 1 }
  if (mustPause(now, at) && pauseFailingHook(ctx, tx, hookId, { ...now, reason })) return
  setFailing(tx, hookId, now)
}
