/** Who wrote a message: picture, name, sign and time. All of it is the app's; of the sender there is only the name, inside its own box. */
import { LockOpen } from 'lucide-react'
import { Trans } from 'react-i18next'
import type { Message } from '#shared/contract/message.ts'
import { messagePath } from '#renderer/lib/format/channel-path.ts'
import { formatAbsolute, formatMoment, formatTime } from '#renderer/lib/format/format-time.ts'
import { useToday } from '#renderer/lib/look/use-today.ts'
import { t } from '#renderer/text/i18n.ts'
import { askVersions } from '../versions/ask-versions.ts'
import { HookAvatar, OwnerAvatar, PersonAvatar } from '../avatar/avatar.tsx'
import { PersonCard } from '../person-card/person-card.tsx'
import { StatusEmoji } from '../person-card/status-emoji.tsx'
import { HeadMarks } from './head-marks.tsx'
import { HookSign, NOT_ENCRYPTED } from './hook-sign.tsx'
import { WaitingMark } from './waiting-mark.tsx'

/** What parts of a row are told about it. */
export interface HeadProps {
  message: Message
  /** The name as shown now. */
  name: string
  /** Whether name, picture and time can be pressed: not in a preview. */
  live: boolean
}

export function Sender({ message, name, live }: HeadProps) {
  if (message.type === 'webhook' && message.ownerPicture) return <OwnerAvatar owner={message.author} />
  if (message.type === 'webhook') return <HookAvatar name={message.hookName ?? message.username} iconUrl={message.iconUrl} iconEmoji={message.iconEmoji} />
  const avatar = <PersonAvatar username={message.author} name={name} />
  if (!live) return avatar
  return (
    <PersonCard username={message.author} tabIndex={-1}>
      {avatar}
    </PersonCard>
  )
}

/** Always there on a hook's continued row, because the head with the badge is not. A person's row tells its time where one points. */
export function ContinuedSign({ message }: { message: Message }) {
  if (message.sending === 'waiting') return <WaitingMark />
  if (message.type !== 'webhook')
    return (
      <time className="msg__when" title={formatAbsolute(message.createdAt)} aria-hidden="true">
        {formatTime(message.createdAt)}
      </time>
    )
  return (
    <span title={NOT_ENCRYPTED}>
      <LockOpen className="icon icon--14" aria-hidden="true" />
    </span>
  )
}

export function Head(props: HeadProps) {
  const { message } = props
  const isHook = message.type === 'webhook'
  const renamed = isHook && message.hookName !== null && message.hookName !== message.username
  return (
    <header className="msg__head">
      <Name {...props} />
      {isHook ? <HookSign message={message} /> : <StatusEmoji username={message.author} />}
      {renamed && (
        <span className="msg__via">
          <Trans ns="message" i18nKey="via" values={{ name: message.hookName ?? '' }} components={{ name: <bdi /> }} shouldUnescape />
        </span>
      )}
      <Time {...props} />
      {message.sending === 'waiting' && <WaitingMark />}
      <HeadMarks message={message} live={props.live} />
      <EditedMark message={message} live={props.live} />
    </header>
  )
}

function Name({ message, name, live }: HeadProps) {
  const shown = (
    <bdi className="msg__name clip" title={name}>
      {name}
    </bdi>
  )
  if (message.type === 'webhook' || !live) return shown
  return (
    <PersonCard username={message.author} className="msg__who">
      {shown}
    </PersonCard>
  )
}

/** Leads to the message itself. */
export function Time({ message, live }: HeadProps) {
  const absolute = formatAbsolute(message.createdAt)
  const time = (
    <time className="msg__time" dateTime={new Date(message.createdAt).toISOString()} title={live ? undefined : absolute}>
      {formatTime(message.createdAt)}
    </time>
  )
  if (!live) return time
  return (
    <a className="msg__timelink" href={`#${messagePath(message)}`} tabIndex={-1} title={t('message:openMessage', { time: absolute })}>
      {time}
    </a>
  )
}

/** On a tool's message it opens what that said before. */
export function EditedMark({ message, live }: { message: Message; live: boolean }) {
  return message.editedAt === null ? null : <Edited message={message} at={message.editedAt} live={live} />
}

function Edited({ message, at, live }: { message: Message; at: number; live: boolean }) {
  const title = t('message:edit.editedAt', { moment: formatMoment(at, useToday()) })
  const word = t('message:edit.edited')
  if (message.type === 'webhook' && live)
    return (
      <button type="button" className="msg__edited msg__edited--more" title={`${title} · ${t('message:edit.versions')}`} onClick={() => askVersions(message)}>
        {word}
      </button>
    )
  return (
    <span className="msg__edited" title={title}>
      {word}
    </span>
  )
}
