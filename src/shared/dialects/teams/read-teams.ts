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

/** Undefined: the body is none of Teams'. */
export function readTeams(body: Body): CardsRead | undefined {
  if (isMessageCard(body)) return fromCards([readMessageCard(body)], { text: '', said: stringOf(body['summary']) })
  if (body['type'] === 'AdaptiveCard') return fromCards([readAdaptiveCard(body)], { text: '', said: stringOf(body['fallbackText']) })
  const wrapped = listOf(body['attachments'])
  if (typeof wrapped[0]?.['contentType'] !== 'string') return undefined
  return fromCards(wrapped.slice(0, maxCards).map(readWrapped), { text: teamsText(stringOf(body['text'])), said: stringOf(body['summary']) })
}

/** Some senders forget one of the two marks; Zabbix, GitLab and acme.sh both. */
function isMessageCard(body: Body): boolean {
  if (body['@type'] === 'MessageCard' || body['type'] === 'MessageCard') return true
  const context = body['@context']
  const isMarked = typeof context === 'string' && /schema\.org\/extensions/i.test(context)
  const isTheirs = typeof body['themeColor'] === 'string' || Array.isArray(body['potentialAction']) || listOf(body['sections']).some((section) => 'activityTitle' in section || 'activityText' in section)
  return (isMarked || isTheirs) && ['summary', 'title', 'text', 'sections', ...(isMarked ? ['themeColor'] : [])].some((key) => key in body)
}

const empty: TeamsCard = { parts: [], color: undefined, ignored: [] }

function readWrapped({ contentType, content }: Readonly<Record<string, unknown>>): TeamsCard {
  const card = unwrap(content)
  const type = stringOf(contentType).toLowerCase()
  if (!isRecord(card)) return { ...empty, ignored: [`attachments.${type.slice(0, 50)}`] }
  if (isMessageCard(card) || type.endsWith('card.o365connector')) return readMessageCard(card)
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
