/** The page of all outgoing webhooks. */
import { ArrowUpRight } from 'lucide-react'
import type { Session } from '#shared/contract/rpc/session.ts'
import { t } from '#renderer/text/i18n.ts'
import { isFull, LimitNote } from '../limit-note.tsx'
import { AddLink, ListPage } from '../list-page.tsx'
import { HookListSkeleton } from '../list/hook-list-skeleton.tsx'
import { newOutgoingPath } from '../paths.ts'
import { OutgoingOffNote } from '../outgoing/outgoing-off-note.tsx'
import { useOutgoingRoom, useSubscriptions } from '../outgoing/queries.ts'
import { SubscriptionList } from './subscription-list.tsx'

export function SubscriptionListPage({ session }: { session: Session }) {
  const room = useOutgoingRoom().data
  return (
    <ListPage
      title={t('outgoing:title')}
      lead={t('outgoing:lead')}
      query={useSubscriptions()}
      add={<AddLink href={newOutgoingPath} label={t('outgoing:add')} />}
      notes={
        <>
          <OutgoingOffNote session={session} />
          {isFull(room) && <LimitNote kind="outgoing" room={room} session={session} />}
        </>
      }
      bones={<HookListSkeleton />}
      notLoaded={t('hooks:hooksNotLoaded')}
      none={{ icon: ArrowUpRight, title: t('outgoing:none'), text: t('outgoing:noneText') }}
    >
      {(list) => <SubscriptionList subscriptions={list} room={room} me={session.me.username} />}
    </ListPage>
  )
}
