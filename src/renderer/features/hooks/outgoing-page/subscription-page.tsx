/** The page of one outgoing webhook: its deliveries, settings, consents, token and secret. */
import '#renderer/ui/page.css'
import '../page.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import { formatCount } from '#renderer/lib/format/format-time.ts'
import { Tabs, type TabDefinition } from '#renderer/ui/tabs.tsx'
import { t } from '#renderer/text/i18n.ts'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { ElsewhereNote } from '../elsewhere-note.tsx'
import { HeaderBones, NotFound } from '../page-states.tsx'
import { subscriptionPath, type SubscriptionTab } from '../paths.ts'
import { useElsewhere } from '../use-elsewhere.ts'
import { DeliveriesTab } from '../deliveries/deliveries-tab.tsx'
import { isElsewhere } from '../outgoing/describe-subscription.ts'
import { OutgoingOffNote } from '../outgoing/outgoing-off-note.tsx'
import { useConsents, useSubscriptions } from '../outgoing/queries.ts'
import { ConsentsTab } from './consents-tab.tsx'
import { PausedNote } from './paused-note.tsx'
import { SecretTab } from './secret-tab.tsx'
import { SubscriptionHeader } from './subscription-header.tsx'
import { SubscriptionSettings } from './subscription-settings.tsx'

export function SubscriptionPage({ session }: { session: Session }) {
  const { id } = useParams<{ id: string }>()
  const { data: subscriptions, error, isFetching, refetch } = useSubscriptions()
  // From the list, so that one that somebody deletes or edits is gone or new here at once.
  const subscription = subscriptions?.find((candidate) => candidate.id === id)
  if (subscription !== undefined) return <Parts key={subscription.id} subscription={subscription} session={session} />
  if (subscriptions !== undefined) return <NotFound kind="outgoing" />
  if (error !== null) return <LoadProblem title={t('hooks:hookNotLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />
  return <HeaderBones />
}

function Parts({ subscription, session }: { subscription: Subscription; session: Session }) {
  const { tab: wanted } = useParams<{ tab?: string }>()
  const [, navigate] = useLocation()
  const [dirty, setDirty] = useState(false)
  const elsewhere = useElsewhere()(subscription)
  const consents = useConsents(subscription.id).data?.length ?? 0
  const agreed: TabDefinition<SubscriptionTab> = { value: 'consents', label: t('listening:consents.title'), ...(consents > 0 && { count: formatCount(consents) }), content: <ConsentsTab subscription={subscription} me={session.me.username} /> }
  const tabs: readonly TabDefinition<SubscriptionTab>[] = isElsewhere(subscription)
    ? [agreed]
    : [
        { value: 'deliveries', label: t('outgoing:deliveries.title'), content: <DeliveriesTab subscription={subscription} /> },
        { value: 'settings', label: t('hooks:settings'), ...(dirty && { count: t('hooks:unsavedMark') }), content: <SubscriptionSettings subscription={subscription} me={session.me} onDirty={setDirty} /> },
        agreed,
        { value: 'secret', label: t('outgoing:secret.title'), content: <SecretTab subscription={subscription} /> },
      ]
  const tab = tabs.find(({ value }) => value === wanted) ?? tabs[0]
  return (
    <>
      <SubscriptionHeader subscription={subscription} me={session.me.username} />
      <OutgoingOffNote session={session} />
      <ElsewhereNote kind="outgoing" elsewhere={elsewhere} />
      <PausedNote subscription={subscription} />
      <Tabs
        label={t('hooks:partsOf', { name: subscription.name })}
        value={tab?.value ?? 'consents'}
        onChange={(next) => navigate(subscriptionPath(subscription.id, next), { replace: true })}
        tabs={tabs}
      />
    </>
  )
}
