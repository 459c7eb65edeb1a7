/** Search and state above the table of outgoing webhooks; the dialog that a row can open. */
import '../list/hook-list.css'
import { useDeferredValue, useState } from 'react'
import { Trans } from 'react-i18next'
import type { Subscription } from '#shared/contract/subscription.ts'
import { useChannels, useEverybody } from '#renderer/lib/data/queries.ts'
import { SearchField } from '#renderer/ui/search-field.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { t } from '#renderer/text/i18n.ts'
import { RoomCount, type HookRoom } from '../limit-note.tsx'
import { NoMatch } from '../no-match.tsx'
import { useOwnerName } from '../queries.ts'
import { DeleteSubscriptionDialog } from '../outgoing/delete-subscription-dialog.tsx'
import { channelNames } from '../outgoing/describe-subscription.ts'
import { arrangeSubscriptions, inState, type SubscriptionState } from './arrange-subscriptions.ts'
import { SubscriptionTable } from './subscription-table.tsx'

export interface SubscriptionListProps {
  subscriptions: readonly Subscription[]
  room: HookRoom | undefined
  /** My username. */
  me: string
}

export function SubscriptionList({ subscriptions, room, me }: SubscriptionListProps) {
  const [search, setSearch] = useState('')
  const [state, setState] = useState<SubscriptionState>('all')
  const [deleting, setDeleting] = useState<Subscription | null>(null)
  const known = { channels: useChannels().data ?? [], people: useEverybody(), me }
  const ownerName = useOwnerName()
  const wanted = useDeferredValue(search)
  const shown = arrangeSubscriptions(subscriptions, { search: wanted, state }, (subscription) => [...channelNames(subscription, known), ownerName(subscription.owner)])
  const none = state === 'paused' ? t('outgoing:nonePaused') : t('outgoing:noneOff')
  const count = (which: SubscriptionState): number => subscriptions.filter((subscription) => inState(subscription, which)).length
  return (
    <>
      <div className="toolbar">
        <div className="hooksearch">
          <SearchField label={t('outgoing:search')} value={search} onChange={setSearch} />
        </div>
        <Segment
          label={t('hooks:which')}
          value={state}
          onChange={setState}
          options={[
            { value: 'all', label: t('hooks:whichAll', { total: subscriptions.length }) },
            { value: 'paused', label: t('outgoing:whichPaused', { total: count('paused') }) },
            { value: 'off', label: t('hooks:whichOff', { total: count('off') }) },
          ]}
        />
        <span className="grow" />
        <RoomCount room={room} />
      </div>
      {shown.length > 0 ? (
        <SubscriptionTable subscriptions={shown} known={known} onDelete={setDeleting} />
      ) : (
        <NoMatch title={search.trim() === '' ? none : <Trans ns="outgoing" i18nKey="noMatch" values={{ search: search.trim() }} />} text={t('outgoing:noMatchText')} onShowAll={() => (setSearch(''), setState('all'))} />
      )}
      <DeleteSubscriptionDialog subscription={deleting} onClose={() => setDeleting(null)} />
    </>
  )
}
