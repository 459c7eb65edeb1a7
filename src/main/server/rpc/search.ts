/** Handlers of the search. */
import type { SearchProblem } from '#shared/core/search-query.ts'
import { markedWords, parseSearchQuery } from '#shared/core/search-query.ts'
import { countWaiting } from '../store/search-index.ts'
import type { FoundPage } from '../store/search.ts'
import type { Call, Handlers } from './handlers.ts'
import { dayOf, isOpenPlan, planSearch, type PlannedSearch } from './plan-search.ts'

/** The search that each window waits for. */
const running = new WeakMap<object, AbortController>()

export const search: Handlers<'search'> = {
  messages: async (call, { query: text, before, limit }) => {
    const { ctx, actor } = call
    const turn = takeTurn(call)
    const query = parseSearchQuery(text, dayOf(ctx.now()))
    const planned = planSearch(ctx.reader, actor, query)
    const terms = markedWords(query)
    const find = async ({ plan }: PlannedSearch): Promise<FoundPage> => {
      if (isOpenPlan(plan)) return { messages: [], nextBefore: null, waiting: countWaiting(ctx.reader) }
      return call.farReader.run('searchMessages', { ...plan, before, limit }, turn)
    }
    try {
      const found = await find(planned)
      if (found.messages.length > 0 || before !== undefined || planned.doubtful.length === 0) return answer(found, terms, planned.problems)
      // Nobody is called that, and no post showed that name: the rest of the query is searched alone.
      const rest = { ...query, filters: query.filters.filter(({ name, value, not }) => not || !planned.doubtful.some((one) => one.name === name && one.value === value)) }
      return answer(await find(planSearch(ctx.reader, actor, rest)), terms, [...planned.problems, ...planned.doubtful])
    } catch (error) {
      if (turn.aborted) return answer({ messages: [], nextBefore: null, waiting: 0 }, [], [])
      throw error
    }
  },
}

/** Ends the search that the same window began before. The signal ends this one: a newer search, or a connection that closes. */
function takeTurn({ window, signal }: Call): AbortSignal {
  running.get(window)?.abort()
  const own = new AbortController()
  running.set(window, own)
  return signal ? AbortSignal.any([own.signal, signal]) : own.signal
}

function answer({ messages, nextBefore, waiting }: FoundPage, terms: string[], problems: readonly SearchProblem[]) {
  return { messages, terms, nextBefore, problem: problems.length === 0 ? null : problems.map(describe).join(' '), problems: [...problems], waiting }
}

function describe({ code, name, value }: SearchProblem): string {
  switch (code) {
    case 'noFilter':
      return `“${name}:” is not a filter; put it in quotes to search for it.`
    case 'noValue':
      return `“${name}:” does not know “${value}”.`
    case 'noDay':
      return `“${value}” is not a day; write 2026-11-20, yesterday, monday or november.`
    case 'noPerson':
      return `Nobody is called “${value}”.`
    case 'noChannel':
      return `There is no channel “${value}”.`
  }
}
