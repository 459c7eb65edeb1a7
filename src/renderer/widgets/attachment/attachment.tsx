/** One attachment in the format of Slack and Mattermost: a card whose only foreign colour is the bar inside it. */
import './attachment.css'
import type { CSSProperties } from 'react'
import type { File as SentFile } from '#shared/contract/file.ts'
import type { Attachment as AttachmentData } from '#shared/contract/message.ts'
import type { Mentions } from '#shared/core/mentions.ts'
import { ForeignLink } from '../link/link.tsx'
import { linkTarget } from '#renderer/lib/screen/open-link.ts'
import { LineText } from '../message-body/line-text.tsx'
import { MessageBody } from '../message-body/message-body.tsx'
import { Picture } from '../picture/picture.tsx'
import { PictureTile } from '../file/picture-tile.tsx'
import { findAttachedPicture } from './attached-file.ts'
import { AttachmentActions } from './attachment-actions.tsx'
import { AttachmentFields } from './attachment-fields.tsx'
import { AttachmentFoot } from './attachment-foot.tsx'
import { AttachmentText } from './attachment-text.tsx'
import { barColour } from './bar-colour.ts'

export interface AttachmentProps {
  /** Unique on the screen: the message's id and the attachment's place. */
  id: string
  attachment: AttachmentData
  mentions: Mentions
  /** What came with the message, for cards that name a file. */
  files?: readonly SentFile[]
}

const noFiles: readonly SentFile[] = []

/** The words above stand outside of the card. What the sender wrote for programs without cards is shown where there is nothing else. */
export function Attachment({ id, attachment, mentions, files = noFiles }: AttachmentProps) {
  const { pretext, fallback } = attachment
  const isCard = hasCard(attachment)
  return (
    <>
      {pretext && (
        <div className="body">
          <MessageBody id={`${id}.pretext`} text={pretext} mentions={mentions} />
        </div>
      )}
      {isCard && <Card id={id} attachment={attachment} mentions={mentions} files={files} />}
      {!isCard && !pretext && fallback && (
        <p className="attach-alone" dir="auto">
          {fallback}
        </p>
      )}
    </>
  )
}

const inCard = ['author_name', 'author_icon', 'title', 'text', 'image_url', 'thumb_url', 'footer'] as const

/** A colour, a time or a footer's icon alone draw none. */
function hasCard(attachment: AttachmentData): boolean {
  const { fields = [], actions = [] } = attachment
  return fields.length > 0 || actions.length > 0 || inCard.some((key) => (attachment[key] ?? '') !== '')
}

function Card({ id, attachment, mentions, files = noFiles }: AttachmentProps) {
  const { color, text, fields = [], image_url, image_alt, thumb_url, actions = [] } = attachment
  const colour = barColour(color)
  const image = findAttachedPicture(image_url, files)
  const thumb = findAttachedPicture(thumb_url, files)
  return (
    <div className="attach" style={colour === null ? undefined : ({ '--sender-colour': colour } as CSSProperties)}>
      <span className="attach__bar" />
      <div className="attach__in">
        <Author attachment={attachment} />
        <Title id={`${id}.title`} attachment={attachment} />
        <div className={thumb_url ? 'attach__split' : 'attach__parts'}>
          <div className="attach__parts">
            {text && <AttachmentText id={`${id}.text`} text={text} mentions={mentions} />}
            {image && <PictureTile pictures={[image]} index={0} shape="whole" />}
            {image_url && !image && <Picture url={image_url} alt={image_alt ?? attachment.fallback ?? attachment.title ?? ''} kind="image" />}
            {fields.length > 0 && <AttachmentFields id={id} fields={fields} mentions={mentions} />}
            <AttachmentFoot id={`${id}.footer`} attachment={attachment} />
            {actions.length > 0 && <AttachmentActions actions={actions} />}
          </div>
          {thumb && (
            <div className="attach__thumb">
              <PictureTile pictures={[thumb]} index={0} shape="cell" />
            </div>
          )}
          {thumb_url && !thumb && <Picture url={thumb_url} alt="" kind="thumb" />}
        </div>
      </div>
    </div>
  )
}

/** The link is around both, also where there is only an icon. */
function Author({ attachment: { author_name = '', author_link, author_icon } }: { attachment: AttachmentData }) {
  if (author_name === '' && !author_icon) return null
  return (
    <div className="attach__author">
      <ForeignLink href={author_link}>
        {author_icon && <Picture url={author_icon} alt="" kind="icon" />}
        {author_name !== '' && <bdi>{author_name}</bdi>}
      </ForeignLink>
    </div>
  )
}

/** One that is a link cannot hold links. */
function Title({ id, attachment: { title, title_link } }: { id: string; attachment: AttachmentData }) {
  if (!title) return null
  return (
    <h4 className="attach__title" dir="auto">
      {linkTarget(title_link) === null ? <LineText id={id} text={title} kind="links" /> : <ForeignLink href={title_link}>{title}</ForeignLink>}
    </h4>
  )
}
