/** One message in a list of these pages: where it stands and why it is here, the message itself, and what one does with it. */
import { SquareArrowOutUpRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import { channelPath, messagePath } from '#renderer/lib/format/channel-path.ts'
import { formatAbsolute, formatMoment } from '#renderer/lib/format/format-time.ts'
import { useChannel } from '#renderer/lib/data/use-channel.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { LiveMessage } from '#renderer/widgets/message-actions/live-message.tsx'
import { useMentions } from '#renderer/widgets/message-body/use-mentions.ts'
import { ChannelLabel } from './channel-label.tsx'

export interface EntryProps {
  message: Message
  me: Person
  isUnread?: boolean
  /** Unread, and it calls for me: tinted. */
  wantsMe?: boolean
  /** Why it is here. */
  reason?: ReactNode
  /** When it came here, if that is not when it was written. */
  at?: number
  /** Buttons at the head's end. */
  children?: ReactNode
}

export function Entry({ message, me, isUnread = false, wantsMe = false, reason, at = message.createdAt, children }: EntryProps) {
  const channel = useChannel(message.channelId) ?? null
  const mentions = useMentions()
  const now = useNow()
  return (
    <li className={wantsMe ? 'entry entry--wants' : 'entry'}>
      <div className="entry__head">
        {isUnread && <span className="only-spoken">{t('inbox:unread')}</span>}
        {reason}
        <Where message={message} channel={channel} me={me} />
        <time className="entry__time" dateTime={new Date(at).toISOString()} title={formatAbsolute(at)}>
          {formatMoment(at, now)}
        </time>
        <span className="grow" />
        {children}
      </div>
      <LiveMessage message={message} me={me} channel={channel} mentions={mentions} context="list" />
    </li>
  )
}

/** A channel that I can no longer read still has its name. */
function Where({ message, channel, me }: { message: Message; channel: Channel | null; me: Person }) {
  if (channel === null) return <bdi className="entry__where clip"># {message.channel}</bdi>
  return (
    <Link href={channelPath(channel)} className="entry__where">
      <ChannelLabel channel={channel} me={me} />
    </Link>
  )
}

/** Opens the channel, for a reply with its thread, and marks the message. */
export function JumpLink({ message }: { message: Message }) {
  if (useChannel(message.channelId) === undefined) return null
  return (
    <Link href={messagePath(message)} className="btn btn--quiet btn--small" title={t('inbox:jump')} aria-label={t('inbox:jumpTo', { name: message.username })}>
      <span className="btn__label">
        <SquareArrowOutUpRight className="icon icon--14" />
        <span className="hide-narrow">{t('inbox:jump')}</span>
      </span>
    </Link>
  )
}
