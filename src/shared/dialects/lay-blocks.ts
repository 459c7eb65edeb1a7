/** Turns a message of blocks into what we show: words alone are the message's text, all else is cards. */
import type { Attachment } from '#shared/contract/message.ts'
import { parseFirstJson } from '#shared/core/json-scan.ts'
import { layCards } from './cards/lay-cards.ts'
import { summarize } from './cards/summarize.ts'
import { readBlocks, toPlainText } from './read-blocks.ts'

export interface BlocksLaid {
  /** Undefined when the blocks say nothing: then the text beside them stands. */
  readonly text: string | undefined
  readonly attachments: readonly Attachment[]
  readonly isRead: boolean
  readonly ignored: readonly string[]
}

/** `raw`: anything, and also JSON in a string, as in forms. `said`: what the sender wants notifications to say. */
export function layBlocks(raw: unknown, said: string): BlocksLaid {
  const { parts, ignored } = readBlocks(unwrap(raw))
  if (parts.length === 0) return { text: undefined, attachments: [], isRead: false, ignored: ignored.filter((name) => name !== 'blocks') }
  const text = toPlainText(parts)
  return { text: text ?? '', attachments: text === undefined ? summarize(layCards(parts), said) : [], isRead: true, ignored }
}

/** The blocks of an attachment, which is a card already. */
export function layCardBlocks(raw: unknown): { readonly attachments: readonly Attachment[]; readonly ignored: readonly string[] } {
  const { parts, ignored } = readBlocks(unwrap(raw))
  return { attachments: layCards(parts), ignored }
}

function unwrap(raw: unknown): unknown {
  if (typeof raw !== 'string' || !raw.trimStart().startsWith('[')) return raw
  const read = parseFirstJson(raw)
  return read.ok ? read.value : raw
}
