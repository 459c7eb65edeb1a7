/** A poll of Discord as a card: what it asks and offers. Nobody can vote here. */
import type { Attachment } from '#shared/contract/message.ts'
import { isRecord } from '../payload-values.ts'
import { discordToMarkdown, discordToPlain, type Named } from './markdown.ts'

const mostAnswers = 10

export function readPoll(raw: unknown, named: Named): readonly Attachment[] {
  if (!isRecord(raw)) return []
  const question = textOf(raw['question'])
  const answers = Array.isArray(raw['answers']) ? (raw['answers'] as unknown[]).slice(0, mostAnswers) : []
  const lines = answers.flatMap((answer) => {
    const media = isRecord(answer) ? answer['poll_media'] : undefined
    const emoji = isRecord(media) && isRecord(media['emoji']) && typeof media['emoji']['name'] === 'string' ? `${media['emoji']['name']} ` : ''
    const text = discordToMarkdown(textOf(media), named)
    return text === '' && emoji === '' ? [] : [`- ${emoji}${text}`.trimEnd()]
  })
  if (question === '' && lines.length === 0) return []
  return [{ ...(question === '' ? {} : { title: discordToPlain(question, named) }), ...(lines.length === 0 ? {} : { text: lines.join('\n') }) }]
}

function textOf(media: unknown): string {
  return isRecord(media) && typeof media['text'] === 'string' ? media['text'].toWellFormed().replace(/\s+/g, ' ').trim() : ''
}
