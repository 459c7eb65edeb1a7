/** One message in a list. Head, avatar and sign are the app's; a sender's words stand only in the name and in the clipped body. */
import './message.css'
import { LockOpen } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import type { Message } from '#shared/contract/message.ts'
import { formatAbsolute, formatTime } from '#renderer/lib/format-time.ts'
import { Attachment } from '../attachment/attachment.tsx'
import { HookAvatar, PersonAvatar } from '../avatar/avatar.tsx'
import { mentionsMe, type Mentions } from '#shared/core/mentions.ts'
import { MessageBody } from '../message-body/message-body.tsx'
import { HookSign, NOT_ENCRYPTED } from './hook-sign.tsx'
import { rowLabel } from './row-label.ts'

export interface MessageRowProps {
  message: Message
  /** Same sender as the row above: no head, no avatar. */
  continued: boolean
  mentions: Mentions
  /** Not on the server yet: drawn faint. */
  pending?: boolean
  /** What stands under the body, for instance that it was not sent. */
  below?: ReactNode
}

export const MessageRow = memo(function MessageRow({ message, continued, mentions, pending = false, below }: MessageRowProps) {
  if (message.type === 'system') return <SystemRow message={message} mentions={mentions} />
  const forMe = message.author !== mentions.me || message.bot ? mentionsMe(message.text, mentions) : false
  const classes = ['msg', continued && 'msg--next', forMe && 'msg--mention', pending && 'msg--pending'].filter(Boolean).join(' ')
  return (
    <article className={classes} aria-label={rowLabel(message)} aria-busy={pending || undefined} data-message-id={message.id}>
      <div className="msg__gutter">{continued ? <ContinuedSign message={message} /> : <Sender message={message} />}</div>
      <div className="msg__in">
        {!continued && <Head message={message} />}
        <Body message={message} mentions={mentions} />
        {below}
      </div>
    </article>
  )
})

function Sender({ message }: { message: Message }) {
  if (message.type !== 'webhook') return <PersonAvatar username={message.author} name={message.username} />
  return <HookAvatar name={message.hookName ?? message.username} iconUrl={message.iconUrl} iconEmoji={message.iconEmoji} />
}

/** Always there on a hook's continued row, because the head with the badge is not. A person's row tells its time where one points. */
function ContinuedSign({ message }: { message: Message }) {
  if (message.type !== 'webhook') return <time className="msg__when" title={formatAbsolute(message.createdAt)} aria-hidden="true" />
  return (
    <span title={NOT_ENCRYPTED}>
      <LockOpen className="icon icon--14" aria-hidden="true" />
    </span>
  )
}

function Head({ message }: { message: Message }) {
  const isHook = message.type === 'webhook'
  const renamed = isHook && message.hookName !== null && message.hookName !== message.username
  return (
    <header className="msg__head">
      <bdi className="msg__name clip" title={message.username}>
        {message.username}
      </bdi>
      {isHook && <HookSign message={message} />}
      {renamed && (
        <span className="msg__via">
          via <bdi>{message.hookName}</bdi>
        </span>
      )}
      <time className="msg__time" dateTime={new Date(message.createdAt).toISOString()} title={formatAbsolute(message.createdAt)}>
        {formatTime(message.createdAt)}
      </time>
    </header>
  )
}

function Body({ message, mentions }: Pick<MessageRowProps, 'message' | 'mentions'>) {
  return (
    <div className="msg__body body" dir="auto">
      {message.text !== '' && <MessageBody id={message.id} text={message.text} mentions={mentions} />}
      {message.attachments.map((attachment, index) => (
        <Attachment key={index} id={`${message.id}.${index}`} attachment={attachment} mentions={mentions} />
      ))}
    </div>
  )
}

function SystemRow({ message, mentions }: Pick<MessageRowProps, 'message' | 'mentions'>) {
  return (
    <article className="msg msg--system" aria-label={rowLabel(message)} data-message-id={message.id}>
      <div className="msg__gutter" />
      <div className="msg__body body">
        <MessageBody id={message.id} text={message.text} mentions={mentions} />
      </div>
    </article>
  )
}
