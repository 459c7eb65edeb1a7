import { expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { blankMessage } from '#shared/core/blank-message.ts'
import { buildReplyRows } from './rows.ts'

const NOON = new Date(2026, 10, 20, 12).getTime()
const MINUTE = 60_000

/** Position and id follow from the minute after noon. */
const message = (minute: number, changes: Partial<Message> = {}): Message => ({
  ...blankMessage,
  id: `m${minute}` as Message['id'],
  type: 'message',
  channelId: 'c1' as Message['channelId'],
  channel: 'town-square',
  position: minute,
  author: 'mara',
  username: 'Mara',
  text: '',
  createdAt: NOON + minute * MINUTE,
  ...changes,
})
const root = message(0)
const build = (replies: Message[], changes: { hasOlder?: boolean; newAfter?: number } = {}) =>
  buildReplyRows({ root, replies, hasOlder: changes.hasOlder ?? false, newAfter: changes.newAfter ?? null, me: 'lena' })

test('the first reply has its head, although the root is by the same person; the next ones follow it', () => {
  expect(build([message(1), message(2), message(3, { author: 'jonas', username: 'Jonas' })]).map((row) => row.continued)).toEqual([false, true, false])
})

test('a day is named where it differs from the row above, for the first reply from the root', () => {
  const nextDay = 13 * 60
  expect(build([message(1), message(nextDay)]).map((row) => row.day)).toEqual([null, NOON + nextDay * MINUTE])
  expect(build([message(nextDay)]).map((row) => row.day)).toEqual([NOON + nextDay * MINUTE])
  // What stands above is not known.
  expect(build([message(nextDay)], { hasOlder: true }).map((row) => row.day)).toEqual([null])
})

test('the line stands above the first reply of another after my mark, which then has its head', () => {
  const rows = build([message(1), message(2, { author: 'lena', username: 'Lena' }), message(3), message(4)], { newAfter: 1 })
  expect(rows.map((row) => [row.isFirstNew, row.continued])).toEqual([
    [false, false],
    [false, false],
    [true, false],
    [false, true],
  ])
})

test('a hook of mine is not me', () => {
  expect(build([message(1, { author: 'lena', bot: true, type: 'webhook' })], { newAfter: 0 }).map((row) => row.isFirstNew)).toEqual([true])
})

test('there is no line without a mark, after the last reply, or where the first new reply may not be loaded', () => {
  expect(build([message(1)]).some((row) => row.isFirstNew)).toBe(false)
  expect(build([message(1)], { newAfter: 1 }).some((row) => row.isFirstNew)).toBe(false)
  expect(build([message(5), message(6)], { newAfter: 1, hasOlder: true }).some((row) => row.isFirstNew)).toBe(false)
})

test('a silent reply is not the first new one', () => {
  expect(build([message(1), message(2, { silent: true }), message(3)], { newAfter: 1 }).map((row) => row.isFirstNew)).toEqual([false, false, true])
})
