/** "NAME is ready": the one time that token and secret are seen, how a receiver checks them, and a first try. */
import type { ReactNode } from 'react'
import { Trans } from 'react-i18next'
import type { Subscription } from '#shared/contract/subscription.ts'
import { t } from '#renderer/text/i18n.ts'
import { ReadyPage, Step } from '../create/ready-page.tsx'
import { subscriptionPath } from '../paths.ts'
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
  // As it is now: a test can change what it may reach.
  const subscription = useSubscriptions().data?.find(({ id }) => id === made.id) ?? made
  const { signature } = subscription
  const steps: readonly { title: string; note?: string; content: ReactNode }[] = [
    { title: t('outgoing:ready.copy'), content: <SecretLines signature={signature} token={token} secret={secret} /> },
    ...(signature === 'none' ? [] : [{ title: t('outgoing:ready.verify'), note: t('outgoing:ready.verifyNote'), content: <VerifyCard signature={signature} /> }]),
    { title: t('outgoing:ready.try'), note: t('outgoing:ready.tryNote'), content: <TestCard subscription={subscription} /> },
  ]
  return (
    <ReadyPage kind="outgoing" name={made.name} lead={<Trans ns="outgoing" i18nKey="ready.lead" values={{ hosts: made.hosts.join(', ') }} />} path={subscriptionPath(made.id)}>
      {steps.map(({ title, note, content }, index) => (
        <Step key={title} number={index + 1} title={title} note={note}>
          {content}
        </Step>
      ))}
    </ReadyPage>
  )
}
