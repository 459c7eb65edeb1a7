import { expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { blankMessage } from '#shared/core/blank-message.ts'
import { isContinued } from './is-continued.ts'

const post = { ...blankMessage, type: 'webhook', author: 'lena', hookId: 'h', username: 'ci', createdAt: 0 } as unknown as Message
const next = { ...post, createdAt: 1000 }

test('the same sender goes on under the same head', () => {
  expect(isContinued(post, next)).toBe(true)
})

test.each<[string, Partial<Message>]>([
  ['a test', { test: true }],
  ['one that matters', { priority: 'urgent' }],
  ['another name', { username: 'cd' }],
  ['a person', { type: 'message', hookId: null }],
])('%s has a head of its own, and what comes after it, too', (_, change) => {
  expect([isContinued(post, { ...next, ...change }), isContinued({ ...post, ...change }, next)]).toEqual([false, false])
})

test('the first update of a case has a head that says so, and the next go on', () => {
  const opened = { ...post, caseId: 'c', caseState: 'open' } as Message
  const update = { ...next, caseId: 'c' } as Message
  expect([isContinued(opened, update), isContinued(update, update)]).toEqual([false, true])
})
