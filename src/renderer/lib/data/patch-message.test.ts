import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { patchMessage } from './patch-message.ts'
import { keys } from './query-keys.ts'

const message = (id: string, text = '') => ({ id, text, channelId: 'c', position: 1 }) as unknown as Message

test('changes the message in lists, pages and entries, and leaves the rest as it is', () => {
  const cache = new QueryClient()
  const other = { messages: [message('b')], hasOlder: false }
  cache.setQueryData(keys.messages('c'), { messages: [message('a'), message('b')], hasOlder: true })
  cache.setQueryData(keys.messages('other'), other)
  cache.setQueryData(keys.notices, { pages: [{ notices: [{ message: message('a'), reason: 'mention' }], nextBefore: null }], pageParams: [null] })
  cache.setQueryData(keys.thread('a'), { root: message('a'), unread: 1 })
  const kept = cache.getQueryData<{ messages: Message[] }>(keys.messages('c'))!.messages[1]
  patchMessage(cache, 'a', (found) => ({ ...found, text: 'new' }))
  expect(cache.getQueryData(keys.messages('c'))).toEqual({ messages: [message('a', 'new'), message('b')], hasOlder: true })
  expect(cache.getQueryData<{ messages: Message[] }>(keys.messages('c'))!.messages[1]).toBe(kept)
  expect(cache.getQueryData(keys.messages('other'))).toBe(other)
  expect(cache.getQueryData(keys.notices)).toEqual({ pages: [{ notices: [{ message: message('a', 'new'), reason: 'mention' }], nextBefore: null }], pageParams: [null] })
  expect(cache.getQueryData(keys.thread('a'))).toEqual({ root: message('a', 'new'), unread: 1 })
})

test('a message that is gone leaves lists with its entry; a thread that is open stays', () => {
  const cache = new QueryClient()
  cache.setQueryData(keys.messages('c'), { messages: [message('a'), message('b')] })
  cache.setQueryData(keys.notices, { pages: [{ notices: [{ message: message('a') }] }] })
  cache.setQueryData(keys.thread('a'), { root: message('a') })
  patchMessage(cache, 'a', () => null)
  expect(cache.getQueryData(keys.messages('c'))).toEqual({ messages: [message('b')] })
  expect(cache.getQueryData(keys.notices)).toEqual({ pages: [{ notices: [] }] })
  expect(cache.getQueryData(keys.thread('a'))).toEqual({ root: message('a') })
})
