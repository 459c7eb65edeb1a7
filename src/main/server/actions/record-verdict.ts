/** Keeps what happened to a request, so that the hook's owner can see it; bounded per hook. */
import type { Verdict } from '#shared/contract/verdict.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../store/connection.ts'
import { readSettings } from '../store/settings.ts'
import { countStrayVerdict, insertVerdict, pruneVerdicts, strayRowsKept } from '../store/verdicts.ts'

export type NewVerdict = Omit<Verdict, 'id' | 'at' | 'count'>

/** Called inside a write. */
export type RecordVerdict = (tx: Tx, verdict: NewVerdict) => void

export function createVerdictRecorder(ctx: Context): RecordVerdict {
  return (tx, fields) => {
    const verdict = { at: ctx.now(), ...fields }
    if (verdict.hookId !== null) {
      const kept = insertVerdict(tx, verdict)
      prune(tx, verdict.hookId, readSettings(tx)['verdicts.keepPerHook'])
      return tx.emit({ name: 'verdict.recorded', data: kept }, 'managers')
    }
    const hour = Math.floor(verdict.at / 3600_000)
    const stray = countStrayVerdict(tx, verdict, `${verdict.dialect ?? ''}|${verdict.reason}|${verdict.remote}|${hour}`)
    prune(tx, '', strayRowsKept)
    tx.emit({ name: 'verdict.recorded', data: stray }, 'managers')
  }
}

/** Never more than `keep` rows, and a sixteenth of them is dropped at a time: pruning at each post would cost more than the post. */
function prune(tx: Tx, hookId: string, keep: number): void {
  const slack = Math.floor(keep / 16)
  const key = `verdicts:${hookId}`
  // Unknown after a start and after a rollback: then it is looked up.
  const added = (tx.cache.get(key) as number | undefined) ?? slack
  tx.cache.set(key, added < slack ? added + 1 : 0)
  if (added >= slack) pruneVerdicts(tx, hookId, keep - slack)
}
