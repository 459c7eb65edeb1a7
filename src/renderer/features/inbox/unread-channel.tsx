/** One channel on the page "Catch up": its first unread messages and what one does with them. */
import { useQueryClient } from '@tanstack/react-query'
import { BellOff, Check } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { isConversation } from '#renderer/lib/data/may-in-channel.ts'
import { unreadText } from '#renderer/lib/format/unread-text.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { LiveMessage } from '#renderer/widgets/message-actions/live-message.tsx'
import { useMentions } from '#renderer/widgets/message-body/use-mentions.ts'
import { useMutedHooks } from '#renderer/widgets/muted-hook/mute-hook.tsx'
import { isContinued } from '#renderer/widgets/message/is-continued.ts'
import type { WaitingChannel } from './arrange-unread.ts'
import { ChannelLabel } from './channel-label.tsx'
import { markChannelRead } from './mutations.ts'
import { PreviewState } from './preview-state.tsx'
import { useFirstUnread } from './queries.ts'

export function UnreadChannelSection({ waiting, me }: { waiting: WaitingChannel; me: Person }) {
  const { channel, state, handle } = waiting
  return (
    <section className="catch" aria-label={handle}>
      <header className="catch__head">
        <h2 className="catch__name">
          <Link href={channelPath(channel)}>
            <ChannelLabel channel={channel} me={me} />
          </Link>
        </h2>
        {state.muted && <BellOff className="icon icon--14 faint" aria-label={t('inbox:muted')} />}
        <span className="faint num">{t('inbox:unreadCount', { count: state.unread, shown: unreadText(state.unread) })}</span>
        {state.mentions > 0 && !isConversation(channel) && <span className="catch__mentions">{t('inbox:mentionCount', { count: state.mentions, shown: unreadText(state.mentions) })}</span>}
        <span className="grow" />
        <MarkRead waiting={waiting} />
        <ButtonLink href={channelPath(channel)} size="small">
          {t('common:open')}
        </ButtonLink>
      </header>
      <FirstUnread waiting={waiting} me={me} />
    </section>
  )
}

function MarkRead({ waiting: { channel, state, handle } }: { waiting: WaitingChannel }) {
  const cache = useQueryClient()
  const [isBusy, setIsBusy] = useState(false)
  const handleClick = async (): Promise<void> => {
    setIsBusy(true)
    await markChannelRead(cache, { channelId: channel.id, lastRead: state.lastRead, title: handle })
    setIsBusy(false)
  }
  return (
    <Button kind="quiet" size="small" busy={isBusy} onClick={() => void handleClick()}>
      <Check className="icon icon--14" />
      {t('inbox:markRead')}
    </Button>
  )
}

function FirstUnread({ waiting: { channel, state }, me }: { waiting: WaitingChannel; me: Person }) {
  const mentions = useMentions()
  const page = useFirstUnread(state)
  const muted = new Set<Message['hookId']>(useMutedHooks().data?.map(({ id }) => id))
  if (page.data === undefined) return <PreviewState page={page} />
  const shown = page.data.messages.filter((message) => isOthers(message, me) && !muted.has(message.hookId))
  const more = state.unread - shown.length
  return (
    <>
      {shown.map((message, index) => (
        <LiveMessage key={message.id} message={message} channel={channel} me={me} mentions={mentions} context="list" continued={index > 0 && isContinued(shown[index - 1]!, message)} />
      ))}
      {more > 0 && (
        <Link href={channelPath(channel)} className="catch__more">
          {t('inbox:moreUnread', { count: more, shown: unreadText(more) })}
        </Link>
      )}
    </>
  )
}

/** What counts as unread: neither my own words nor who came and went. */
const isOthers = (message: Message, me: Person): boolean => message.type !== 'system' && (message.bot || message.author !== me.username)
