/** The fields of an attachment: short ones that follow each other stand two in a row, any other takes a row of its own. */
import type { AttachmentField } from '#shared/contract/message.ts'
import type { Mentions } from '#shared/core/mentions.ts'
import { EmojiText } from '../message-body/line-text.tsx'
import { MessageBody } from '../message-body/message-body.tsx'

export interface AttachmentFieldsProps {
  id: string
  fields: readonly AttachmentField[]
  mentions: Mentions
}

export function AttachmentFields({ id, fields, mentions }: AttachmentFieldsProps) {
  return (
    <dl className="fields">
      {fields.map((field, index) => (
        <div key={index} className={field.short ? 'fields__short' : 'fields__long'}>
          <dt dir="auto">
            <EmojiText text={field.title} />
          </dt>
          <dd className="body" dir="auto">
            <MessageBody id={`${id}.field.${index}`} text={field.value} mentions={mentions} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
