/** Turns the rich text of Slack's own editor into Markdown: paragraphs, lists, quotes, code and styled words. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { linkTo } from './block-links.ts'
import { codeSpan, fence, listOf, stringOf } from './payload-words.ts'
import { readRichWord } from './rich-text-words.ts'

/** `elements` of a `rich_text` block: anything. */
export function readRichText(elements: unknown): string {
  const parts: string[] = []
  let lists: string[] = []
  let depth = -1
  const endList = (): void => {
    if (lists.length > 0) parts.push(lists.join('\n'))
    lists = []
    depth = -1
  }
  for (const part of listOf(elements)) {
    if (part['type'] === 'rich_text_list') {
      // Slack writes a list within a list as one more list, with its depth; deeper by more than one would be code in Markdown.
      depth = Math.min(toDepth(part['indent']), depth + 1)
      lists.push(readList(part, depth))
    } else {
      endList()
      parts.push(readPart(part))
    }
  }
  endList()
  return parts.filter((part) => part.trim() !== '').join('\n\n')
}

const deepest = 8
const largestNumber = 999_999

function toDepth(indent: unknown): number {
  return typeof indent === 'number' && indent > 0 ? Math.min(Math.trunc(indent), deepest) : 0
}

function readList(list: Record<string, unknown>, depth: number): string {
  const offset = list['offset']
  const first = typeof offset === 'number' && offset > 0 ? Math.min(Math.trunc(offset), largestNumber) + 1 : 1
  const markOf = (index: number): string => (list['style'] === 'ordered' ? `${first + index}.` : '-')
  const items = listOf(list['elements']).map((item) => readWords(listOf(item['elements'])).replace(/\s*\n\s*/g, ' ').trim())
  return items.map((item, index) => `${'    '.repeat(depth)}${markOf(index)} ${item}`).join('\n')
}

function readPart(part: Record<string, unknown>): string {
  const elements = listOf(part['elements'])
  switch (part['type']) {
    case 'rich_text_preformatted':
      return fence(elements.map((element) => stringOf(element['text']) || stringOf(element['url'])).join(''), stringOf(part['language']))
    case 'rich_text_quote':
      return readWords(elements).replace(/^/gm, '> ')
    default:
      // A section, or a word that stands alone.
      return elements.length === 0 ? readWord(part) : readWords(elements).replace(/^\n+|\n+$/g, '')
  }
}

function readWords(elements: readonly Record<string, unknown>[]): string {
  return elements.map(readWord).join('')
}

function readWord(element: Record<string, unknown>): string {
  if (element['type'] === 'link') return styled(stringOf(element['text']), element['style'], (words) => linkTo(words, element['url']))
  if (element['type'] === 'text' || element['type'] === undefined) return styled(stringOf(element['text']), element['style'])
  return readRichWord(element)
}

/** Marks bind to words, so the white space around them stays outside. `wrap` is given Markdown. */
function styled(text: string, rawStyle: unknown, wrap: (markdown: string) => string = (markdown) => markdown): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? []
  const style = typeof rawStyle === 'object' && rawStyle !== null ? (rawStyle as Record<string, unknown>) : {}
  if (inner === '') return before + wrap('') + after
  let marked = wrap(style['code'] === true ? codeSpan(inner) : escapeMarkdown(inner))
  if (style['strike'] === true) marked = `~~${marked}~~`
  if (style['italic'] === true) marked = `*${marked}*`
  if (style['bold'] === true) marked = `**${marked}**`
  return before + marked + after
}
