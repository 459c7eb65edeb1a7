/** Sends an example to every address now and shows what came of it. */
import '#renderer/ui/card.css'
import './test-card.css'
import { CircleCheck, CircleX, Send } from 'lucide-react'
import type { Attempt } from '#shared/contract/delivery.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { Button } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'
import { FormProblem } from '../form-problem.tsx'
import { formatTook } from '../format-request.ts'
import { StatusChip } from '../status-chip.tsx'
import { useTest } from '../outgoing/mutations.ts'
import { sayProblem } from '../deliveries/say-problem.ts'
import { AllowButton } from './allow-button.tsx'

export function TestCard({ subscription }: { subscription: Subscription }) {
  const test = useTest()
  const run = () => test.mutate(subscription.id)
  return (
    <div className="testcard">
      <div className="testcard__row">
        <Button busy={test.isPending} onClick={run}>
          <Send className="icon icon--14" />
          {test.data === undefined ? t('outgoing:test.send') : t('outgoing:test.again')}
        </Button>
        <span className="faint">{test.isPending ? t('outgoing:test.waiting') : t('outgoing:test.note')}</span>
      </div>
      <FormProblem message={messageOf(test.error)} />
      <ul className="testcard__results" aria-live="polite" aria-label={t('outgoing:test.results')}>
        {test.data?.map(({ url, attempt }) => (
          <Result key={url} url={url} attempt={attempt} subscription={subscription} onAllowed={run} />
        ))}
      </ul>
    </div>
  )
}

interface ResultProps {
  url: string
  attempt: Attempt
  subscription: Subscription
  onAllowed: () => void
}

function Result({ url, attempt, subscription, onAllowed }: ResultProps) {
  const arrived = attempt.problem === null
  const host = attempt.problem?.code === 'private_address' ? attempt.problem.detail : undefined
  return (
    <li className={arrived ? 'card testcard__result' : 'card testcard__result is-bad'}>
      <div className="testcard__head">
        {arrived ? <CircleCheck className="icon" /> : <CircleX className="icon" />}
        <b>{arrived ? t('outgoing:test.arrived') : t('outgoing:test.failed')}</b>
        {attempt.status !== null && <StatusChip status={attempt.status} tone={arrived ? 'ok' : 'bad'} />}
        <span className="faint num">{formatTook(attempt.durationMs)}</span>
      </div>
      <code className="testcard__url">{url}</code>
      {attempt.problem !== null && <p className="testcard__problem">{sayProblem(attempt.problem)}</p>}
      {host !== undefined && (
        <div className="testcard__row">
          <AllowButton subscription={subscription} host={host} onAllowed={onAllowed} />
          <span className="hint">{t('outgoing:test.allowHint')}</span>
        </div>
      )}
      {attempt.response !== '' && (
        <details className="more">
          <summary>{t('outgoing:test.answer')}</summary>
          <pre className="http" dir="ltr" role="group" tabIndex={0} aria-label={t('outgoing:test.answer')}>
            {attempt.response}
          </pre>
        </details>
      )}
    </li>
  )
}
