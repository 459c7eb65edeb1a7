/** The public channels with a search, an order and what one can do with each. */
import { ArrowDownWideNarrow, Hash, Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { isIn, mayLeave } from '#renderer/lib/data/may-in-channel.ts'
import { t } from '#renderer/text/i18n.ts'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { Menu, MenuChoice } from '#renderer/ui/menu.tsx'
import { SearchField } from '#renderer/ui/search-field.tsx'
import { sayProblem, useJoinChannel } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { useLeave } from '#renderer/widgets/channel-actions/use-leave.ts'
import { arrangeChannels, channelOrders, type ChannelOrder } from './arrange-channels.ts'
import { ChannelBones, ChannelLine } from './channel-line.tsx'

export interface ChannelDirectoryProps {
  /** Undefined while they load. */
  channels: readonly Channel[] | undefined
  problem: unknown
  busy: boolean
  onRetry: () => void
  me: Person
}

export function ChannelDirectory({ channels, problem, busy, onRetry, me }: ChannelDirectoryProps) {
  const [search, setSearch] = useState('')
  const [order, setOrder] = useState<ChannelOrder>('name')
  const wanted = useDeferredValue(search)
  if (problem !== null)
    return (
      <Empty icon={Hash} title={t('channels:browseProblem')} text={toErrorBody(problem).message}>
        <Button busy={busy} onClick={onRetry}>
          {t('common:tryAgain')}
        </Button>
      </Empty>
    )
  if (channels === undefined) return <ChannelBones />
  const shown = arrangeChannels(channels, wanted, order)
  return (
    <>
      <div className="toolbar">
        <div className="browse__search">
          <SearchField label={t('channels:browseSearch')} value={search} onChange={setSearch} />
        </div>
        <span className="grow" />
        <Menu
          trigger={
            <Button kind="quiet" size="small">
              <ArrowDownWideNarrow className="icon icon--14" />
              {t('channels:sortedBy', { order: t(`channels:order.${order}`) })}
            </Button>
          }
        >
          <MenuChoice value={order} onChange={setOrder} options={channelOrders.map((value) => ({ value, label: t(`channels:order.${value}`) }))} />
        </Menu>
      </div>
      {shown.length > 0 ? (
        <ul className="browse" aria-label={t('channels:browseOpen')}>
          {shown.map((channel) => (
            <ChannelLine key={channel.id} channel={channel} joined={isIn(channel, me)}>
              <LineButtons channel={channel} me={me} />
            </ChannelLine>
          ))}
        </ul>
      ) : (
        <NoMatch search={search} onShowAll={() => setSearch('')} />
      )}
    </>
  )
}

function LineButtons({ channel, me }: { channel: Channel; me: Person }) {
  const joining = useJoinChannel()
  const leave = useLeave(me)
  const about = (deed: string): string => t('channels:deedOn', { deed, name: channel.name })
  if (!isIn(channel, me))
    return (
      <Button size="small" busy={joining.isPending} aria-label={about(t('channels:joinShort'))} onClick={() => joining.mutate(channel.id, { onError: sayProblem })}>
        {t('channels:joinShort')}
      </Button>
    )
  return (
    <>
      {mayLeave(channel, me) && (
        <Button size="small" kind="quiet" aria-label={about(t('channels:leaveShort'))} onClick={() => leave(channel)}>
          {t('channels:leaveShort')}
        </Button>
      )}
      <ButtonLink href={channelPath(channel)} size="small">
        {t('common:open')}
      </ButtonLink>
    </>
  )
}

function NoMatch({ search, onShowAll }: { search: string; onShowAll: () => void }) {
  if (search.trim() === '') return <Empty icon={Hash} title={t('channels:browseEmpty')} text={t('channels:browseEmptyText')} />
  return (
    <Empty icon={Search} title={t('channels:browseNoMatch', { search: search.trim() })} text={t('channels:browseNoMatchText')}>
      <Button size="small" onClick={onShowAll}>
        {t('sidebar:showAll')}
      </Button>
    </Empty>
  )
}
