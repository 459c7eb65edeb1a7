/** Google Chat: a text, cards of both versions, and the thread that a key names. */
import { layCards, maxCards } from '../cards/lay-cards.ts'
import { summarize } from '../cards/summarize.ts'
import type { CardsRead } from '../cards/cards-read.ts'
import type { ThreadName } from '../dialect.ts'
import { listOf, stringOf, wordOf } from '../payload-words.ts'
import { isRecord } from '../payload-values.ts'
import { readGoogleCard } from './google-card.ts'
import { googleText } from './google-text.ts'
import { readWidgets } from './google-widgets.ts'

type Body = Readonly<Record<string, unknown>>

/** `previewText` is what Google shows in its own lists. */
const readKeys: ReadonlySet<string> = new Set(['text', 'cards', 'cardsV2', 'cards_v2', 'thread', 'fallbackText', 'accessoryWidgets', 'previewText'])

/** Undefined: the body is none of Google Chat's. A text alone is only by its thread, or by the query that Google's addresses have. */
export function readGoogleChat(body: Body, query: URLSearchParams): CardsRead | undefined {
  const cards = listCards(body)
  const widgets = listOf(body['accessoryWidgets'])
  if (cards.length === 0 && widgets.length === 0 && !isTextOf(body, query)) return undefined
  const ignored = new Set(Object.keys(body).filter((key) => !readKeys.has(key)))
  const attachments = [...cards.flatMap((card) => layCards(readGoogleCard(card, ignored))), ...layCards(readWidgets(widgets, ignored))].slice(0, maxCards)
  const thread = readThread(body, query)
  return { text: googleText(wordOf(body['text'])), attachments: summarize(attachments, stringOf(body['fallbackText'])), ignored: [...ignored], ...(thread === undefined ? {} : { thread }) }
}

function listCards(body: Body): Record<string, unknown>[] {
  const second = listOf(body['cardsV2'] ?? body['cards_v2']).map((item) => (isRecord(item['card']) ? item['card'] : item))
  return [...second, ...listOf(body['cards'])].filter((card) => ['header', 'sections', 'cardActions', 'fixedFooter'].some((key) => key in card))
}

/** What only other chats have. */
const otherKeys = ['attachments', 'blocks', 'username', 'channel', 'icon_emoji', 'icon_url', 'content', 'embeds'] as const

function isTextOf(body: Body, query: URLSearchParams): boolean {
  if (typeof body['text'] !== 'string' || otherKeys.some((key) => key in body)) return false
  const { thread } = body
  const namesThread = isRecord(thread) && (typeof thread['threadKey'] === 'string' || typeof thread['name'] === 'string')
  return namesThread || query.has('threadKey') || (query.has('key') && query.has('token'))
}

const longestKey = 4000

/** Google's newer and its older place for the key; a name is one that it gave. */
function readThread(body: Body, query: URLSearchParams): ThreadName | undefined {
  const thread = isRecord(body['thread']) ? body['thread'] : {}
  const name = stringOf(thread['name'])
  const key = query.get('threadKey') || stringOf(thread['threadKey'] ?? thread['thread_key']) || name
  if (key === '' || key.length > longestKey) return undefined
  const ours = /\/threads\/([0-9a-f-]{36})$/i.exec(name)?.[1]
  return { key: key.toWellFormed(), mustExist: query.get('messageReplyOption') === 'REPLY_MESSAGE_OR_FAIL', ...(ours === undefined ? {} : { rawRootId: ours }) }
}
