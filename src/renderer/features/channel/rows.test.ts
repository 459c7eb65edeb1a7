import { expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Unsent } from './outbox.ts'
import { buildRows, isContinued } from './rows.ts'

const NOON = new Date(2026, 10, 20, 12).getTime()
const MINUTE = 60_000
const me = { id: 'p1', username: 'lena', displayName: 'Lena' } as Person

const message = (minute: number, changes: Partial<Message> = {}): Message =>
  ({ id: `m${minute}`, type: 'message', author: 'lena', username: 'Lena', hookId: null, iconUrl: null, iconEmoji: null, createdAt: NOON + minute * MINUTE, ...changes }) as Message
const hookPost = (minute: number, changes: Partial<Message> = {}) => message(minute, { type: 'webhook', hookId: 'h1' as Message['hookId'], username: 'CI', ...changes })
const build = (messages: Message[], changes: { unsent?: Unsent[]; hasOlder?: boolean } = {}) =>
  buildRows({ messages, hasOlder: changes.hasOlder ?? false, unsent: changes.unsent ?? [], me, channelName: 'town-square' })
const heads = (messages: Message[]) => build(messages).map((row) => !row.continued)

test('one sender within five minutes is one group', () => {
  expect(heads([message(0), message(4), message(10), message(11, { author: 'mara' }), message(12)])).toEqual([true, false, true, true, true])
})

test('a hook never continues a person, and a new name or picture always gets its head with the badge', () => {
  expect(isContinued(message(0, { username: 'CI' }), hookPost(1))).toBe(false)
  expect(isContinued(hookPost(0), hookPost(1))).toBe(true)
  expect(isContinued(hookPost(0), hookPost(1, { username: 'Lena' }))).toBe(false)
  expect(isContinued(hookPost(0), hookPost(1, { iconUrl: 'https://x.example' }))).toBe(false)
  expect(isContinued(hookPost(0), hookPost(1, { hookId: 'h2' as Message['hookId'] }))).toBe(false)
})

test('each day begins with its divider and a head; the first row only when nothing older exists', () => {
  const messages = [message(-13 * 60), message(-12 * 60 - 1), message(-12 * 60 + 1)]
  expect(build(messages).map((row) => [row.day !== null, row.continued])).toEqual([
    [true, false],
    [false, false],
    [true, false],
  ])
  expect(build(messages, { hasOlder: true })[0]?.day).toBeNull()
})

test('what is not sent stands at the end, once', () => {
  const unsent: Unsent[] = [
    { id: 'm0' as Unsent['id'], channelId: 'c1', text: 'already there', createdAt: NOON, problem: null },
    { id: 'u1' as Unsent['id'], channelId: 'c1', text: 'waits', createdAt: NOON + MINUTE, problem: null },
  ]
  expect(build([message(0)], { unsent }).map((row) => [row.message.id, row.continued, row.unsent?.text ?? null])).toEqual([
    ['m0', false, null],
    ['u1', true, 'waits'],
  ])
})
