/** Microsoft Teams: message cards, adaptive cards and the older kinds, wrapped in a message or bare. */
import type { Attachment } from '#shared/contract/message.ts'
import { parseFirstJson } from '#shared/core/json-scan.ts'
import { layCards, maxCards } from '../cards/lay-cards.ts'
import { summarize } from '../cards/summarize.ts'
import type { CardsRead } from '../cards/cards-read.ts'
import { listOf, stringOf } from '../payload-words.ts'
import { isRecord } from '../payload-values.ts'
import { readAdaptiveCard } from './adaptive-card.ts'
import { readHeroCard } from './hero-card.ts'
import { readMessageCard } from './message-card.ts'
import type { TeamsCard } from './teams-card.ts'
import { teamsText } from './teams-text.ts'

type Body = Readonly<Record<string, unknown>>

interface Where {
  readonly query: URLSearchParams
  readonly isAnyTool: boolean
}

/** Undefined: the body is none of Teams'. */
export function readTeams(body: Body, where: Where): CardsRead | undefined {
  if (isMessageCard(body, where)) return fromCards([readMessageCard(body)], { text: '', said: stringOf(body['summary']) })
  if (body['type'] === 'AdaptiveCard') return fromCards([readAdaptiveCard(body)], { text: '', said: stringOf(body['fallbackText']) })
  const wrapped = listOf(body['attachments'])
  if (typeof wrapped[0]?.['contentType'] !== 'string') return undefined
  return fromCards(wrapped.slice(0, maxCards).map(readWrapped), { text: teamsText(stringOf(body['text'])), said: stringOf(body['summary']) })
}

/** Some senders forget one of the two marks; Zabbix, GitLab, acme.sh and pymsteams both: their bodies have nothing but what such cards have. */
function isMessageCard(body: Body, where: Where): boolean {
  if (body['@type'] === 'MessageCard' || body['type'] === 'MessageCard') return true
  const context = body['@context']
  if (typeof context === 'string' && /schema\.org\/extensions/i.test(context)) return cardKeys.some((key) => key in body)
  return isBareCard(body, where)
}

const cardKeys = ['summary', 'title', 'text', 'sections', 'themeColor', 'potentialAction'] as const
const sectionKeys = ['title', 'startGroup', 'activityTitle', 'activitySubtitle', 'activityImage', 'activityText', 'heroImage', 'text', 'facts', 'images', 'potentialAction', 'markdown'] as const

/** A text alone may be of any chat, and one with a title too, but where no chat has its address: the query tells. */
function isBareCard(body: Body, { query, isAnyTool }: Where): boolean {
  const { sections = [] } = body
  const hasOnly = (part: Body, keys: readonly string[]): boolean => Object.keys(part).every((key) => keys.includes(key))
  if (!hasOnly(body, cardKeys) || !Array.isArray(sections) || !(sections as unknown[]).every((section) => isRecord(section) && hasOnly(section, sectionKeys))) return false
  const isText = typeof body['text'] === 'string'
  return sections.length > 0 || 'themeColor' in body || 'potentialAction' in body || (isText && ((isAnyTool && typeof body['title'] === 'string') || query.has('teams')))
}

/** A card within a message has no address of its own. */
const inside: Where = { query: new URLSearchParams(), isAnyTool: false }
const empty: TeamsCard = { parts: [], color: undefined, ignored: [] }

function readWrapped({ contentType, content }: Readonly<Record<string, unknown>>): TeamsCard {
  const card = unwrap(content)
  const type = stringOf(contentType).toLowerCase()
  if (!isRecord(card)) return { ...empty, ignored: [`attachments.${type.slice(0, 50)}`] }
  if (isMessageCard(card, inside) || type.endsWith('card.o365connector')) return readMessageCard(card)
  if (card['type'] === 'AdaptiveCard' || type.endsWith('card.adaptive')) return readAdaptiveCard(card)
  return readHeroCard(card)
}

/** Some senders write the card as JSON in a string. */
function unwrap(content: unknown): unknown {
  if (typeof content !== 'string') return content
  const read = parseFirstJson(content)
  return read.ok ? read.value : undefined
}

function fromCards(cards: readonly TeamsCard[], { text, said }: { readonly text: string; readonly said: string }): CardsRead {
  const attachments = cards.flatMap(({ parts, color }): Attachment[] => layCards(parts).map((card) => (color === undefined ? card : { color, ...card })))
  const ignored = cards.flatMap((card) => card.ignored)
  const words = said.trim()
  if (attachments.length === 0) return { text: text || teamsText(words), attachments: [], ignored }
  return { text, attachments: summarize(attachments, words), ignored }
}
