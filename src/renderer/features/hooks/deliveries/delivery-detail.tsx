/** One delivery in full: every attempt, what was sent and what came back, and the button that sends it again. */
import '#renderer/ui/card.css'
import { RotateCw } from 'lucide-react'
import { Link } from 'wouter'
import type { Attempt, Delivery, Withheld } from '#shared/contract/delivery.ts'
import type { DeliveryId } from '#shared/contract/ids.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import { messagePath } from '#renderer/lib/format/channel-path.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { formatAbsolute, formatMoment } from '#renderer/lib/format/format-time.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { t } from '#renderer/text/i18n.ts'
import { FormProblem } from '../form-problem.tsx'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { useRedeliver } from '../outgoing/mutations.ts'
import { AllowButton } from '../outgoing-page/allow-button.tsx'
import { useDelivery } from '../outgoing/queries.ts'
import { Attempts } from './attempts.tsx'
import { Exchange } from './exchange.tsx'
import { stateTones } from './delivery-state.ts'
import { useChannelName } from './delivery-table.tsx'

export interface DeliveryDetailProps {
  subscription: Subscription
  id: DeliveryId
  /** How many wait until this one is through. */
  behind: number
  onOpen: (id: DeliveryId) => void
}

export function DeliveryDetail(props: DeliveryDetailProps) {
  const { data: delivery, error, isFetching, refetch } = useDelivery(props.subscription.id, props.id)
  if (delivery === undefined && error !== null) return <LoadProblem title={t('outgoing:deliveries.oneNotLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />
  if (delivery === undefined)
    return (
      <div className="detail" aria-busy="true" aria-label={t('outgoing:deliveries.loading')}>
        <Skeleton width="160px" height="20px" />
        <Skeleton width="80%" />
      </div>
    )
  return <Loaded {...props} delivery={delivery} />
}

type Full = Delivery & { attemptList: Attempt[]; withheld: Withheld | null }

function Loaded({ subscription, delivery, behind, onOpen }: DeliveryDetailProps & { delivery: Full }) {
  const redeliver = useRedeliver()
  const now = useNow()
  const channelName = useChannelName()(delivery)
  const isOver = delivery.finishedAt !== null
  const refused = delivery.lastProblem?.code === 'private_address' ? delivery.lastProblem.detail : undefined
  const send = () => redeliver.mutate({ id: delivery.id }, { onSuccess: (made) => onOpen(made.id) })
  return (
    <div className="page detail">
      <div className="deliveryhead">
        <div className="grow">
          <h2 className="deliveryhead__name">
            {t(`outgoing:happened.${delivery.event}`)} <Pill tone={stateTones[delivery.state]}>{t(`outgoing:state.${delivery.state}`)}</Pill>
          </h2>
          <p className="faint">
            <bdi>{channelName}</bdi> · <time title={formatAbsolute(delivery.createdAt)}>{formatMoment(delivery.createdAt, now)}</time>
          </p>
        </div>
        <Button kind="primary" size="small" busy={redeliver.isPending} onClick={send}>
          <RotateCw className="icon icon--14" />
          {isOver ? t('outgoing:redeliver.one') : t('outgoing:redeliver.now')}
        </Button>
      </div>
      <FormProblem message={messageOf(redeliver.error)} />
      {behind > 0 && <p className="soft">{t('outgoing:deliveries.behind', { count: behind })}</p>}
      {refused !== undefined && !subscription.allow.includes(refused) && (
        <div className="deliveryhead__allow">
          <AllowButton subscription={subscription} host={refused} onAllowed={send} />
          <span className="hint">{t('outgoing:test.allowHint')}</span>
        </div>
      )}
      <Attempts delivery={delivery} policy={subscription.policy} />
      {delivery.attemptList.length > 0 && <Exchange attempts={delivery.attemptList} withheld={delivery.withheld} />}
      <Facts delivery={delivery} onOpen={onOpen} />
    </div>
  )
}

function Facts({ delivery, onOpen }: { delivery: Full; onOpen: (id: DeliveryId) => void }) {
  const { redeliveryOf, messageId } = delivery
  return (
    <div className="card">
      <dl className="card__in pairs">
        <div className="pairs__row">
          <dt>{t('outgoing:facts.to')}</dt>
          <dd>
            <code>{delivery.url}</code>
          </dd>
        </div>
        <div className="pairs__row">
          <dt>{t('outgoing:facts.id')}</dt>
          <dd>
            <code>{redeliveryOf ?? delivery.id}</code>
          </dd>
        </div>
        {redeliveryOf !== null && (
          <div className="pairs__row">
            <dt>{t('outgoing:facts.repeats')}</dt>
            <dd>
              <button type="button" className="linkbtn" onClick={() => onOpen(redeliveryOf)}>
                {t('outgoing:facts.first')}
              </button>
            </dd>
          </div>
        )}
        <div className="pairs__row">
          <dt>{t('outgoing:facts.position')}</dt>
          <dd className="num">{delivery.position}</dd>
        </div>
        {messageId !== null && (
          <div className="pairs__row">
            <dt>{t('outgoing:facts.message')}</dt>
            <dd>
              <Link href={messagePath({ channel: delivery.channel, id: messageId })}>{t('hooks:showInChannel')}</Link>
            </dd>
          </div>
        )}
      </dl>
    </div>
  )
}
