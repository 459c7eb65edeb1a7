import { expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import { blankMessage } from '#shared/core/blank-message.ts'
import type { Unsent } from '#renderer/lib/writing/outbox.ts'
import { isContinued } from '#renderer/widgets/message/is-continued.ts'
import { buildRows, findFirstNew } from './rows.ts'

const NOON = new Date(2026, 10, 20, 12).getTime()
const MINUTE = 60_000
const me = { id: 'p1', username: 'lena', displayName: 'Lena' } as Person

const message = (minute: number, changes: Partial<Message> = {}): Message =>
  ({ ...blankMessage, id: `m${minute}`, type: 'message', position: minute, author: 'lena', username: 'Lena', hookId: null, iconUrl: null, iconEmoji: null, createdAt: NOON + minute * MINUTE, ...changes }) as Message
const hookPost = (minute: number, changes: Partial<Message> = {}) => message(minute, { type: 'webhook', hookId: 'h1' as Message['hookId'], username: 'CI', ...changes })
const build = (messages: Message[], changes: { unsent?: Unsent[]; hasOlder?: boolean; mark?: number } = {}) =>
  buildRows({ messages, hasOlder: changes.hasOlder ?? false, unsent: changes.unsent ?? [], me, channelName: 'town-square', mark: changes.mark ?? null })
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
  const entry = { channelId: 'c1', threadRootId: null, files: [], isAction: false, problem: null }
  const unsent: Unsent[] = [
    { ...entry, id: 'm0' as Unsent['id'], text: 'already there', createdAt: NOON },
    { ...entry, id: 'u1' as Unsent['id'], text: 'waits', createdAt: NOON + MINUTE },
  ]
  expect(build([message(0)], { unsent }).map((row) => [row.message.id, row.continued, row.unsent?.text ?? null])).toEqual([
    ['m0', false, null],
    ['u1', true, 'waits'],
  ])
})

test('what is said in another form stands alone: actions, deleted messages, what the app says', () => {
  const action = message(1, { props: { action: 'me' } })
  expect(heads([message(0), action, message(2), message(3, { deletedAt: 1 }), message(4)])).toEqual([true, true, true, true, true])
})

test('the line stands above the first message of others after the mark, which then has its head', () => {
  const messages = [message(0, { author: 'mara' }), message(1), message(2, { type: 'system' }), message(3, { author: 'mara' }), message(4, { author: 'mara' })]
  expect(build(messages, { mark: 0 }).map((row) => row.isFirstNew)).toEqual([false, false, false, true, false])
  expect(build(messages, { mark: 3 }).map((row) => [row.isFirstNew, row.continued]).at(-1)).toEqual([true, false])
  expect(build(messages, { mark: 4 }).some((row) => row.isFirstNew)).toBe(false)
})

test('a hook of mine is news to me; where the mark is not loaded, nobody knows the first', () => {
  expect(findFirstNew([message(1), hookPost(2, { bot: true })], 0, 'lena')?.id).toBe('m2')
  expect(build([message(5, { author: 'mara' })], { mark: 1, hasOlder: true }).some((row) => row.isFirstNew)).toBe(false)
})

test('what was sent silently is new to nobody', () => {
  const messages = [hookPost(1), hookPost(2, { silent: true, author: 'mara', bot: true }), message(3, { author: 'mara' })]
  expect(findFirstNew(messages, 1, 'lena')?.position).toBe(3)
  expect(findFirstNew(messages.slice(0, 2), 1, 'lena')).toBeUndefined()
})

test('what only a head can show has its head, and a case begins a group', () => {
  expect(isContinued(hookPost(0), hookPost(1, { priority: 'urgent' }))).toBe(false)
  expect(isContinued(hookPost(0), hookPost(1, { props: { card: 'more' } }))).toBe(false)
  expect(isContinued(hookPost(0), hookPost(1, { props: { card: 7 } }))).toBe(true)
  expect(isContinued(hookPost(0), hookPost(1, { caseId: 'm1' as Message['id'], caseState: 'open' }))).toBe(false)
  expect(isContinued(hookPost(0), hookPost(1, { ownerPicture: true }))).toBe(false)
})
