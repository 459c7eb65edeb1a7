/** What was sent and what became of it, newest first and live; one is open beside the list. */
import '../page/requests.css'
import './deliveries.css'
import { ChevronDown, Inbox, Send } from 'lucide-react'
import { useState } from 'react'
import type { Delivery, DeliveryState } from '#shared/contract/delivery.ts'
import type { DeliveryId } from '#shared/contract/ids.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import { useConnection } from '#renderer/lib/data/connection.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dot } from '#renderer/ui/dot.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { Menu, MenuChoice } from '#renderer/ui/menu.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { t } from '#renderer/text/i18n.ts'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { useDeliveries } from '../outgoing/queries.ts'
import { DeliveryDetail } from './delivery-detail.tsx'
import { allStates, countBehind, usualStates } from './delivery-state.ts'
import { RowBones } from '../row-bones.tsx'
import { DeliveryTable } from './delivery-table.tsx'

type Shown = DeliveryState | 'all'

export function DeliveriesTab({ subscription }: { subscription: Subscription }) {
  const [state, setState] = useState<Shown>('all')
  const { data, error, isFetching, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useDeliveries(subscription.id, state)
  const deliveries = data?.pages.flatMap((page) => page.deliveries)
  if (deliveries === undefined && error !== null) return <LoadProblem title={t('outgoing:deliveries.notLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />
  if (deliveries === undefined) return <RowBones label={t('outgoing:deliveries.loading')} />
  if (deliveries.length === 0 && state === 'all') return <None subscription={subscription} />
  const more = hasNextPage ? { busy: isFetchingNextPage, load: () => void fetchNextPage() } : null
  return <Deliveries subscription={subscription} deliveries={deliveries} state={state} onState={setState} more={more} />
}

interface DeliveriesProps {
  subscription: Subscription
  deliveries: readonly Delivery[]
  state: Shown
  onState: (state: Shown) => void
  /** Older ones, if there are. */
  more: { busy: boolean; load: () => void } | null
}

function Deliveries({ subscription, deliveries, state, onState, more }: DeliveriesProps) {
  // The newest of when the page opened: what comes later does not push it away.
  const [openId, setOpenId] = useState<DeliveryId | undefined>(deliveries[0]?.id)
  const opened = deliveries.find(({ id }) => id === openId)
  return (
    <div className="split">
      <div className="deliveries">
        <Filter state={state} onState={onState} strict={subscription.strictOrder} />
        <div className="page">
          <DeliveryTable deliveries={deliveries} openId={openId} onOpen={setOpenId} />
          {deliveries.length === 0 && <p className="split__end">{t('outgoing:deliveries.noneIn')}</p>}
          {more !== null && (
            <div className="split__end">
              <Button size="small" busy={more.busy} onClick={more.load}>
                {t('outgoing:deliveries.older')}
              </Button>
            </div>
          )}
        </div>
      </div>
      <div className="deliveries__detail">
        {openId === undefined ? (
          <Empty icon={Inbox} title={t('outgoing:deliveries.choose')} text={t('outgoing:deliveries.chooseText')} />
        ) : (
          <DeliveryDetail key={openId} subscription={subscription} id={openId} behind={opened === undefined ? 0 : countBehind(opened, deliveries)} onOpen={setOpenId} />
        )}
      </div>
    </div>
  )
}

/** The usual states side by side, and a menu of all; where there is no room, the menu alone. */
function Filter({ state, onState, strict }: { state: Shown; onState: (state: Shown) => void; strict: boolean }) {
  const live = useConnection((connection) => connection.state === 'open')
  const options = allStates.map((value): { value: Shown; label: string } => ({ value, label: value === 'all' ? t('hooks:all') : t(`outgoing:state.${value}`) }))
  const isUsual = usualStates.some((one) => one === state)
  const chosen = options.find(({ value }) => value === state)?.label
  return (
    <div className="toolbar deliveries__toolbar">
      <div className="deliveries__usual">
        <Segment label={t('outgoing:deliveries.which')} value={state} onChange={onState} options={options.filter(({ value }) => usualStates.some((one) => one === value))} />
      </div>
      <Menu
        align="start"
        trigger={
          <Button kind="quiet" size="small" aria-label={t('outgoing:deliveries.allStates')}>
            <span className="deliveries__chosen">{chosen}</span>
            <span className="deliveries__usual">{isUsual ? t('common:more') : chosen}</span>
            <ChevronDown className="icon icon--14" />
          </Button>
        }
      >
        <MenuChoice<Shown> value={state} onChange={onState} options={options} />
      </Menu>
      <span className="grow" />
      <span className="faint deliveries__order">{strict ? t('outgoing:deliveries.strict') : t('outgoing:deliveries.ordered')}</span>
      {live && (
        <Pill tone="ok">
          <Dot tone="ok" />
          {t('hooks:live')}
        </Pill>
      )}
    </div>
  )
}

function None({ subscription }: { subscription: Subscription }) {
  return (
    <div className="centre">
      <Empty icon={Send} title={t('outgoing:deliveries.none')} text={subscription.enabled ? t('outgoing:deliveries.noneText') : t('outgoing:deliveries.noneOff')} />
    </div>
  )
}
