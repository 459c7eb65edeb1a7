/** Reads Slack's Block Kit into parts of cards: what is known by its kind, all else by whatever words it has. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { readBlockActions } from './block-actions.ts'
import { linkTo, pictureOf } from './block-links.ts'
import { readBlockField, readBlockText, readContext, readPlain } from './block-words.ts'
import { bold, joinParts, oneLine, type CardPart } from './cards/card-part.ts'
import { markdownTable, stringOf, webAddress } from './payload-words.ts'
import { isRecord } from './payload-values.ts'
import { readRichText } from './rich-text.ts'

const maxDepth = 12
/** Twice of what Slack takes. */
const maxBlocks = 100

export interface BlocksRead {
  readonly parts: readonly CardPart[]
  /** Names of what could not be read or does nothing here. */
  readonly ignored: readonly string[]
}

/** `blocks`: anything. No parts: they say nothing. */
export function readBlocks(blocks: unknown): BlocksRead {
  const ignored = new Set<string>()
  const all = Array.isArray(blocks) ? (blocks as unknown[]) : []
  if (all.length > maxBlocks) ignored.add(`blocks after the first ${maxBlocks}`)
  const parts = all.slice(0, maxBlocks).flatMap((block) => {
    const read = readBlock(block, { ignored, depth: maxDepth })
    if (read.length === 0) ignored.add(nameOf(block))
    return read
  })
  const isWord = ({ kind }: CardPart): boolean => kind !== 'divider'
  const first = parts.findIndex(isWord)
  return { parts: first < 0 ? [] : parts.slice(first, parts.findLastIndex(isWord) + 1), ignored: [...ignored] }
}

function nameOf(block: unknown): string {
  const type = isRecord(block) ? stringOf(block['type']) : ''
  return type === '' ? 'blocks' : `blocks.${type.slice(0, 40)}`
}

interface Reading {
  readonly ignored: Set<string>
  readonly depth: number
}

function readBlock(block: unknown, reading: Reading): CardPart[] {
  if (typeof block === 'string') return textPart(readBlockText(block))
  if (!isRecord(block) || reading.depth === 0) return []
  switch (block['type']) {
    case 'header':
      return headingPart(oneLine(escapeMarkdown(readPlain(block['text']))))
    case 'section':
      return readSection(block, reading)
    case 'context':
      return readContext(block['elements'])
    case 'divider':
      return [{ kind: 'divider' }]
    case 'image':
      return readImage(block)
    case 'actions':
    case 'context_actions':
      return actionsPart(block['elements'], reading)
    case 'input':
      return actionsPart(isRecord(block['element']) ? [{ ...block['element'], label: block['label'] }] : [], reading)
    case 'rich_text':
      return textPart(readRichText(block['elements']))
    case 'markdown':
      return textPart(readBlockText(block))
    case 'table':
      return textPart(readTable(block['rows']))
    case 'video':
      return readVideo(block)
    default:
      return readUnknown(block, reading)
  }
}

function textPart(text: string): CardPart[] {
  return text.trim() === '' ? [] : [{ kind: 'text', text }]
}

function headingPart(text: string): CardPart[] {
  return text === '' ? [] : [{ kind: 'heading', text }]
}

function actionsPart(elements: unknown, reading: Reading): CardPart[] {
  const actions = readBlockActions(elements, reading.ignored)
  return actions.length === 0 ? [] : [{ kind: 'buttons', actions }]
}

function readSection(block: Record<string, unknown>, reading: Reading): CardPart[] {
  const text = readBlockText(block['text'])
  const fields = (Array.isArray(block['fields']) ? (block['fields'] as unknown[]) : []).flatMap((field) => readBlockField(field))
  const accessory = isRecord(block['accessory']) ? block['accessory'] : undefined
  const isPicture = accessory?.['type'] === 'image'
  const url = isPicture ? webAddress(accessory['image_url']) : undefined
  const buttons = accessory === undefined || isPicture ? [] : readBlockActions([accessory], reading.ignored)
  const thumb = url === undefined ? undefined : { url, alt: stringOf(accessory?.['alt_text']) }
  const words: CardPart[] = text.trim() === '' && thumb === undefined && buttons.length === 0 ? [] : [{ kind: 'text', text, ...(thumb === undefined ? {} : { thumb }), ...(buttons.length === 0 ? {} : { buttons }) }]
  return [...words, ...(fields.length === 0 ? [] : [{ kind: 'fields' as const, fields }])]
}

/** A picture in Slack's own store is a link: only who is logged in there can see it. */
function readImage(block: Record<string, unknown>): CardPart[] {
  const alt = stringOf(block['alt_text'])
  const title = headingPart(oneLine(escapeMarkdown(readPlain(block['title']))))
  const url = webAddress(block['image_url'])
  if (url !== undefined) return [...title, { kind: 'picture', picture: { url, alt } }]
  const stored = isRecord(block['slack_file']) ? webAddress(block['slack_file']['url']) : undefined
  return [...title, ...textPart(linkTo(escapeMarkdown(alt || (stored === undefined ? '' : 'image')), stored))]
}

function readTable(rows: unknown): string {
  const cells = (Array.isArray(rows) ? (rows as unknown[]) : []).filter((row) => Array.isArray(row))
  return markdownTable(cells.map((row) => (row as unknown[]).map((cell) => readBlockText(cell))))
}

function readVideo(block: Record<string, unknown>): CardPart[] {
  const title = escapeMarkdown(oneLine(readPlain(block['title'])))
  const text = joinParts([bold(linkTo(title, block['title_url'] ?? block['video_url'])), escapeMarkdown(readPlain(block['description']))], '\n')
  const from = joinParts([stringOf(block['author_name']), stringOf(block['provider_name'])].map(escapeMarkdown), ' · ')
  const url = webAddress(block['thumbnail_url'])
  if (text === '' && url === undefined) return []
  return [{ kind: 'text', text, ...(url === undefined ? {} : { thumb: { url, alt: stringOf(block['alt_text']) } }) }, ...(from === '' ? [] : [{ kind: 'small' as const, text: from }])]
}

/** Where blocks that are not known here keep what people read, in the order in which it is shown. */
const boldKeys = ['title', 'label'] as const
const wordKeys = ['subtitle', 'text', 'body', 'description', 'details', 'output'] as const
const childKeys = ['child_blocks', 'blocks', 'fields', 'elements', 'rows', 'tasks', 'sources', 'accessory'] as const

function readUnknown(block: Record<string, unknown>, reading: Reading): CardPart[] {
  const inner = { ...reading, depth: reading.depth - 1 }
  const words = joinParts([...boldKeys.map((key) => bold(readBlockText(block[key]))), ...wordKeys.map((key) => readBlockText(block[key]))], '\n')
  const own = textPart(words)
  const picture = [block['hero_image'], block['image']].find((one) => isRecord(one) && webAddress(one['image_url']) !== undefined)
  const children = childKeys.flatMap((key) => {
    const value = block[key]
    return (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((child) => readChild(child, inner))
  })
  return [...own, ...(isRecord(picture) ? readImage(picture) : []), ...children, ...actionsPart(block['actions'], reading)]
}

function readChild(child: unknown, reading: Reading): CardPart[] {
  if (Array.isArray(child)) return textPart(joinParts((child as unknown[]).map((one) => readBlockText(one)), ' | '))
  if (isRecord(child) && (child['type'] === 'button' || child['type'] === 'workflow_button')) return actionsPart([child], reading)
  const read = isRecord(child) ? readBlock(child, reading) : []
  return read.length > 0 ? read : textPart(readBlockText(child))
}

/** As one Markdown text, where no part needs a card; undefined where one does. */
export function toPlainText(parts: readonly CardPart[]): string | undefined {
  const texts: string[] = []
  for (const part of parts) {
    if (part.kind === 'heading') texts.push(bold(part.text))
    else if (part.kind === 'divider') texts.push('---')
    else if (part.kind === 'picture') texts.push(pictureOf({ image_url: part.picture.url, alt_text: part.picture.alt }))
    else if (part.kind === 'text' && part.thumb === undefined && part.buttons === undefined) texts.push(part.text)
    else return undefined
  }
  return joinParts(texts, '\n\n')
}
