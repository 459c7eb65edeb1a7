/** Every attempt with its answer, and when the next one comes. */
import type { Attempt, Delivery, DeliveryState } from '#shared/contract/delivery.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import { RETRY_WAITS_MS } from '#shared/core/retry.ts'
import { formatAbsolute } from '#renderer/lib/format/format-time.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { Pill } from '#renderer/ui/pill.tsx'
import { t } from '#renderer/text/i18n.ts'
import { formatClock, formatTook } from '../format-request.ts'
import { formatDue } from './delivery-state.ts'
import { sayProblem } from './say-problem.ts'

export interface AttemptsProps {
  delivery: Delivery & { attemptList: Attempt[] }
  policy: Subscription['policy']
}

export function Attempts({ delivery, policy }: AttemptsProps) {
  const { attemptList, dueAt, finishedAt, lastProblem, state } = delivery
  const now = useNow(dueAt === null ? undefined : 1000)
  const isWaiting = finishedAt === null && dueAt !== null && state !== 'sending' && state !== 'paused'
  const most = policy === 'once' ? 1 : RETRY_WAITS_MS.length
  return (
    <div className="card">
      <div className="card__head">
        <span className="grow">{t('outgoing:deliveries.attempts')}</span>
        {isWaiting && <Pill tone="warn">{t('outgoing:deliveries.next', { when: formatDue(dueAt, now) })}</Pill>}
      </div>
      <ol className="attempts">
        {attemptList.map((attempt) => (
          <li key={attempt.number} className={attempt.problem === null ? 'attempt attempt--ok' : 'attempt attempt--bad'}>
            <span>
              <span className="strong">{attempt.status === null ? t('outgoing:deliveries.noAnswer') : t('outgoing:deliveries.answered', { status: attempt.status })}</span>
              <br />
              <span className="faint">
                {attempt.problem !== null && attempt.problem.code !== 'answered' && (
                  <>
                    {sayProblem(attempt.problem)}
                    <br />
                  </>
                )}
                {formatTook(attempt.durationMs)}
              </span>
            </span>
            <time className="faint num" title={formatAbsolute(attempt.at)}>
              {formatClock(attempt.at, now)}
            </time>
          </li>
        ))}
        {finishedAt === null && (
          <li className="attempt attempt--next">
            <span>
              <span className="strong">{t('outgoing:deliveries.tryOf', { number: attemptList.length + 1, total: most })}</span>
              <br />
              <span className="faint">{isUnderWay(state) && t(`outgoing:deliveries.waits.${state}`)}</span>
            </span>
            {isWaiting && (
              <time className="faint num" title={formatAbsolute(dueAt)}>
                {formatClock(dueAt, now)}
              </time>
            )}
          </li>
        )}
        {state === 'dropped' && lastProblem !== null && <li className="attempt">{sayProblem(lastProblem)}</li>}
      </ol>
    </div>
  )
}

const isUnderWay = (state: DeliveryState): state is Exclude<DeliveryState, 'delivered' | 'failed' | 'dropped'> => state !== 'delivered' && state !== 'failed' && state !== 'dropped'
