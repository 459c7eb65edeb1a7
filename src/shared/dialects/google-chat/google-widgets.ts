/** Reads the widgets of Google Chat's cards, of both versions. */
import type { AttachmentField } from '#shared/contract/message.ts'
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { linkTo } from '../block-links.ts'
import { bold, joinParts, oneLine, type CardPart } from '../cards/card-part.ts'
import { htmlToMarkdown } from '../cards/html-words.ts'
import { listOf, stringOf, webAddress, wordOf } from '../payload-words.ts'
import { isRecord } from '../payload-values.ts'
import { linkOf, readGoogleButtons } from './google-buttons.ts'

const maxWidgets = 200
const maxDepth = 4

/** `widgets`: anything. Adds to `ignored` what could not be read or does nothing here. */
export function readWidgets(widgets: unknown, ignored: Set<string>, depth = maxDepth): CardPart[] {
  if (depth === 0) return []
  const parts = listOf(widgets)
    .slice(0, maxWidgets)
    .flatMap((widget) => Object.entries(widget).flatMap(([kind, content]) => readWidget(kind, content, { ignored, depth })))
  return parts
}

interface Reading {
  readonly ignored: Set<string>
  readonly depth: number
}
type Node = Readonly<Record<string, unknown>>

/** How a widget looks, not what it says. */
const looks: ReadonlySet<string> = new Set(['horizontalAlignment', 'visibility', 'id', 'eventActions'])

function readWidget(kind: string, content: unknown, { ignored, depth }: Reading): CardPart[] {
  // The first version has its buttons in a list of their own.
  if (kind === 'buttons') return buttonsPart(content, ignored)
  if (kind === 'divider') return [{ kind: 'divider' }]
  if (!isRecord(content)) return []
  switch (kind) {
    case 'textParagraph':
      return textPart(htmlToMarkdown(wordOf(content['text'])))
    case 'keyValue':
    case 'decoratedText':
      return readDecorated(content, ignored)
    case 'image':
      return readImage(content)
    case 'buttonList':
      return buttonsPart(content['buttons'], ignored)
    case 'chipList':
      return buttonsPart(content['chips'], ignored)
    case 'grid':
      return readGrid(content)
    case 'columns':
      return readColumns(listOf(content['columnItems']).map((column) => readWidgets(column['widgets'], ignored, depth - 1)))
    case 'carousel':
      return listOf(content['carouselCards']).flatMap((card) => [...readWidgets(card['widgets'], ignored, depth - 1), ...readWidgets(card['footerWidgets'], ignored, depth - 1)])
    default:
      if (!looks.has(kind)) ignored.add(`widgets.${kind.slice(0, 40)}`)
      return textPart(escapeMarkdown(oneLine(wordOf(content['label']) || wordOf(content['text']))))
  }
}

function textPart(text: string): CardPart[] {
  return text.trim() === '' ? [] : [{ kind: 'text', text }]
}

function buttonsPart(buttons: unknown, ignored: Set<string>): CardPart[] {
  const actions = readGoogleButtons(buttons, ignored)
  return actions.length === 0 ? [] : [{ kind: 'buttons', actions }]
}

const longestShort = 48

/** With a label above it is a field, else a line. Its own button is a link behind the words. */
function readDecorated(content: Node, ignored: Set<string>): CardPart[] {
  const [name, below] = [oneLine(wordOf(content['topLabel'])), escapeMarkdown(wordOf(content['bottomLabel']))]
  const words = htmlToMarkdown(wordOf(content['content']) || wordOf(content['text']))
  const url = linkOf(content)
  const linked = url === undefined || words.includes('](') ? words : linkTo(words, url)
  const buttons = readGoogleButtons(content['button'], ignored).map((button) => linkTo(escapeMarkdown(button.text), button.url))
  const value = joinParts([joinParts([linked, ...buttons], ' · '), below], '\n')
  if (isRecord(content['switchControl']) || isRecord(content['switchWidget'])) ignored.add('widgets.switchControl')
  if (name === '') return textPart(value)
  const field: AttachmentField = { title: name, value, short: value.split('\n').every((line) => line.length <= longestShort) }
  return [{ kind: 'fields', fields: [field] }]
}

function readImage(content: Node): CardPart[] {
  const url = webAddress(content['imageUrl'])
  const alt = stringOf(content['altText'])
  return url === undefined ? textPart(escapeMarkdown(alt)) : [{ kind: 'picture', picture: { url, alt } }]
}

function readGrid(content: Node): CardPart[] {
  const items = listOf(content['items']).map((item): string => {
    const picture = isRecord(item['image']) ? webAddress(item['image']['imageUri']) : undefined
    const title = escapeMarkdown(oneLine(wordOf(item['title'])))
    return joinParts([linkTo(title, picture), escapeMarkdown(oneLine(wordOf(item['subtitle'])))], ': ')
  })
  return textPart(joinParts([bold(escapeMarkdown(wordOf(content['title']))), items.filter((item) => item !== '').map((item) => `- ${item}`).join('\n')], '\n'))
}

/** Words side by side are fields; all else stands below each other. */
function readColumns(columns: readonly (readonly CardPart[])[]): CardPart[] {
  const filled = columns.filter((parts) => parts.length > 0)
  if (filled.length < 2 || !filled.flat().every((part) => part.kind === 'text')) return filled.flat()
  const fields = filled.map((parts) => ({ title: '', value: joinParts(parts.map((part) => (part.kind === 'text' ? part.text : '')), '\n'), short: true }))
  return [{ kind: 'fields', fields }]
}
