/** "NAME is ready": the one time that token and secret are seen, how a receiver checks them, and a first try. */
import '../create/hook-ready.css'
import type { ReactNode } from 'react'
import { Trans } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Subscription } from '#shared/contract/subscription.ts'
import { Button } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'
import { subscriptionPath } from '../paths.ts'
import { OutgoingCrumb } from '../outgoing/outgoing-crumb.tsx'
import { useSubscriptions } from '../outgoing/queries.ts'
import { TestCard } from '../outgoing-page/test-card.tsx'
import { SecretLines } from './secret-lines.tsx'
import { VerifyCard } from './verify-card.tsx'

export interface SubscriptionReadyProps {
  subscription: Subscription
  token: string
  secret: string
}

export function SubscriptionReady({ subscription: made, token, secret }: SubscriptionReadyProps) {
  const [, navigate] = useLocation()
  // As it is now: a test can change what it may reach.
  const subscription = useSubscriptions().data?.find(({ id }) => id === made.id) ?? made
  const { signature } = subscription
  const steps: readonly { title: string; note?: string; content: ReactNode }[] = [
    { title: t('outgoing:ready.copy'), content: <SecretLines signature={signature} token={token} secret={secret} /> },
    ...(signature === 'none' ? [] : [{ title: t('outgoing:ready.verify'), note: t('outgoing:ready.verifyNote'), content: <VerifyCard signature={signature} /> }]),
    { title: t('outgoing:ready.try'), note: t('outgoing:ready.tryNote'), content: <TestCard subscription={subscription} /> },
  ]
  return (
    <div className="page">
      <header className="page__head">
        <div className="grow">
          <OutgoingCrumb here={made.name} />
          <h1 className="page__title">
            <Trans ns="hooks" i18nKey="ready" values={{ name: made.name }} />
          </h1>
          <p className="page__lead">
            <Trans ns="outgoing" i18nKey="ready.lead" values={{ hosts: made.hosts.join(', ') }} />
          </p>
        </div>
        <Button onClick={() => navigate(subscriptionPath(made.id))}>{t('common:done')}</Button>
      </header>
      <div className="page__in">
        {steps.map(({ title, note, content }, index) => (
          <div key={title} className="section">
            <span className="stepno" aria-hidden="true">
              {index + 1}
            </span>
            <div>
              <h2>
                {title}
                {note !== undefined && <small>{note}</small>}
              </h2>
              {content}
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}
