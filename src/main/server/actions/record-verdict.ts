/** Keeps what happened to a request, so that the hook's owner can see it; bounded per hook. */
import type { Verdict } from '#shared/contract/verdict.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../store/connection.ts'
import { readSettings } from '../store/settings.ts'
import { countStrayVerdict, insertVerdict, pruneVerdicts, strayRowsKept } from '../store/verdicts.ts'

export type NewVerdict = Omit<Verdict, 'id' | 'at' | 'count'>

/** Rows beyond the bound that may gather before they are dropped: pruning at each post would cost more than the post. */
const pruneEvery = 256

/** Called inside a write. */
export type RecordVerdict = (tx: Tx, verdict: NewVerdict) => void

export function createVerdictRecorder(ctx: Context): RecordVerdict {
  const sincePruned = new Map<string, number>()

  function pruneSometimes(tx: Tx, hookId: string, keep: number): void {
    // Also at the first row after a start, when nobody knows how many there are.
    const seen = sincePruned.get(hookId) ?? pruneEvery
    if (seen < pruneEvery) return void sincePruned.set(hookId, seen + 1)
    sincePruned.set(hookId, 0)
    pruneVerdicts(tx, hookId, keep)
  }

  return (tx, fields) => {
    const verdict = { at: ctx.now(), ...fields }
    if (verdict.hookId !== null) {
      const kept = insertVerdict(tx, verdict)
      pruneSometimes(tx, verdict.hookId, readSettings(tx)['verdicts.keepPerHook'])
      return tx.emit({ name: 'verdict.recorded', data: kept }, 'managers')
    }
    const hour = Math.floor(verdict.at / 3600_000)
    const stray = countStrayVerdict(tx, verdict, `${verdict.dialect ?? ''}|${verdict.reason}|${verdict.remote}|${hour}`)
    pruneSometimes(tx, '', strayRowsKept)
    tx.emit({ name: 'verdict.recorded', data: stray }, 'managers')
  }
}
