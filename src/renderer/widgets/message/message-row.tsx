/** One message in a list. Head, avatar and sign are the app's; a sender's words stand only in the name and in the clipped body. */
import './message.css'
import { Trash2 } from 'lucide-react'
import { memo, type ComponentProps, type ReactNode } from 'react'
import type { Message } from '#shared/contract/message.ts'
import { mentionsMe, type Mentions } from '#shared/core/mentions.ts'
import { t } from '#renderer/text/i18n.ts'
import { filesBeside } from '../attachment/attached-file.ts'
import { Attachment } from '../attachment/attachment.tsx'
import { MessageFiles } from '../file/message-files.tsx'
import { MessageBody } from '../message-body/message-body.tsx'
import { underRule, type ShownMentions } from '../message-body/use-mentions.ts'
import { PersonCard } from '../person-card/person-card.tsx'
import { isAction } from './is-continued.ts'
import { ContinuedSign, EditedMark, Head, Sender, Time } from './message-head.tsx'
import { Repeats } from './repeats.tsx'
import { rowLabel } from './row-label.ts'
import { shownText } from './shown-text.ts'
import { SystemText } from './system-row.tsx'
import { WaitingMark } from './waiting-mark.tsx'

export interface MessageRowProps {
  message: Message
  /** Same sender as the row above: no head, no avatar. */
  continued: boolean
  /** From `useMentions()`, or without names in a preview. */
  mentions: Mentions
  /** Not on the server yet: drawn faint. */
  pending?: boolean
  /** What stands under the body, for instance that it was not sent. */
  below?: ReactNode
  /** What a live row adds; all of it is the app's and stands outside of the sender's boxes. */
  parts?: RowParts
}

export interface RowParts {
  /** Takes the body's place. */
  readonly editor?: ReactNode
  /** Reactions and the thread line. */
  readonly under?: ReactNode
  /** In the row's free edge: pinned, saved. */
  readonly marks?: ReactNode
  readonly bar?: ReactNode
  readonly article?: ComponentProps<'article'>
  readonly isSaved?: boolean
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, mentions, pending = false, below, parts } = props
  const name = nameOf(message, mentions)
  return (
    <article
      {...parts?.article}
      className={rowClass(props)}
      aria-label={rowLabel(message, name, parts?.isSaved)}
      aria-busy={pending || undefined}
      data-message-id={message.id}
    >
      <Gutter {...props} name={name} />
      <div className="msg__in">
        <Contents {...props} name={name} />
        {parts?.under}
        {below}
      </div>
      {parts?.marks}
      {parts?.bar}
    </article>
  )
})

/** The owner of a hook is named by it like anybody else. */
function isForMe(message: Message, mentions: Mentions): boolean {
  if (message.type === 'system' || (message.author === mentions.me && !message.bot)) return false
  const ruled = underRule(mentions, message)
  return namingTexts(message).some((text) => mentionsMe(text, ruled))
}

/** Whom an attachment's text and the words above it name is told, as the server does it; other parts of it tell nobody. */
function namingTexts({ text, attachments }: Message): readonly string[] {
  return attachments.length === 0 ? [text] : [text, ...attachments.flatMap((attachment) => [attachment.pretext ?? '', attachment.text ?? ''])]
}

function rowClass({ message, continued, mentions, pending, parts }: MessageRowProps): string {
  return [
    'msg',
    continued && 'msg--next',
    message.type === 'system' && 'msg--system',
    isForMe(message, mentions) && 'msg--mention',
    pending && 'msg--pending',
    parts?.article?.className,
  ]
    .filter(Boolean)
    .join(' ')
}

/** A person's name is looked up, so that a new one is seen at once; a hook's is what was posted. */
function nameOf(message: Message, mentions: Mentions): string {
  if (message.type !== 'message') return message.username
  return (mentions as Partial<ShownMentions>).names?.get(message.author) ?? message.username
}

interface PartProps extends MessageRowProps {
  name: string
}

function Gutter({ message, continued, name, parts }: PartProps) {
  if (message.type === 'system') return <div className="msg__gutter" />
  if (message.deletedAt !== null)
    return (
      <div className="msg__gutter msg__gutter--gone">
        <Trash2 className="icon" aria-hidden="true" />
      </div>
    )
  return <div className="msg__gutter">{continued ? <ContinuedSign message={message} /> : <Sender message={message} name={name} live={parts !== undefined} />}</div>
}

function Contents(props: PartProps) {
  const { message, continued, mentions, parts } = props
  if (message.type === 'system')
    return (
      <div className="msg__body body">
        <SystemText message={message} mentions={mentions} />
      </div>
    )
  if (message.deletedAt !== null) return <p className="msg__gone">{t('message:deleted')}</p>
  const { editor } = parts ?? {}
  if (isAction(message) && editor === undefined) return <Action {...props} />
  return (
    <>
      {!continued && <Head message={message} name={props.name} live={parts !== undefined} />}
      {editor ?? <Body {...props} />}
      {message.repeats !== undefined && <Repeats message={message} live={parts !== undefined} />}
      <FilesBeside message={message} />
      {continued && editor === undefined && <EditedMark message={message} live={parts !== undefined} />}
    </>
  )
}

/** Without what a card shows. */
function FilesBeside({ message }: Pick<MessageRowProps, 'message'>) {
  const files = filesBeside(message)
  return files.length === 0 ? null : <MessageFiles message={{ files: [...files] }} />
}

function Body({ message, mentions: all }: Pick<MessageRowProps, 'message' | 'mentions'>) {
  const mentions = underRule(all, message)
  return (
    <div className="msg__body body" dir="auto">
      {message.text !== '' && <MessageBody id={message.id} text={shownText(message)} mentions={mentions} />}
      {message.attachments.map((attachment, index) => (
        <Attachment key={index} id={`${message.id}.${index}`} attachment={attachment} mentions={mentions} files={message.files} />
      ))}
    </div>
  )
}

/** `/me`: one sentence that begins with the name. */
function Action(props: PartProps) {
  const { message, name, parts } = props
  const head = { message, name, live: parts !== undefined }
  const shown = <bdi className="msg__name">{name}</bdi>
  return (
    <div className="msg__action">
      {head.live ? <PersonCard username={message.author}>{shown}</PersonCard> : shown} <Body {...props} /> <Time {...head} />
      {message.sending === 'waiting' && <WaitingMark />}
      <EditedMark message={message} live={head.live} />
    </div>
  )
}
