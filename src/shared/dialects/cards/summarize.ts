/** Gives the first card the words that notifications and screen readers say: what the sender wrote for them, else what stands in it. */
import type { Attachment } from '#shared/contract/message.ts'
import { joinParts } from './card-part.ts'

/** `said`: Markdown; '' when the sender gave none. A card with a title or a text speaks for itself. */
export function summarize(cards: readonly Attachment[], said: string): Attachment[] {
  const [first, ...others] = cards
  if (first === undefined) return []
  const fallback = said.trim() !== '' ? said : describe(first)
  return [fallback === '' ? first : { fallback, ...first }, ...others]
}

const longest = 300

function describe({ title = '', text = '', fields = [], footer = '', actions = [], image_alt = '' }: Attachment): string {
  if (title !== '' || text !== '') return ''
  const facts = fields.map((field) => joinParts([field.title, field.value], ': '))
  return joinParts([...facts, image_alt, footer, ...actions.map((action) => action.text)], ', ').slice(0, longest).toWellFormed()
}
