import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import type { Message } from '#shared/contract/message.ts'
import { applyEvents } from './live-events.ts'
import type { MessageWindow } from './message-window.ts'
import { keys } from './query-keys.ts'
import { fetchAgain, restartFetch } from './refetch-window.ts'

const key = keys.messages('c1')
const list = vi.fn<(where: { after?: number; limit: number }) => Promise<MessageWindow>>()
let cache: QueryClient

beforeEach(() => {
  cache = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
  list.mockReset()
})

const message = (position: number, more = {}) => ({ id: `m${position}`, position, channelId: 'c1', threadRootId: null, files: [], text: '', thread: null, deletedAt: null, sending: 'sent', ...more }) as unknown as Message
const windowOf = (first: number, last: number, ends: Partial<MessageWindow> = {}): MessageWindow => ({ messages: Array.from({ length: last - first + 1 }, (_, index) => message(first + index)), hasOlder: false, hasNewer: false, ...ends })
const event = (name: AppEvent['name'], data: unknown) => ({ name, data }) as AppEvent
const again = () => fetchAgain(cache, { key, list, pageSize: 60 })

test('what came while the stretch was asked for again stays, and what went stays away', async () => {
  cache.setQueryData(key, windowOf(1, 60))
  // Read before the events, and handed on after them.
  list.mockImplementation(() => {
    applyEvents(cache, [event('message.posted', message(61)), event('message.changed', message(60, { text: 'edited' })), event('message.changed', message(59, { deletedAt: 1 }))])
    return Promise.resolve(windowOf(1, 60, { hasOlder: true }))
  })
  expect(await again()).toEqual({ messages: [...windowOf(1, 58).messages, message(60, { text: 'edited' }), message(61)], hasOlder: false, hasNewer: false })
  expect(list.mock.calls).toEqual([[{ after: 0, limit: 120 }]])
})

test('so it does when more was missed than fits, without what lies before the newest page', async () => {
  cache.setQueryData(key, windowOf(1, 60))
  list.mockResolvedValueOnce(windowOf(1, 120, { hasNewer: true })).mockImplementationOnce(() => {
    applyEvents(cache, [event('message.posted', message(301)), event('message.changed', message(5, { text: 'edited' }))])
    return Promise.resolve(windowOf(241, 300, { hasOlder: true }))
  })
  expect(await again()).toEqual(windowOf(241, 301, { hasOlder: true }))
})

test('a window that was replaced meanwhile is the one that is asked for again', async () => {
  cache.setQueryData(key, windowOf(1, 10))
  const answers: ((window: MessageWindow) => void)[] = []
  list.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
  const stop = new QueryObserver(cache, { queryKey: key, queryFn: again }).subscribe(() => undefined)
  const isDone = cache.invalidateQueries({ queryKey: key })
  cache.setQueryData(key, windowOf(101, 110))
  restartFetch(cache, key)
  answers[0]!(windowOf(1, 11))
  answers[1]!(windowOf(101, 111))
  await isDone
  await expect.poll(() => cache.isFetching()).toBe(0)
  expect(list.mock.calls).toEqual([[{ after: 0, limit: 70 }], [{ after: 100, limit: 70 }]])
  expect(cache.getQueryData(key)).toEqual(windowOf(101, 111))
  stop()
})

test('a window whose first page was under way when messages came is asked for once more', async () => {
  const answers: ((window: MessageWindow) => void)[] = []
  list.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
  const stop = new QueryObserver(cache, { queryKey: key, queryFn: async () => (await again()) ?? list({ limit: 60 }) }).subscribe(() => undefined)
  await expect.poll(() => answers.length).toBe(1)
  applyEvents(cache, [event('message.posted', message(3))])
  applyEvents(cache, [event('message.posted', message(4))])
  answers[0]!(windowOf(1, 2))
  await expect.poll(() => answers.length).toBe(2)
  answers[1]!(windowOf(1, 4))
  await expect.poll(() => cache.isFetching()).toBe(0)
  expect(cache.getQueryData(key)).toEqual(windowOf(1, 4))
  expect(list.mock.calls).toEqual([[{ limit: 60 }], [{ after: 0, limit: 62 }]])
  stop()
})
