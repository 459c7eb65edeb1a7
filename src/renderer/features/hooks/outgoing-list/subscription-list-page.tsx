/** The page of all outgoing webhooks. */
import '#renderer/ui/page.css'
import '../page.css'
import { ArrowUpRight, Plus } from 'lucide-react'
import type { Session } from '#shared/contract/rpc/session.ts'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { PageHead } from '#renderer/ui/page-head.tsx'
import { t } from '#renderer/text/i18n.ts'
import { isFull, LimitNote } from '../limit-note.tsx'
import { HookListSkeleton } from '../list/hook-list-skeleton.tsx'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { newOutgoingPath } from '../paths.ts'
import { OutgoingOffNote } from '../outgoing/outgoing-off-note.tsx'
import { useOutgoingRoom, useSubscriptions } from '../outgoing/queries.ts'
import { SubscriptionList } from './subscription-list.tsx'

export function SubscriptionListPage({ session }: { session: Session }) {
  const { data: subscriptions, error, isFetching, refetch } = useSubscriptions()
  const room = useOutgoingRoom().data
  const isSome = subscriptions !== undefined && subscriptions.length > 0
  return (
    <>
      <PageHead title={t('outgoing:title')} lead={t('outgoing:lead')}>
        {isSome && <AddLink />}
      </PageHead>
      <OutgoingOffNote session={session} />
      {isFull(room) && <LimitNote kind="outgoing" room={room} session={session} />}
      {subscriptions === undefined && error === null && <HookListSkeleton />}
      {subscriptions === undefined && error !== null && <LoadProblem title={t('hooks:hooksNotLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {subscriptions?.length === 0 && (
        <div className="centre">
          <Empty icon={ArrowUpRight} title={t('outgoing:none')} text={t('outgoing:noneText')}>
            <AddLink />
          </Empty>
        </div>
      )}
      {isSome && <SubscriptionList subscriptions={subscriptions} room={room} me={session.me.username} />}
    </>
  )
}

function AddLink() {
  return (
    <ButtonLink href={newOutgoingPath} kind="primary">
      <Plus className="icon" />
      {t('outgoing:add')}
    </ButtonLink>
  )
}
