import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import type { Message } from '#shared/contract/message.ts'
import { applyEvents } from './live-events.ts'
import { patchData } from './patch-data.ts'
import { patchMessage } from './patch-message.ts'
import { keys } from './query-keys.ts'

let cache: QueryClient

beforeEach(() => {
  cache = new QueryClient()
})

const message = (position: number, more = {}) => ({ id: `m${position}`, position, channelId: 'c1', threadRootId: null, files: [], text: '', thread: null, deletedAt: null, sending: 'sent', ...more }) as unknown as Message
const event = (name: AppEvent['name'], data: unknown) => ({ name, data }) as AppEvent
const isStale = (key: readonly unknown[]) => cache.getQueryState(key)?.isInvalidated

test('changes what is cached and leaves its age alone; what is not cached stays so', () => {
  cache.setQueryData(['numbers'], [1], { updatedAt: 5 })
  patchData<number[]>(cache, ['numbers'], (list) => [...list, 2])
  patchData<number[]>(cache, ['others'], () => [3])
  expect(cache.getQueryState(['numbers'])).toMatchObject({ data: [1, 2], dataUpdatedAt: 5, isInvalidated: false })
  expect(cache.getQueryState(['others'])).toBeUndefined()
})

test('a channel that missed messages while the line was down is still asked for again after the next one came', async () => {
  cache.setQueryData(keys.messages('c1'), { messages: [message(1)], hasOlder: false, hasNewer: false })
  await cache.invalidateQueries()
  applyEvents(cache, [event('message.posted', message(5))])
  expect(cache.getQueryData(keys.messages('c1'))).toEqual({ messages: [message(1), message(5)], hasOlder: false, hasNewer: false })
  expect(isStale(keys.messages('c1'))).toBe(true)
})

test('so is a channel whose messages get another order', async () => {
  cache.setQueryData(keys.messages('c1'), { messages: [message(1), message(2)], hasOlder: false, hasNewer: false })
  await cache.invalidateQueries()
  applyEvents(cache, [event('message.changed', message(1, { position: 3 }))])
  expect(cache.getQueryData<{ messages: Message[] }>(keys.messages('c1'))?.messages.map(({ id }) => id)).toEqual(['m2', 'm1'])
  expect(isStale(keys.messages('c1'))).toBe(true)
})

test('threads, pins and mentions that are not on the screen are asked for again although a message in them changed', () => {
  cache.setQueryData(keys.threads, { pages: [{ threads: [{ root: message(1) }] }] })
  cache.setQueryData(keys.pinned('c1'), [message(1)])
  cache.setQueryData(keys.notices, { pages: [{ notices: [{ message: message(1) }] }] })
  applyEvents(cache, [event('message.changed', message(1, { thread: { replyCount: 2 } })), event('unreads.changed', { channels: [], threads: { unread: 1, mentions: 0 } })])
  patchMessage(cache, 'm1', (now) => ({ ...now, reactions: [] }))
  expect([keys.threads, keys.pinned('c1'), keys.notices].map(isStale)).toEqual([true, true, true])
})
