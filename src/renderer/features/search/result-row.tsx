/** One message that was found: where and when it was written, and the message itself. */
import { MessageSquare } from 'lucide-react'
import { Link } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import { messagePath } from '#renderer/lib/format/channel-path.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { formatAbsolute, formatMoment } from '#renderer/lib/format/format-time.ts'
import { useChannels, useEverybody } from '#renderer/lib/data/queries.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { ChannelIcon } from '#renderer/widgets/channel-actions/channel-icon.tsx'
import { LiveMessage } from '#renderer/widgets/message-actions/live-message.tsx'
import { useMentions } from '#renderer/widgets/message-body/use-mentions.ts'

export function ResultRow({ message, me, onOpen }: { message: Message; me: Person; onOpen: () => void }) {
  const channel = useChannels().data?.find(({ id }) => id === message.channelId) ?? null
  const mentions = useMentions()
  const now = useNow()
  return (
    <li className="hit">
      <div className="hit__head">
        {channel === null ? <bdi className="hit__where clip"># {message.channel}</bdi> : <Where channel={channel} me={me} />}
        {message.threadRootId !== null && (
          <span className="hit__thread">
            <MessageSquare className="icon icon--12" />
            {t('search:inThread')}
          </span>
        )}
        <time className="hit__time" dateTime={new Date(message.createdAt).toISOString()} title={formatAbsolute(message.createdAt)}>
          {formatMoment(message.createdAt, now)}
        </time>
        <span className="grow" />
        <Link href={messagePath(message)} className="btn btn--quiet btn--small" aria-label={t('search:jumpTo', { name: message.username })} onClick={onOpen}>
          {t('search:jump')}
        </Link>
      </div>
      <LiveMessage message={message} me={me} channel={channel} mentions={mentions} context="list" />
    </li>
  )
}

/** The channel as people read it; a direct one is called like the other person. */
function Where({ channel, me }: { channel: Channel; me: Person }) {
  const { title, person } = channelTitle(channel, me.username, useEverybody())
  return (
    <span className="hit__where">
      <ChannelIcon type={channel.type} title={title} username={person?.username} others={channel.members.length - 1} />
      <bdi className="clip">{title}</bdi>
    </span>
  )
}

