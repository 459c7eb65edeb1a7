/** Keeps what happened to a request, so that the hook's owner can see it; bounded per hook. */
import type { CapturedRequest } from '#shared/contract/captured-request.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { hideKnown } from '#shared/core/hide-secrets.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import { findHookSecrets } from '../../store/hook-secrets.ts'
import { readSettings } from '../../store/settings.ts'
import { countStrayVerdict, insertVerdict, pruneVerdicts, strayRowsKept } from '../../store/verdicts.ts'
import { noteHealth } from '../hooks/note-health.ts'

export interface NewVerdict extends Omit<Verdict, 'id' | 'at' | 'count' | 'replayOf'> {
  readonly replayOf?: Verdict['replayOf']
  /** Gives what is kept of the request beside its verdict, without secrets. Not called for what reached no hook. */
  readonly capture?: (signingSecrets: readonly string[]) => CapturedRequest
  /** The hook's health knows of the request already. */
  readonly isNoted?: boolean
}

/** Called inside a write. @returns it as it is kept. */
export type RecordVerdict = (tx: Tx, verdict: NewVerdict) => Verdict

export function createVerdictRecorder(ctx: Context): RecordVerdict {
  return (tx, { capture, isNoted = false, ...fields }) => {
    const verdict = { at: ctx.now(), replayOf: null, ...fields }
    if (verdict.hookId !== null) {
      const secrets = findHookSecrets(tx, verdict.hookId).map(({ secret }) => secret)
      const kept = insertVerdict(tx, secrets.length === 0 ? verdict : withoutSecrets(verdict, secrets), capture?.(secrets))
      pruneVerdicts(tx, verdict.hookId, readSettings(tx)['verdicts.keepPerHook'])
      tx.emit({ name: 'verdict.recorded', data: kept }, 'managers')
      if (!isNoted) noteHealth(ctx, tx, verdict.hookId, kept)
      return kept
    }
    const hour = Math.floor(verdict.at / 3600_000)
    const stray = countStrayVerdict(tx, verdict, `${verdict.dialect ?? ''}|${verdict.reason}|${verdict.remote}|${hour}`)
    if (stray.count === 1) pruneVerdicts(tx, '', strayRowsKept)
    tx.emit({ name: 'verdict.recorded', data: stray }, 'managers')
    return stray
  }
}

/** What a sender signs with may stand in anything that it says. */
function withoutSecrets<V extends Pick<Verdict, 'detail' | 'ignored' | 'userAgent' | 'contentType' | 'key'>>(verdict: V, secrets: readonly string[]): V {
  const { detail, ignored, userAgent, contentType, key } = verdict
  return { ...verdict, detail: hideKnown(detail, secrets), ignored: ignored.map((name) => hideKnown(name, secrets)), userAgent: hideKnown(userAgent, secrets), contentType: hideKnown(contentType, secrets), key: key === null ? null : hideKnown(key, secrets) }
}
