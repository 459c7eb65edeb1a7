/** Turns a search query into what the index is asked: names become people, hooks and channels, days become times. */
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import type { Person } from '#shared/contract/person.ts'
import { foldText } from '#shared/core/fold-text.ts'
import { foldWords } from '#shared/core/fold-words.ts'
import { matchNames } from '#shared/core/match-names.ts'
import { dateOfDay, dayNumber, type DaySpan } from '#shared/core/search-day.ts'
import type { SearchFilter, SearchProblem, SearchQuery } from '#shared/core/search-query.ts'
import { findDirectChannel } from '../store/direct-channels.ts'
import { mayRead } from '../actions/require.ts'
import type { Actor } from '../context.ts'
import { findChannel, findChannelByName } from '../store/channels.ts'
import type { Reader } from '../store/connection.ts'
import { listHooks } from '../store/hooks.ts'
import { getPerson, listPeople, listRemovedPeople } from '../store/people.ts'
import { facets } from '../store/search-document.ts'
import type { Alternatives, SearchPlan } from '../store/search.ts'

export interface PlannedSearch {
  readonly plan: Omit<SearchPlan, 'before' | 'limit'>
  readonly problems: readonly SearchProblem[]
  /** Senders that are no person and no hook: names that a payload gave, or nobody's. */
  readonly doubtful: readonly SearchProblem[]
}

interface Resolved {
  readonly alternatives: Alternatives
  readonly problem?: SearchProblem | undefined
  readonly isDoubtful?: boolean
}

/** Whether the plan would find everything: nothing was asked, or nothing of it was understood. */
export function isOpenPlan({ terms, all, none, times, notTimes }: PlannedSearch['plan']): boolean {
  return terms.length + all.length + none.length + notTimes.length === 0 && times === null
}

/** The days are those of this device's calendar. */
export function planSearch(reader: Reader, actor: Actor, query: SearchQuery): PlannedSearch {
  const me = getPerson(reader, actor.personId)
  const resolved = query.filters.map((filter) => ({ filter, ...resolve(reader, actor, me, filter) }))
  const known = resolved.filter(({ alternatives }) => alternatives.length > 0)
  const wanted = known.filter(({ filter }) => !filter.not)
  const anyOf = (name: 'from' | 'in'): Alternatives => wanted.filter(({ filter }) => filter.name === name).flatMap(({ alternatives }) => alternatives)
  // One message has one sender and one place: several of them mean any.
  const all = [anyOf('from'), anyOf('in'), ...wanted.filter(({ filter }) => filter.name === 'has' || filter.name === 'is').map(({ alternatives }) => alternatives)]
  return {
    plan: {
      personId: me.id,
      withPublic: me.role !== 'guest',
      terms: query.terms,
      all: all.filter((alternatives) => alternatives.length > 0),
      none: known.filter(({ filter }) => filter.not).map(({ alternatives }) => alternatives),
      times: query.days && toTimes(query.days),
      notTimes: query.notDays.map(toTimes),
    },
    problems: [...query.problems, ...resolved.filter(({ isDoubtful }) => isDoubtful !== true).flatMap(({ problem }) => problem ?? [])],
    doubtful: resolved.filter(({ isDoubtful, filter }) => isDoubtful === true && !filter.not).flatMap(({ problem }) => problem ?? []),
  }
}

/** Midnight by this device's clock; a day may have 23 or 25 hours. */
function toTimes({ from, until }: DaySpan): [number, number] {
  return [midnight(from), midnight(until)]
}

function midnight(number: number): number {
  if (!Number.isFinite(number)) return number
  const { year, month, day } = dateOfDay(number)
  return new Date(year, month - 1, day).getTime()
}

/** The day number of a moment by this device's clock. */
export function dayOf(at: number): number {
  const date = new Date(at)
  return dayNumber(date.getFullYear(), date.getMonth() + 1, date.getDate()) ?? 0
}

function resolve(reader: Reader, actor: Actor, me: Person, filter: SearchFilter): Resolved {
  switch (filter.name) {
    case 'from':
      return resolveSender(reader, actor, me, filter)
    case 'in':
      return resolvePlace(reader, actor, me, filter)
    case 'has':
      return { alternatives: [{ facet: facets.has(filter.value) }] }
    case 'is':
      return { alternatives: [{ facet: filter.value === 'saved' ? facets.savedBy(me.id) : facets.is(filter.value) }] }
  }
}

/** A person, a hook, or the name that a hook's post showed. That there is a hook of a channel that I may not read is not told; what it posted elsewhere is found. */
function resolveSender(reader: Reader, actor: Actor, me: Person, { name, value }: { name: 'from' | 'in'; value: string }): Resolved {
  const problem = { code: 'noPerson', name, value } as const
  const people = findPeople(reader, me, value).map(({ id }) => ({ facet: facets.author(id) }))
  if (value.startsWith('@') || value.toLowerCase() === 'me') return { alternatives: people, problem: people.length === 0 ? problem : undefined }
  const hooks = listHooks(reader, undefined).filter((hook) => isMeant(value, [hook.name]))
  const words = foldWords(value)
  const alternatives = [...people, ...hooks.map(({ id }) => ({ facet: facets.hook(id) })), ...(words.length > 0 ? [{ sender: words }] : [])]
  const isKnown = people.length > 0 || hooks.some(({ channelId }) => isReadable(reader, actor, channelId))
  return isKnown ? { alternatives } : { alternatives, problem, isDoubtful: words.length > 0 }
}

function isReadable(reader: Reader, actor: Actor, channelId: ChannelId): boolean {
  const channel = findChannel(reader, channelId)
  return channel !== undefined && mayRead(reader, actor, channel)
}

/** A channel that I may read, or my direct channel with somebody. */
function resolvePlace(reader: Reader, actor: Actor, me: Person, { name, value }: { name: 'from' | 'in'; value: string }): Resolved {
  const problem = { code: 'noChannel', name, value } as const
  const channel = value.startsWith('@') ? undefined : findChannelByName(reader, value.replace(/^#/, '').toLowerCase())
  if (channel && mayRead(reader, actor, channel)) return { alternatives: [{ facet: facets.channel(channel.id) }] }
  const people = value.startsWith('#') ? [] : findPeople(reader, me, value)
  // Whom I never wrote with is known, and nothing is found there.
  const direct = people.map((person) => ({ facet: facets.channel(findDirectChannel(reader, me, person)?.id ?? 'none') }))
  return { alternatives: direct, problem: direct.length === 0 ? problem : undefined }
}

/** By username exactly, else by the beginnings of their names. Who was removed is among them: what they wrote is still here. */
function findPeople(reader: Reader, me: Person, value: string): { readonly id: PersonId; readonly username: string }[] {
  if (value.toLowerCase() === 'me') return [me]
  const wanted = value.replace(/^@/, '').toLowerCase()
  const people = [...listPeople(reader), ...listRemovedPeople(reader)]
  const exact = people.find(({ username }) => username === wanted)
  return exact ? [exact] : people.filter(({ username, displayName }) => isMeant(wanted, [displayName, username]))
}

/** A whole name, or the beginning of it or of one of its words. */
const worstMatch = 5

function isMeant(value: string, names: readonly string[]): boolean {
  const wanted = foldText(value.trim())
  const match = wanted === '' ? null : matchNames(wanted, names.map(foldText))
  return match !== null && match <= worstMatch
}
