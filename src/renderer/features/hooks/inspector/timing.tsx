/** Where the time of a request went, from its arrival to its answer. */
import type { CapturedRequest } from '#shared/contract/captured-request.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { t } from '#renderer/text/i18n.ts'
import { formatTook } from '../format-request.ts'

export function Timing({ verdict, request: { readMs, decodedMs } }: { verdict: Verdict; request: CapturedRequest }) {
  const total = Math.max(verdict.durationMs, decodedMs ?? 0, readMs ?? 0, 0.01)
  const steps = [
    { name: 'body', from: 0, to: readMs },
    { name: 'decoded', from: readMs ?? 0, to: decodedMs },
    { name: 'decided', from: decodedMs ?? readMs ?? 0, to: total },
  ] as const
  return (
    <dl className="timing">
      {steps.map(({ name, from, to }) =>
        to === null ? null : (
          <div key={name} className="timing__row">
            <dt>{t(`inspector:timing.${name}`)}</dt>
            <dd className="timing__bar" aria-hidden="true">
              <span style={{ marginInlineStart: `${(from / total) * 100}%`, inlineSize: `${Math.max(1, ((to - from) / total) * 100)}%` }} />
            </dd>
            <dd className="num">{formatTook(to - from)}</dd>
          </div>
        ),
      )}
      <div className="timing__row timing__row--sum">
        <dt>{t('inspector:timing.whole')}</dt>
        <dd />
        <dd className="num">{formatTook(verdict.durationMs)}</dd>
      </div>
      <p className="faint timing__note">{t('inspector:timing.note')}</p>
    </dl>
  )
}
