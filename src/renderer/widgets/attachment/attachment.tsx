/** One attachment in the format of Slack and Mattermost: a card whose only foreign colour is the bar inside it. */
import './attachment.css'
import type { CSSProperties } from 'react'
import type { Attachment as AttachmentData, AttachmentField } from '#shared/contract/message.ts'
import { formatAbsolute, formatMoment } from '#renderer/lib/format-time.ts'
import { ForeignLink } from '../link/link.tsx'
import type { Mentions } from '#shared/core/mentions.ts'
import { MessageBody } from '../message-body/message-body.tsx'
import { Picture } from '../picture/picture.tsx'
import { barColour } from './bar-colour.ts'

export interface AttachmentProps {
  /** Unique on the screen: the message's id and the attachment's place. */
  id: string
  attachment: AttachmentData
  mentions: Mentions
}

export function Attachment({ id, attachment, mentions }: AttachmentProps) {
  const { pretext, author_name, title, text, fields = [], image_url, thumb_url, footer, ts } = attachment
  const hasCard = [author_name, title, text, image_url, thumb_url, footer, ts].some((part) => part !== undefined && part !== '') || fields.length > 0
  const shown = hasCard ? attachment : { ...attachment, text: pretext === undefined ? attachment.fallback : undefined }
  return (
    <>
      {pretext && <Prose id={`${id}.pretext`} text={pretext} mentions={mentions} />}
      {(hasCard || shown.text !== undefined) && <Card id={id} attachment={shown} mentions={mentions} />}
    </>
  )
}

function Card({ id, attachment, mentions }: AttachmentProps) {
  const { color, text, fields = [], image_url, thumb_url } = attachment
  const colour = barColour(color)
  return (
    <div className="attach" style={colour === null ? undefined : ({ '--sender-colour': colour } as CSSProperties)}>
      <span className="attach__bar" />
      <div className="attach__in">
        <div className={thumb_url ? 'attach__split' : 'attach__main'}>
          <div className="attach__main">
            <Author attachment={attachment} />
            <Title attachment={attachment} />
            {text && <Prose id={`${id}.text`} text={text} mentions={mentions} />}
          </div>
          {thumb_url && <Picture url={thumb_url} alt="" kind="thumb" />}
        </div>
        <div className={image_url && fields.length > 0 ? 'attach__facts attach__facts--two' : 'attach__facts'}>
          {fields.length > 0 && <Fields id={id} fields={fields} mentions={mentions} />}
          {image_url && <Picture url={image_url} alt={attachment.fallback ?? attachment.title ?? ''} kind="image" />}
        </div>
        <Footer attachment={attachment} />
      </div>
    </div>
  )
}

function Author({ attachment: { author_name, author_link, author_icon } }: { attachment: AttachmentData }) {
  if (!author_name) return null
  return (
    <div className="attach__author">
      {author_icon && <Picture url={author_icon} alt="" kind="icon" />}
      <ForeignLink href={author_link}>
        <bdi>{author_name}</bdi>
      </ForeignLink>
    </div>
  )
}

function Title({ attachment: { title, title_link } }: { attachment: AttachmentData }) {
  if (!title) return null
  return (
    <ForeignLink href={title_link} className="attach__title">
      <bdi>{title}</bdi>
    </ForeignLink>
  )
}

function Fields({ id, fields, mentions }: { id: string; fields: readonly AttachmentField[]; mentions: Mentions }) {
  return (
    <dl className={fields.length % 3 === 0 ? 'fields fields--three' : 'fields'}>
      {fields.map((field, index) => (
        <div key={index} className={field.short ? 'fields__short' : 'fields__long'}>
          <dt>{field.title}</dt>
          <dd>
            <Prose id={`${id}.field.${index}`} text={field.value} mentions={mentions} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Footer({ attachment: { footer, footer_icon, ts } }: { attachment: AttachmentData }) {
  const at = ts === undefined || ts === '' ? null : Number(ts) * 1000
  if (!footer && at === null) return null
  return (
    <div className="attach__foot">
      {footer_icon && <Picture url={footer_icon} alt="" kind="icon" />}
      {footer && <bdi>{footer}</bdi>}
      {footer && at !== null && <span aria-hidden="true">·</span>}
      {at !== null && <Stamp at={at} raw={String(ts)} />}
    </div>
  )
}

/** Largest time that a Date can hold. */
const LAST_MS = 8.64e15

function Stamp({ at, raw }: { at: number; raw: string }) {
  if (!(Math.abs(at) <= LAST_MS)) return <bdi>{raw}</bdi>
  return (
    <time dateTime={new Date(at).toISOString()} title={formatAbsolute(at)}>
      {formatMoment(at, Date.now())}
    </time>
  )
}

function Prose({ id, text, mentions }: { id: string; text: string; mentions: Mentions }) {
  return (
    <div className="body">
      <MessageBody id={id} text={text} mentions={mentions} />
    </div>
  )
}
