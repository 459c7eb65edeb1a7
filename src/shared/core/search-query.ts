/** Understands what people type into the search: words, "phrases", `-not`, and filters like `from:lena`. Never fails: what makes no sense is told. */
import { foldWords } from './fold-words.ts'
import { parseDaySpan, type DaySpan } from './search-day.ts'

export const hasValues = ['link', 'file', 'picture', 'code', 'reaction', 'pin'] as const
export const isValues = ['hook', 'bot', 'thread', 'saved', 'edited'] as const
export const filterNames = ['from', 'in', 'has', 'is', 'before', 'after', 'on'] as const
export type FilterName = (typeof filterNames)[number]
export type HasValue = (typeof hasValues)[number]
export type IsValue = (typeof isValues)[number]

/** Words that stand one after the other in a message; one word is the usual case. */
export interface SearchTerm {
  readonly words: readonly string[]
  /** The last word may be the beginning of one. */
  readonly isBeginning: boolean
  readonly not: boolean
}

export type SearchFilter =
  /** As typed: a name with or without `@` or `#`, or `me`. */
  | { readonly name: 'from' | 'in'; readonly value: string; readonly not: boolean }
  | { readonly name: 'has'; readonly value: HasValue; readonly not: boolean }
  | { readonly name: 'is'; readonly value: IsValue; readonly not: boolean }

export interface SearchProblem {
  /** Not a filter; a value that the filter does not have; not a day. The other two are found out where people and channels are known. */
  readonly code: 'noFilter' | 'noValue' | 'noDay' | 'noPerson' | 'noChannel'
  /** `from`, or what stands before the colon. */
  readonly name: string
  readonly value: string
}

export interface SearchQuery {
  readonly terms: readonly SearchTerm[]
  readonly filters: readonly SearchFilter[]
  /** The days that are asked for; `from` may lie after `until`, and then there is nothing. Null: any day. */
  readonly days: DaySpan | null
  readonly notDays: readonly DaySpan[]
  readonly problems: readonly SearchProblem[]
}

/** A piece of the query as it was typed, with where it stands. */
export interface QueryPart {
  readonly start: number
  readonly end: number
  readonly not: boolean
  /** In lower case; null for words. */
  readonly name: string | null
  /** Without quotes. */
  readonly value: string
  readonly quoted: boolean
}

/** More terms than this are left out: nobody means them, and each costs time. */
const mostTerms = 32
const shortestBeginning = 2

/** @param today The day number of today where the person is. */
export function parseSearchQuery(text: string, today: number): SearchQuery {
  const terms: SearchTerm[] = []
  const filters: SearchFilter[] = []
  const problems: SearchProblem[] = []
  const days = createDays(today)
  let last = -1
  for (const part of splitQuery(text)) {
    if (part.name !== null) {
      const problem = readFilter(part, filters, days)
      if (problem) problems.push({ ...problem, name: part.name, value: part.value })
      continue
    }
    const words = foldWords(part.value)
    if (words.length === 0 || terms.length === mostTerms) continue
    if (!part.quoted && !part.not) last = terms.length
    terms.push({ words, isBeginning: false, not: part.not })
  }
  return { terms: terms.map((term, index) => (index === last ? withBeginning(term) : term)), filters, ...days.read(), problems }
}

/** The words to mark in what was found, folded; a beginning marks the whole word. */
export function markedWords({ terms }: SearchQuery): string[] {
  return [...new Set(terms.filter(({ not }) => !not).flatMap(({ words }) => words))]
}

/** Whether anything is asked at all. */
export function isEmptyQuery({ terms, filters, days, notDays }: SearchQuery): boolean {
  return terms.length === 0 && filters.length === 0 && days === null && notDays.length === 0
}

/** A single letter begins too much. */
function withBeginning(term: SearchTerm): SearchTerm {
  return { ...term, isBeginning: (term.words.at(-1)?.length ?? 0) >= shortestBeginning }
}

function readFilter({ name, value, not }: QueryPart, filters: SearchFilter[], days: Days): Pick<SearchProblem, 'code'> | null {
  // Not typed yet.
  if (value === '') return null
  if (name === 'from' || name === 'in') {
    filters.push({ name, value, not })
    return null
  }
  if (name === 'has') return pushValue(singular(value), hasValues, (known) => filters.push({ name, value: known, not }))
  if (name === 'is') return pushValue(value.toLowerCase(), isValues, (known) => filters.push({ name, value: known, not }))
  if (name === 'before' || name === 'after' || name === 'on') return days.add(name, value, not) ? null : { code: 'noDay' }
  return { code: 'noFilter' }
}

function pushValue<T extends string>(value: string, values: readonly T[], push: (value: T) => void): Pick<SearchProblem, 'code'> | null {
  const known = values.find((one) => one === value)
  if (known === undefined) return { code: 'noValue' }
  push(known)
  return null
}

const alike: Readonly<Record<string, string>> = { image: 'picture', photo: 'picture', url: 'link', attachment: 'file', emoji: 'reaction' }

function singular(rawValue: string): string {
  const value = rawValue.toLowerCase().replace(/s$/, '')
  return Object.hasOwn(alike, value) ? alike[value]! : value
}

interface Days {
  /** @returns false when the value is not a day. */
  add(name: 'before' | 'after' | 'on', value: string, not: boolean): boolean
  read(): { days: DaySpan | null; notDays: DaySpan[] }
}

/** All that is asked of the days together; "not before Monday" is from Monday on. */
function createDays(today: number): Days {
  let days: DaySpan | null = null
  const notDays: DaySpan[] = []
  const narrow = (from: number, until: number): void => {
    days = { from: Math.max(days?.from ?? -Infinity, from), until: Math.min(days?.until ?? Infinity, until) }
  }
  return {
    add: (name, value, not) => {
      const span = parseDaySpan(value, today)
      if (!span) return false
      if (name === 'on' && not) notDays.push(span)
      else if (name === 'on') narrow(span.from, span.until)
      else if (name === 'before') narrow(not ? span.from : -Infinity, not ? Infinity : span.from)
      else narrow(not ? -Infinity : span.until, not ? span.until : Infinity)
      return true
    },
    read: () => ({ days, notDays }),
  }
}

const quotes = '"“”„‟'
/** An optional minus, an optional name with a colon, and then a quoted value (to the end when it is never closed) or one without spaces. */
const part = new RegExp(`(-?)(?:(\\p{L}{2,}):(?!//))?(?:[${quotes}]([^${quotes}]*)(?:[${quotes}]|$)|([^\\s${quotes}]*))`, 'uy')

/** Cuts the query into its parts, in order; what an editor needs to complete the one under the cursor. */
export function splitQuery(text: string): QueryPart[] {
  const parts: QueryPart[] = []
  let start = 0
  while (start < text.length) {
    part.lastIndex = start
    const [whole = '', minus, name, quoted, bare] = part.exec(text) ?? []
    const value = quoted ?? bare ?? ''
    const end = start + whole.length
    if (name !== undefined || value !== '') parts.push({ start, end, not: minus === '-', name: name?.toLowerCase() ?? null, value: value.trim(), quoted: quoted !== undefined })
    // A space, or a lone minus.
    start = Math.max(end, start + 1)
  }
  return parts
}
