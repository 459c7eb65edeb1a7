/** Reads the text objects of Block Kit: mrkdwn, plain text and Markdown, as fields and as small print. */
import type { AttachmentField } from '#shared/contract/message.ts'
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { linkTo } from './block-links.ts'
import { fieldOf, joinParts, oneLine, type CardPart } from './cards/card-part.ts'
import { mrkdwnToMarkdown } from './mrkdwn.ts'
import { stringOf, webAddress, wordOf } from './payload-words.ts'
import { isRecord } from './payload-values.ts'
import { readRichText } from './rich-text.ts'
import { decodeEntities } from './slack-entities.ts'

/** A text object, or the bare string that sloppy senders write, as Markdown; '' for anything else. */
export function readBlockText(node: unknown): string {
  if (!isRecord(node)) return mrkdwnToMarkdown(wordOf(node))
  const text = wordOf(node['text'])
  switch (node['type']) {
    case 'plain_text':
    case 'raw_text':
      return escapeMarkdown(text)
    case 'markdown':
      return text
    case 'raw_number':
      return escapeMarkdown(text || wordOf(node['value']))
    case 'rich_text':
      return readRichText(node['elements'])
    case 'rich_text_section':
      return readRichText([node])
    default:
      return isRecord(node['text']) ? readBlockText(node['text']) : mrkdwnToMarkdown(text)
  }
}

/** The same as plain text; of mrkdwn the entities are decoded. */
export function readPlain(node: unknown): string {
  if (!isRecord(node)) return decodeEntities(wordOf(node))
  const text = isRecord(node['text']) ? readPlain(node['text']) : wordOf(node['text'])
  return node['type'] === 'mrkdwn' ? decodeEntities(text) : text
}

/** A bold beginning is what most senders mean as the field's name: `*Branch*⏎main`, `*Status:* ok`. */
export function readBlockField(field: unknown): AttachmentField[] {
  const isMrkdwn = !isRecord(field) || field['type'] !== 'plain_text'
  const raw = (isRecord(field) ? wordOf(field['text']) : wordOf(field)).trim()
  const [, name, value] = (isMrkdwn && boldStart.exec(raw)) || []
  if (name !== undefined && value !== undefined) return [fieldOf(decodeEntities(name.replace(/:\s*$/, '').trim()), mrkdwnToMarkdown(value.trim()))]
  const text = readBlockText(field)
  return text.trim() === '' ? [] : [fieldOf('', text)]
}

const boldStart = /^\*([^*_~`<>\n]{1,100})\*:?(?:[ \t]*\n|[ \t]+)\s*(\S[\s\S]*)$/

/** Pictures of a context are as small as its words: the first stands before them, of others the name is a link. */
export function readContext(elements: unknown): CardPart[] {
  const items = Array.isArray(elements) ? (elements as unknown[]) : [elements]
  let icon: string | undefined
  const texts = items.map((item, index) => {
    if (!isRecord(item) || item['type'] !== 'image') return oneLine(readBlockText(item))
    const url = webAddress(item['image_url'])
    if (index === 0 && items.length > 1 && url !== undefined) {
      icon = url
      return ''
    }
    return linkTo(escapeMarkdown(oneLine(stringOf(item['alt_text'])) || 'image'), url)
  })
  const text = joinParts(texts, ' · ')
  return text === '' ? [] : [{ kind: 'small', text, ...(icon === undefined ? {} : { icon }) }]
}
