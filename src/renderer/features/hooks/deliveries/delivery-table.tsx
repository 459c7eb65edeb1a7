/** One row for each delivery; the whole row opens it, its event is the button for the keyboard. */
import type { Delivery } from '#shared/contract/delivery.ts'
import type { DeliveryId } from '#shared/contract/ids.ts'
import { formatAbsolute, formatCount } from '#renderer/lib/format/format-time.ts'
import { useChannels, useEverybody, useSession } from '#renderer/lib/data/queries.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { Pill } from '#renderer/ui/pill.tsx'
import { t } from '#renderer/text/i18n.ts'
import { formatClock, formatTook } from '../format-request.ts'
import { StatusChip } from '../status-chip.tsx'
import { Dash } from '../outgoing-list/dash.tsx'
import { formatDue, stateTones } from './delivery-state.ts'
import { sayProblem } from './say-problem.ts'

export interface DeliveryTableProps {
  deliveries: readonly Delivery[]
  openId: DeliveryId | undefined
  onOpen: (id: DeliveryId) => void
}

export function DeliveryTable({ deliveries, openId, onOpen }: DeliveryTableProps) {
  const now = useNow(deliveries.some(({ dueAt }) => dueAt !== null) ? 1000 : undefined)
  const nameOf = useChannelName()
  return (
    <table className="grid deliverygrid">
      <thead>
        <tr>
          <th>{t('outgoing:deliveries.state')}</th>
          <th>{t('outgoing:deliveries.event')}</th>
          <th className="end hide-narrow">{t('outgoing:deliveries.tries')}</th>
          <th>{t('outgoing:deliveries.answer')}</th>
          <th className="end hide-narrow">{t('outgoing:deliveries.took')}</th>
          <th className="end">{t('outgoing:deliveries.when')}</th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => (
          <tr key={delivery.id} aria-current={delivery.id === openId || undefined} onClick={() => onOpen(delivery.id)}>
            <td>
              <Pill tone={stateTones[delivery.state]}>{t(`outgoing:state.${delivery.state}`)}</Pill>
            </td>
            <td className="deliverygrid__event">
              <button type="button" className="who__name deliverygrid__name clip" onClick={() => onOpen(delivery.id)}>
                {t(`outgoing:happened.${delivery.event}`)}
              </button>
              <div className="who__sub clip">
                <bdi>{nameOf(delivery)}</bdi>
                {delivery.redeliveryOf !== null && ` · ${t('outgoing:deliveries.repeat')}`}
                {delivery.lastProblem !== null && delivery.lastStatus === null && ` · ${sayProblem(delivery.lastProblem)}`}
              </div>
            </td>
            <td className="num end hide-narrow">{formatCount(delivery.attempts)}</td>
            <td>{delivery.lastStatus === null ? <Dash /> : <StatusChip status={delivery.lastStatus} tone={delivery.lastStatus >= 200 && delivery.lastStatus < 300 ? 'ok' : 'bad'} />}</td>
            <td className="num end hide-narrow">{delivery.lastMs === null ? <Dash /> : formatTook(delivery.lastMs)}</td>
            <td className="num end" title={formatAbsolute(delivery.createdAt)}>
              {delivery.dueAt === null || delivery.state === 'sending' || delivery.state === 'paused' ? formatClock(delivery.createdAt, now) : formatDue(delivery.dueAt, now)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** "# release-room", or the people of a conversation. */
export function useChannelName(): (delivery: Pick<Delivery, 'channel' | 'channelId'>) => string {
  const channels = useChannels().data ?? []
  const people = useEverybody()
  const me = useSession().data?.me.username ?? ''
  return ({ channel: name, channelId }) => {
    const channel = channels.find(({ id }) => id === channelId)
    if (channel === undefined || channel.type === 'public' || channel.type === 'private') return `# ${name}`
    return channelTitle(channel, me, people).title
  }
}
