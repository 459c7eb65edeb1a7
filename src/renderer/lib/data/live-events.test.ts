import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import { batchPerFrame, type Batches } from './batch-per-frame.ts'
import { applyEvents } from './live-events.ts'
import { upsert } from './upsert.ts'
import { prependVerdicts } from './verdict-events.ts'
import { keys } from './query-keys.ts'

let cache: QueryClient
let writes: string[]

beforeEach(() => {
  cache = new QueryClient()
  writes = []
  cache.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'success') writes.push(JSON.stringify(event.query.queryKey))
  })
})

const posted = (position: number, channelId = 'c1') => ({ name: 'message.posted', data: { id: `m${position}`, position, channelId, threadRootId: null, files: [] } }) as unknown as AppEvent
const event = (name: AppEvent['name'], data: unknown) => ({ name, data }) as AppEvent

test('a flood of messages is one write per channel', () => {
  for (const channelId of ['c1', 'c2']) cache.setQueryData(keys.messages(channelId), { messages: [], hasOlder: false, hasNewer: false })
  writes = []
  applyEvents(cache, [posted(1), posted(2), posted(1, 'c2'), posted(3)])
  expect(writes.sort()).toEqual(['["messages","c1"]', '["messages","c2"]'])
  expect(cache.getQueryData(keys.messages('c1'))).toEqual({ messages: [1, 2, 3].map((position) => posted(position).data), hasOlder: false, hasNewer: false })
})

test('what is not cached stays not cached', () => {
  applyEvents(cache, [posted(1), event('listener.changed', { state: 'failed' }), event('hook.changed', { id: 'h1' }), event('person.changed', { id: 'p1' })])
  expect(cache.getQueryCache().getAll().filter((query) => query.state.data !== undefined)).toEqual([])
})

test('lists, single things and the session follow their events', () => {
  cache.setQueryData(keys.session, { me: { id: 'p1', displayName: 'A' }, workspace: { name: 'old' } })
  cache.setQueryData(keys.people, [{ id: 'p1', displayName: 'A' }])
  cache.setQueryData(keys.channels, [{ id: 'c1', name: 'one', archivedAt: null }])
  cache.setQueryData(keys.hooks, [{ id: 'h1' }, { id: 'h2' }])
  cache.setQueryData(keys.hook('h1'), { id: 'h1' })
  cache.setQueryData(keys.listener, { state: 'starting' })
  applyEvents(cache, [
    event('person.changed', { id: 'p1', displayName: 'B' }),
    event('workspace.changed', { name: 'new' }),
    event('channel.changed', { id: 'c2', name: 'two', archivedAt: null }),
    event('hook.changed', { id: 'h1', name: 'renamed' }),
    event('hook.deleted', { hookId: 'h2' }),
    event('listener.changed', { state: 'listening' }),
  ])
  expect(cache.getQueryData(keys.session)).toEqual({ me: { id: 'p1', displayName: 'B' }, workspace: { name: 'new' } })
  expect(cache.getQueryData(keys.people)).toEqual([{ id: 'p1', displayName: 'B' }])
  expect(cache.getQueryData(keys.channels)).toEqual([
    { id: 'c1', name: 'one', archivedAt: null },
    { id: 'c2', name: 'two', archivedAt: null },
  ])
  expect(cache.getQueryData(keys.hooks)).toEqual([{ id: 'h1', name: 'renamed' }])
  expect(cache.getQueryData(keys.hook('h1'))).toEqual({ id: 'h1', name: 'renamed' })
  expect(cache.getQueryData(keys.listener)).toEqual({ state: 'listening' })
})

test('addresses and what I may do are asked for again', () => {
  cache.setQueryData(keys.addresses('h1'), [])
  cache.setQueryData(keys.session, { me: { id: 'p1' } })
  applyEvents(cache, [event('addresses.changed', { hookId: 'h1' }), event('setting.changed', { key: 'integrations.managedBy', value: 'members' })])
  expect([keys.addresses('h1'), keys.session].map((key) => cache.getQueryState(key)?.isInvalidated)).toEqual([true, true])
})

test('outgoing webhooks follow their events; what listens, who agreed and deliveries are asked for again', () => {
  cache.setQueryData(keys.subscriptions, [{ id: 's1', name: 'CI' }, { id: 's2', name: 'CRM' }])
  const asked = [keys.listening('c1'), keys.consents('s1'), keys.deliveriesIn('s1', 'all'), keys.delivery('s1', 'd1'), keys.subscriptionHealth('s1'), keys.deliveriesIn('s2', 'all'), keys.listening('c2')]
  for (const key of asked) cache.setQueryData(key, [])
  applyEvents(cache, [
    event('subscription.changed', { id: 's1', name: 'renamed' }),
    event('subscription.deleted', { subscriptionId: 's2' }),
    event('listening.changed', { channelId: 'c1' }),
    event('deliveries.changed', { subscriptionId: 's1' }),
  ])
  expect(cache.getQueryData(keys.subscriptions)).toEqual([{ id: 's1', name: 'renamed' }])
  expect(asked.map((key) => cache.getQueryState(key)?.isInvalidated)).toEqual([true, true, true, true, true, false, false])
})

test('how many webhooks there may be, and tokens, are asked for again', () => {
  const isStale = (key: readonly unknown[]) => cache.getQueryState(key)?.isInvalidated
  for (const [name, data, key] of [
    ['hook.changed', { id: 'h1' }, keys.hookRoom],
    ['hook.deleted', { hookId: 'h1' }, keys.hookRoom],
    ['setting.changed', { key: 'hooks.incomingLimit', value: 1 }, keys.hookRoom],
    ['subscription.changed', { id: 's1' }, keys.subscriptionRoom],
    ['subscription.deleted', { subscriptionId: 's1' }, keys.subscriptionRoom],
    ['setting.changed', { key: 'hooks.outgoingLimit', value: 1 }, keys.subscriptionRoom],
    ['tokens.changed', { id: 't1' }, keys.tokens],
  ] as const) {
    cache.setQueryData(key, [])
    expect([name, isStale(key)]).toEqual([name, false])
    applyEvents(cache, [event(name, data)])
    expect([name, isStale(key)]).toEqual([name, true])
  }
})

test('verdicts: newest first, a repeated one moves up, at most 200', () => {
  const verdict = (id: number, count = 1) => ({ id: `v${id}`, hookId: 'h1', count }) as never
  cache.setQueryData(keys.verdicts('h1'), [verdict(1), verdict(0)])
  cache.setQueryData(keys.verdicts('all'), [])
  applyEvents(cache, [event('verdict.recorded', verdict(2)), event('verdict.recorded', verdict(1, 7)), event('verdict.recorded', verdict(2, 3))])
  expect(cache.getQueryData(keys.verdicts('h1'))).toEqual([verdict(2, 3), verdict(1, 7), verdict(0)])
  expect(cache.getQueryData(keys.verdicts('all'))).toEqual([verdict(2, 3), verdict(1, 7)])
  expect(prependVerdicts([], Array.from({ length: 300 }, (_, index) => verdict(index)))).toHaveLength(200)
})

test('verdicts of a flood: the lists are asked for again, and nothing else of the webhook', () => {
  const lists = [keys.verdicts('h1'), keys.verdicts('all'), keys.verdicts('h2'), [...keys.verdicts('h1'), 'pages', 'all', '', 7]]
  for (const key of lists) cache.setQueryData(key, [])
  applyEvents(cache, [event('verdicts.changed', { hookId: 'h1' })])
  expect(lists.map((key) => cache.getQueryState(key)?.isInvalidated)).toEqual([true, true, false, false])
  cache.setQueryData(keys.verdicts('h1'), [])
  applyEvents(cache, [event('verdicts.changed', { hookId: null })])
  expect(cache.getQueryState(keys.verdicts('h1'))?.isInvalidated).toBe(false)
})

test('upsert keeps the place of what is there', () => {
  expect(upsert([{ id: 1, n: 'a' }, { id: 2, n: 'b' }], { id: 1, n: 'c' }, 'id')).toEqual([{ id: 1, n: 'c' }, { id: 2, n: 'b' }])
})

test('another role asks anew what I may do and see; another name does not', () => {
  const old = { me: { id: 'p1', displayName: 'A', role: 'member' }, may: {} }
  const isStale = () => [keys.session, keys.channels].map((key) => cache.getQueryState(key)?.isInvalidated)
  cache.setQueryData(keys.session, old)
  cache.setQueryData(keys.channels, [])
  applyEvents(cache, [event('person.changed', { id: 'p2', role: 'guest' }), event('person.changed', { id: 'p1', displayName: 'B', role: 'member' })])
  expect(isStale()).toEqual([false, false])
  applyEvents(cache, [event('person.changed', { id: 'p1', displayName: 'B', role: 'admin' })])
  expect(isStale()).toEqual([true, true])
})

describe('how often the window is drawn', () => {
  let drawn: { at: number; posts: number }[]
  let push: Batches['push']
  let catchUp: Batches['catchUp']

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16))
    vi.stubGlobal('cancelAnimationFrame', (frame: ReturnType<typeof setTimeout>) => clearTimeout(frame))
    drawn = []
    const draw = (events: readonly AppEvent[]): void => void drawn.push({ at: performance.now(), posts: events.filter(({ name }) => name === 'message.posted').length })
    ;({ push, catchUp } = batchPerFrame(draw))
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  /** Each message brings its verdict and the unread state with it. */
  function arrive(count: number, everyMs: number): void {
    for (let number = 1; number <= count; number += 1) {
      for (const one of [posted(number), event('verdict.recorded', {}), event('unreads.changed', {})]) push(one)
      vi.advanceTimersByTime(everyMs)
    }
  }

  test('people are seen in the next frame', () => {
    const start = performance.now()
    arrive(20, 125)
    expect(drawn).toEqual(Array.from({ length: 20 }, (_, index) => ({ at: start + index * 125 + 16, posts: 1 })))
  })

  test('more than ten messages a second are drawn four times a second, and none is left out', () => {
    arrive(400, 10)
    vi.advanceTimersByTime(1000)
    expect(drawn.reduce((sum, { posts }) => sum + posts, 0)).toBe(400)
    const flood = drawn.filter(({ posts }) => posts > 2)
    const gaps = flood.slice(1).map(({ at }, index) => at - flood[index]!.at)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250)
    expect(flood.length).toBeGreaterThan(10)
  })

  test('after a flood people are seen in the next frame again', () => {
    arrive(60, 10)
    vi.advanceTimersByTime(2000)
    drawn = []
    const start = performance.now()
    arrive(2, 500)
    expect(drawn.map(({ at }) => at - start)).toEqual([16, 516])
  })

  test('what waits can be drawn at once, before an answer that came after it, and is not drawn again', () => {
    const start = performance.now()
    catchUp()
    expect(drawn).toEqual([])
    push(posted(1))
    push(posted(2))
    catchUp()
    vi.advanceTimersByTime(1000)
    expect(drawn).toEqual([{ at: start, posts: 2 }])
  })
})

test('whether what waits is held is asked again when its hook or the setting changes', () => {
  for (const id of ['h1', 'h2']) cache.setQueryData(keys.backlog(id), { waiting: 1, isHeld: false })
  const stale = (): unknown[] => ['h1', 'h2'].map((id) => cache.getQueryState(keys.backlog(id))?.isInvalidated)
  applyEvents(cache, [event('hook.changed', { id: 'h1' })])
  expect(stale()).toEqual([true, false])
  applyEvents(cache, [event('setting.changed', { key: 'integrations.incomingEnabled', value: false })])
  expect(stale()).toEqual([true, true])
})

test('a case stands in the list of its state, and goes with its message', () => {
  const page = (...cases: unknown[]) => ({ pages: [{ cases, nextBefore: null, open: 0 }], pageParams: [null] })
  const one = { id: 'm1', channelId: 'c1', position: 5, state: 'open' }
  cache.setQueryData(keys.cases('c1', 'open'), page(one))
  cache.setQueryData(keys.cases('c1', 'closed'), page())
  cache.setQueryData(keys.caseCount('c1'), { open: 1, any: true })
  const closed = { ...one, position: 9, state: 'closed' }
  applyEvents(cache, [event('case.changed', closed)])
  expect(cache.getQueryData(keys.cases('c1', 'open'))).toEqual(page())
  expect(cache.getQueryData(keys.cases('c1', 'closed'))).toEqual(page(closed))
  expect(cache.getQueryState(keys.caseCount('c1'))?.isInvalidated).toBe(true)
  applyEvents(cache, [event('message.changed', { id: 'm1', channelId: 'c1', deletedAt: 1, thread: null, position: 1, text: '' })])
  expect(cache.getQueryData(keys.cases('c1', 'closed'))).toEqual(page())
})
