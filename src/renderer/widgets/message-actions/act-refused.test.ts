import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { blankMessage } from '#shared/core/blank-message.ts'
import { answerWith } from '../../../../test/helpers/answering.ts'

/** Calls under way, the first first. */
let calls: PromiseWithResolvers<unknown>[]
const call = (): Promise<unknown> => {
  const pending = Promise.withResolvers<unknown>()
  calls.push(pending)
  return pending.promise
}
const refuse = (): void => calls.shift()!.reject(new Error('refused'))

answerWith({ messages: { react: call, pin: call, save: call }, team: { discardWaiting: call } })
const { pin, react, save } = await import('./act.ts')
const { keys } = await import('#renderer/lib/data/query-keys.ts')

const cache = new QueryClient()
const stored = { ...blankMessage, id: 'm', channelId: 'c', position: 1, text: 'hello', reactions: [], pinnedAt: null } as unknown as Message
const shown = (): Message => cache.getQueryData<{ messages: Message[] }>(keys.messages('c'))!.messages[0]!

beforeEach(() => {
  calls = []
  cache.setQueryData(keys.messages('c'), { messages: [stored], hasOlder: false, hasNewer: false })
  cache.setQueryData(keys.savedIds, [])
})

test('a reaction given and taken back, both refused, is as the server has it', async () => {
  const both = [react(cache, shown(), '👍', 'me'), react(cache, { ...shown(), reactions: [{ emoji: '👍', people: ['me'] }] }, '👍', 'me')]
  refuse()
  refuse()
  await Promise.all(both)
  expect(shown().reactions).toEqual([])
})

test('of two of which the first was taken, that stays', async () => {
  const both = [react(cache, shown(), '👍', 'me'), react(cache, shown(), '👍', 'me')]
  calls.shift()!.resolve({ ...stored, reactions: [{ emoji: '👍', people: ['me'] }] })
  refuse()
  await Promise.all(both)
  expect(shown().reactions).toEqual([{ emoji: '👍', people: ['me'] }])
})

test('a pin, too', async () => {
  const both = [pin(cache, shown()), pin(cache, shown())]
  refuse()
  refuse()
  await Promise.all(both)
  expect(shown().pinnedAt).toBeNull()
})

test('and what is kept for later', async () => {
  const both = [save(cache, stored, true), save(cache, stored, false)]
  refuse()
  refuse()
  await Promise.all(both)
  expect(cache.getQueryData(keys.savedIds)).toEqual([])
})
