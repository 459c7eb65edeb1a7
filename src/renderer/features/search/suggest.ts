/** What can follow in the search field: filters, and for the filter under the cursor its values. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { foldText } from '#shared/core/fold-text.ts'
import { rankByNames } from '#shared/core/match-names.ts'
import { filterNames, hasValues, isValues, splitQuery, type FilterName, type HasValue, type IsValue, type QueryPart } from '#shared/core/search-query.ts'

const dayValues = ['today', 'yesterday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type DayValue = (typeof dayValues)[number]

/** What a suggestion is about; the field draws it. */
export type Suggested =
  | { readonly kind: 'filter'; readonly name: FilterName }
  | { readonly kind: 'me' }
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'has'; readonly value: HasValue }
  | { readonly kind: 'is'; readonly value: IsValue }
  | { readonly kind: 'day'; readonly value: DayValue }

export interface Suggestion {
  readonly about: Suggested
  /** The whole text of the field once it is chosen, and where the cursor stands then. */
  readonly text: string
  readonly cursor: number
}

export interface Known {
  readonly me: Person
  readonly people: readonly Person[]
  readonly channels: readonly Channel[]
}

const SHOWN = 8

export interface Suggestions {
  readonly list: readonly Suggestion[]
  /** Whether Enter means the first one: when a filter is being filled in, not while words are typed. */
  readonly isFilling: boolean
}

export function suggest(text: string, cursor: number, known: Known): Suggestions {
  if (text.trim() === '') return { list: filterNames.map((name) => put(text, { start: 0, end: text.length, not: false }, beginFilter(name))), isFilling: false }
  const part = splitQuery(text).find(({ start, end }) => start < cursor && cursor <= end)
  if (part === undefined || part.quoted) return none
  if (part.name === null) return { list: filterNames.filter((name) => name.startsWith(part.value.toLowerCase())).map((name) => put(text, part, beginFilter(name))), isFilling: false }
  const name = filterNames.find((one) => one === part.name)
  if (name === undefined) return none
  const list = valuesOf(name, part.value, known).filter(({ value }) => value !== part.value.toLowerCase())
  return { list: list.slice(0, SHOWN).map((value) => put(text, part, { ...value, name })), isFilling: true }
}

const none: Suggestions = { list: [], isFilling: false }

interface Value {
  readonly value: string
  readonly about: Suggested
}

function valuesOf(name: FilterName, typed: string, { me, people, channels }: Known): Value[] {
  const others = people.filter(({ username }) => username !== me.username)
  if (name === 'from') return [...startingWith(['me'], typed).map((value) => ({ value, about: { kind: 'me' } as const })), ...rankPeople(others, typed)]
  if (name === 'in') return [...rankChannels(channels, me, typed), ...(typed.startsWith('#') ? [] : rankPeople(people, typed))]
  if (name === 'has') return startingWith(hasValues, typed).map((value) => ({ value, about: { kind: 'has', value } }))
  if (name === 'is') return startingWith(isValues, typed).map((value) => ({ value, about: { kind: 'is', value } }))
  return startingWith(dayValues, typed).map((value) => ({ value, about: { kind: 'day', value } }))
}

function startingWith<T extends string>(values: readonly T[], typed: string): T[] {
  return values.filter((value) => value.startsWith(typed.toLowerCase()))
}

function rankPeople(people: readonly Person[], typed: string): Value[] {
  const query = foldText(typed.replace(/^@/, ''))
  return rankByNames(people, query, ({ displayName, username }) => [foldText(displayName), username]).map((person) => ({ value: `@${person.username}`, about: { kind: 'person', person } }))
}

/** Those that I am in come first; conversations are found by their people. */
function rankChannels(channels: readonly Channel[], me: Person, typed: string): Value[] {
  if (typed.startsWith('@')) return []
  const named = channels.filter(({ type }) => type === 'public' || type === 'private')
  const sorted = [...named.filter(({ members }) => members.includes(me.username)), ...named.filter(({ members }) => !members.includes(me.username))]
  return rankByNames(sorted, foldText(typed.replace(/^#/, '')), ({ name, displayName }) => [name, foldText(displayName)]).map((channel) => ({ value: `#${channel.name}`, about: { kind: 'channel', channel } }))
}

/** Puts `name:value` in the place of the part; a whole value gets a space behind it. */
function put(text: string, { start, end, not }: Pick<QueryPart, 'start' | 'end' | 'not'>, { name, value, about }: Value & { readonly name: FilterName }): Suggestion {
  const before = `${text.slice(0, start)}${not ? '-' : ''}${name}:${value}${value === '' ? '' : ' '}`
  return { about, text: before + text.slice(end).trimStart(), cursor: before.length }
}

const beginFilter = (name: FilterName): Value & { readonly name: FilterName } => ({ name, value: '', about: { kind: 'filter', name } })

/** The text without one of its parts. */
export function removePart(text: string, { start, end }: Pick<QueryPart, 'start' | 'end'>): string {
  return `${text.slice(0, start).trimEnd()} ${text.slice(end).trimStart()}`.trim()
}

/** The text with a filter at its end that waits for its value. */
export function addFilter(text: string, name: FilterName): string {
  const before = text.trimEnd()
  return `${before}${before === '' ? '' : ' '}${name}:`
}
