/** Finds messages by the full-text index, newest first, and notes which have to be indexed again. */
import type { PersonId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Connection, Reader, Tx } from './connection.ts'
import { listMessagesById } from './messages.ts'
import { facets } from './search-document.ts'
import { countWaiting } from './search-index.ts'

/**
 * To be called in the write that changes something about a stored message that people search by: its text, deletion, pin,
 * reactions, who saved it. The index follows within a second.
 */
export function markForIndexing(tx: Tx, messageRow: number): void {
  tx.run('INSERT INTO search_todo (row) VALUES (?) ON CONFLICT DO NOTHING', messageRow)
}

/** One of these must hold. Each is folded already. */
export type Alternatives = readonly ({ readonly facet: string } | { readonly sender: readonly string[] })[]

/** A query whose names are resolved: who, where and when are ids and times. */
export interface SearchPlan {
  readonly personId: PersonId
  /** Whether public channels may be read without being in them. */
  readonly withPublic: boolean
  readonly terms: readonly { readonly words: readonly string[]; readonly isBeginning: boolean; readonly not: boolean }[]
  readonly all: readonly Alternatives[]
  readonly none: readonly Alternatives[]
  /** ms since epoch, the second one not included. */
  readonly times: readonly [from: number, until: number] | null
  readonly notTimes: readonly (readonly [from: number, until: number])[]
  /** Row of the last message of the page above. */
  readonly before: number | undefined
  readonly limit: number
}

export interface FoundPage {
  readonly messages: Message[]
  readonly nextBefore: number | null
  readonly waiting: number
}

/** Thrown when a newer search has made this one needless. */
class Interrupted extends Error {}

interface Hit {
  row: number
  id: string
  channelId: string
  createdAt: number
  deletedAt: number | null
}

/** @throws Interrupted as soon as `isStopped` says so. */
export function searchMessages(connection: Connection, plan: SearchPlan, isStopped: () => boolean): FoundPage {
  const goOn = (): void => {
    if (isStopped()) throw new Interrupted()
  }
  goOn()
  const waiting = countWaiting(connection)
  const rows = readRowSpan(connection, plan.times)
  const readable = readReadable(connection, plan)
  const expression = rows && buildExpression(connection, plan, readable, goOn)
  if (!rows || expression === null) return { messages: [], nextBefore: null, waiting }
  const hits: Hit[] = []
  // The casts: better-sqlite3 gives every number as REAL, for which FTS5 does not jump to the row but walks there.
  const before = Math.min(plan.before ?? Number.MAX_SAFE_INTEGER, rows.last + 1)
  for (const hit of connection.iterate<Hit>(
    `SELECT m.row, m.id, m.channel_id AS channelId, m.created_at AS createdAt, m.deleted_at AS deletedAt
     FROM message_fts CROSS JOIN message m ON m.row = message_fts.rowid
     WHERE message_fts MATCH ? AND message_fts.rowid < CAST(? AS INTEGER) AND message_fts.rowid >= CAST(? AS INTEGER) ORDER BY message_fts.rowid DESC`,
    expression,
    before,
    rows.first,
  )) {
    goOn()
    // The index may be a second old, and its words only narrow: what counts is the row.
    if (hit.deletedAt !== null || !readable.all.has(hit.channelId) || !isInTime(hit.createdAt, plan)) continue
    if (hits.push(hit) > plan.limit) break
  }
  const page = hits.slice(0, plan.limit)
  return { messages: listMessagesById(connection, page.map(({ id }) => id)), nextBefore: hits.length > plan.limit ? (page.at(-1)?.row ?? null) : null, waiting }
}

function isInTime(at: number, { times, notTimes }: SearchPlan): boolean {
  if (times && (at < times[0] || at >= times[1])) return false
  return !notTimes.some(([from, until]) => at >= from && at < until)
}

const dayMs = 86_400_000
const farthest = 8_640_000_000

/** The rows between which all messages of these times lie; null when there are none. */
function readRowSpan(reader: Reader, times: SearchPlan['times']): { first: number; last: number } | null {
  if (!times) return { first: 0, last: Number.MAX_SAFE_INTEGER - 1 }
  const [from, until] = times.map((time) => Math.max(-farthest, Math.min(farthest, Math.floor(time / dayMs)))) as [number, number]
  const span = reader.get<{ first: number | null; last: number | null }>('SELECT min(first_row) AS first, max(last_row) AS last FROM search_day WHERE day BETWEEN ? AND ?', from, until)
  return span?.first == null || span.last === null ? null : { first: span.first, last: span.last }
}

interface Readable {
  readonly all: ReadonlySet<string>
  /** Facets that a readable message has one of. */
  readonly facets: readonly string[]
}

/** Archived channels can be read too. */
function readReadable(reader: Reader, { personId, withPublic }: SearchPlan): Readable {
  const channels = reader.all<{ id: string; isOpen: number }>(
    `SELECT c.id, (? AND c.type = 'public') AS isOpen FROM channel c
     WHERE (? AND c.type = 'public') OR EXISTS (SELECT 1 FROM channel_member mine WHERE mine.channel_id = c.id AND mine.person_id = ?)`,
    Number(withPublic),
    Number(withPublic),
    personId,
  )
  const own = channels.filter(({ isOpen }) => isOpen === 0).map(({ id }) => facets.channel(id))
  return { all: new Set(channels.map(({ id }) => id)), facets: withPublic ? [facets.isPublic, ...own] : own }
}

/** The query in FTS5's language, every word quoted; null when nothing can match. */
function buildExpression(connection: Connection, plan: SearchPlan, readable: Readable, goOn: () => void): string | null {
  if (readable.facets.length === 0) return null
  const wanted: string[] = []
  const unwanted: string[] = plan.none.map(toExpression)
  for (const { words, isBeginning, not } of plan.terms) {
    const expression = isBeginning ? completeBeginning(connection, words, goOn) : quote(words)
    if (expression === null) return null
    ;(not ? unwanted : wanted).push(expression)
  }
  wanted.push(...plan.all.map(toExpression), anyOf(readable.facets.map((facet) => quote([facet]))))
  const positive = wanted.join(' AND ')
  return unwanted.length === 0 ? positive : `(${positive}) NOT ${anyOf(unwanted)}`
}

function toExpression(alternatives: Alternatives): string {
  return anyOf(alternatives.map((one) => ('facet' in one ? quote([one.facet]) : `names : ${quote(one.sender)}`)))
}

const anyOf = (expressions: readonly string[]): string => `(${expressions.join(' OR ')})`
const quote = (words: readonly string[]): string => `"${words.join(' ')}"`

/** Up to this length FTS5 has an index of beginnings. */
const indexedBeginning = 3
/** More words than these begin alike only with numbers and codes; each of them is rare. */
const mostCompletions = 200

/**
 * Longer beginnings are completed to the words that occur: FTS5 would read all places of all these words before it gave the first
 * one, while a list of whole words is read from the newest message on.
 */
function completeBeginning(connection: Connection, words: readonly string[], goOn: () => void): string | null {
  const beginning = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  if ([...beginning].length <= indexedBeginning) return `${quote(words)} *`
  const completions: string[] = []
  let next = beginning
  while (completions.length <= mostCompletions) {
    goOn()
    const term = connection.get<{ term: string }>('SELECT term FROM message_word WHERE term >= ? LIMIT 1', next)?.term
    if (term === undefined || !term.startsWith(beginning)) return completions.length === 0 ? null : anyOf(completions)
    completions.push(quote([...before, term]))
    // Sorts before whatever continues the term, and is in no term itself.
    next = `${term}\u0001`
  }
  return `${quote(words)} *`
}
