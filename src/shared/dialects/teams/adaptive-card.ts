/** Reads adaptive cards: their elements into parts of cards; unknown ones by their fallback or whatever words they hold. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { bold, fieldOf, joinParts, oneLine, type CardPart } from '../cards/card-part.ts'
import { linkTo, pictureOf } from '../block-links.ts'
import { fence, listOf, markdownTable, stringOf, webAddress, wordOf } from '../payload-words.ts'
import { isRecord } from '../payload-values.ts'
import { readAdaptiveActions } from './adaptive-actions.ts'
import { readColumns } from './adaptive-columns.ts'
import { wordsOf, type Reading } from './adaptive-reading.ts'
import { colorOf, readRuns, readTextBlock } from './adaptive-text.ts'
import type { TeamsCard } from './teams-card.ts'
import { plainName, teamsText } from './teams-text.ts'

const maxDepth = 12
const maxElements = 500

export function readAdaptiveCard(card: Readonly<Record<string, unknown>>): TeamsCard {
  const reading: Reading = { ignored: new Set(), depth: maxDepth, card: { color: undefined, hasWords: false, elements: 0 } }
  const parts = [...readElements(card['body'], reading), ...readActions(card['actions'], reading), ...readActions([card['selectAction']].filter(isNamed), reading)]
  return { parts, color: reading.card.color, ignored: [...reading.ignored] }
}

function readElements(elements: unknown, reading: Reading): CardPart[] {
  if (reading.depth === 0) return []
  return listOf(elements).flatMap((element) => {
    reading.card.elements += 1
    if (reading.card.elements > maxElements) {
      reading.ignored.add(`elements after the first ${maxElements}`)
      return []
    }
    return readElement(element, { ...reading, depth: reading.depth - 1 })
  })
}

function isNamed(action: unknown): boolean {
  return isRecord(action) && wordOf(action['title']) !== ''
}

function readElement(element: Record<string, unknown>, reading: Reading): CardPart[] {
  const divided: CardPart[] = element['separator'] === true ? [{ kind: 'divider' }] : []
  return [...divided, ...readByType(element, reading)]
}

function readByType(element: Record<string, unknown>, reading: Reading): CardPart[] {
  const type = stringOf(element['type'])
  switch (type) {
    case 'TextBlock':
      return readTextBlock(element, reading)
    case 'RichTextBlock':
      return textPart(readRuns(element['inlines']))
    case 'FactSet':
      return fieldsPart(element['facts'])
    case 'Container':
      reading.card.color ??= colorOf(element['style'])
      return [...readElements(element['items'], reading), ...readActions([element['selectAction']].filter(isNamed), reading)]
    case 'ColumnSet':
      reading.card.color ??= colorOf(element['style'])
      return readColumns(element['columns'], (items) => readElements(items, reading))
    case 'Image':
      return readImage(element, reading)
    case 'ImageSet':
      return textPart(joinParts(listOf(element['images']).map((image) => pictureOf({ image_url: webAddress(image['url']), alt_text: stringOf(image['altText']) })), '\n'))
    case 'ActionSet':
      return readActions(element['actions'], reading)
    case 'Table':
      return textPart(readTable(element['rows'], reading))
    case 'CodeBlock':
      return textPart(fence(stringOf(element['codeSnippet']), stringOf(element['language']).toLowerCase()))
    case 'Media':
      return readMedia(element)
    default:
      return /^Input\./.test(type) ? readInput(element, type, reading) : readUnknown(element, type, reading)
  }
}

function textPart(text: string): CardPart[] {
  return text.trim() === '' ? [] : [{ kind: 'text', text }]
}

function fieldsPart(facts: unknown): CardPart[] {
  const fields = listOf(facts).map((fact) => fieldOf(plainName(wordOf(fact['title'])), teamsText(wordOf(fact['value']))))
  return fields.length === 0 ? [] : [{ kind: 'fields', fields }]
}

function readImage(element: Record<string, unknown>, reading: Reading): CardPart[] {
  const url = webAddress(element['url'])
  const alt = stringOf(element['altText'])
  if (url === undefined) reading.ignored.add('Image')
  return url === undefined ? textPart(escapeMarkdown(alt)) : [{ kind: 'picture', picture: { url, alt } }]
}

function readMedia(element: Record<string, unknown>): CardPart[] {
  const url = listOf(element['sources']).map((source) => webAddress(source['url'])).find((one) => one !== undefined)
  const poster = webAddress(element['poster'])
  const alt = stringOf(element['altText'])
  return [...textPart(linkTo(escapeMarkdown(alt), url)), ...(poster === undefined ? [] : [{ kind: 'picture' as const, picture: { url: poster, alt } }])]
}

function readTable(rows: unknown, reading: Reading): string {
  return markdownTable(listOf(rows).map((row) => listOf(row['cells']).map((cell) => joinParts(readElements(cell['items'], reading).map(wordsOf), ' '))))
}

function readActions(actions: unknown, reading: Reading): CardPart[] {
  const { buttons, shown } = readAdaptiveActions(actions, reading.ignored)
  const below = shown.flatMap(({ title, card }): CardPart[] => [{ kind: 'divider' }, ...textPart(bold(escapeMarkdown(title))), ...readElements(card['body'], reading), ...(reading.depth > 1 ? readActions(card['actions'], { ...reading, depth: reading.depth - 1 }) : [])])
  return [...(buttons.length === 0 ? [] : [{ kind: 'buttons' as const, actions: buttons }]), ...below]
}

/** Nobody here would be told what was typed: what it asks for is shown. */
function readInput(element: Record<string, unknown>, type: string, reading: Reading): CardPart[] {
  reading.ignored.add(type.slice(0, 40))
  return textPart(escapeMarkdown(oneLine(wordOf(element['label']) || wordOf(element['title']) || wordOf(element['placeholder']))))
}

const wordKeys = ['title', 'text', 'label', 'subtitle', 'description'] as const
const childKeys = ['items', 'body', 'columns', 'pages', 'cards', 'content'] as const

function readUnknown(element: Record<string, unknown>, type: string, reading: Reading): CardPart[] {
  const { fallback } = element
  if (isRecord(fallback)) return readElements([fallback], reading)
  const words = textPart(joinParts(wordKeys.map((key) => teamsText(wordOf(element[key]))), '\n'))
  const found = [...words, ...childKeys.flatMap((key) => readElements(element[key], reading)), ...readActions(element['actions'], reading)]
  if (found.length === 0 && fallback !== 'drop') reading.ignored.add((type || 'element').slice(0, 40))
  return found
}
