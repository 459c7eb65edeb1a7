/** What the readers of adaptive cards share: what is known while one is read, and a part of it in one line. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { linkTo, pictureOf } from '../block-links.ts'
import { bold, joinParts, type CardPart } from '../cards/card-part.ts'

export interface Reading {
  /** Names of what could not be read or does nothing here; added to. */
  readonly ignored: Set<string>
  /** How many more levels are read. */
  readonly depth: number
  /** What all levels share. */
  readonly card: { color: string | undefined; hasWords: boolean; elements: number }
}

/** Of parts that stand in one line: a cell of a table, a field. */
export function wordsOf(part: CardPart): string {
  switch (part.kind) {
    case 'heading':
      return bold(part.text)
    case 'text':
    case 'small':
      return part.text
    case 'fields':
      return joinParts(part.fields.map(({ title, value }) => joinParts([escapeMarkdown(title), value], ': ')), ', ')
    case 'picture':
      return pictureOf({ image_url: part.picture.url, alt_text: part.picture.alt })
    case 'buttons':
      return joinParts(part.actions.map(({ text, url }) => linkTo(escapeMarkdown(text), url)), ' ')
    case 'divider':
      return ''
  }
}
