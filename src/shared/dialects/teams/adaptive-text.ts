/** Reads the texts of adaptive cards: blocks with a size and weight, and runs of styled words. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { linkTo } from '../block-links.ts'
import { bold, oneLine, type CardPart } from '../cards/card-part.ts'
import { codeSpan, listOf, stringOf, webAddress, wordOf } from '../payload-words.ts'
import { isRecord } from '../payload-values.ts'
import type { Reading } from './adaptive-reading.ts'
import { teamsText } from './teams-text.ts'

const colors: Readonly<Record<string, string>> = { good: 'good', warning: 'warning', attention: 'danger' }

/** Of a text's colour or a container's style; undefined for those that warn of nothing. */
export function colorOf(style: unknown): string | undefined {
  const name = stringOf(style).toLowerCase()
  return Object.hasOwn(colors, name) ? colors[name] : undefined
}

/** The first that is large or bold is the card's title. */
export function readTextBlock(element: Record<string, unknown>, { card }: Reading): CardPart[] {
  const text = teamsText(wordOf(element['text'])).trim()
  if (text === '') return []
  card.color ??= colorOf(element['color'])
  const isBold = stringOf(element['weight']).toLowerCase() === 'bolder'
  const isLarge = /^(?:large|extralarge)$/i.test(stringOf(element['size']))
  const isTitle = !card.hasWords && (isBold || isLarge) && !text.includes('\n')
  card.hasWords = true
  if (isTitle || element['style'] === 'heading') return [{ kind: 'heading', text: oneLine(text) }]
  if (element['isSubtle'] === true && !text.includes('\n')) return [{ kind: 'small', text }]
  return [{ kind: 'text', text: (isBold || isLarge) && !text.includes('\n') ? bold(text) : text }]
}

/** The runs of a rich text block: plain text with styles. */
export function readRuns(inlines: unknown): string {
  const runs = Array.isArray(inlines) ? (inlines as unknown[]) : [inlines]
  return runs.map((run) => (isRecord(run) ? readRun(run) : escapeMarkdown(wordOf(run)))).join('')
}

/** Marks bind to words, so the white space around them stays outside. */
function readRun(run: Record<string, unknown>): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(wordOf(run['text'])) ?? []
  if (inner === '') return before + after
  let marked = stringOf(run['fontType']).toLowerCase() === 'monospace' ? codeSpan(inner) : escapeMarkdown(inner)
  if (run['strikethrough'] === true) marked = `~~${marked}~~`
  if (run['italic'] === true) marked = `*${marked}*`
  if (stringOf(run['weight']).toLowerCase() === 'bolder') marked = `**${marked}**`
  const url = listOf(run['selectAction']).map((action) => webAddress(action['url']))[0]
  return before + linkTo(marked, url) + after
}
