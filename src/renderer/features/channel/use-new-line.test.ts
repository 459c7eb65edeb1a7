import { expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { decide } from './use-new-line.ts'

const message = (position: number, author = 'mara') => ({ position, author, type: 'message', bot: false, sending: position < waiting ? 'sent' : 'waiting' }) as Message
/** Positions from here on wait for their place. */
const waiting = 1000
const now = (newest: number, changes: Partial<Parameters<typeof decide>[1]> = {}) => ({
  messages: Array.from({ length: newest }, (_, index) => message(index + 1)),
  me: 'lena',
  lastRead: 3,
  isSeeing: true,
  newest,
  sent: newest,
  held: undefined,
  ...changes,
})

test('the mark is what I had read when I came, once that is known', () => {
  expect(decide({ mark: null, newest: 5, sent: 5, held: undefined }, now(5, { lastRead: undefined })).mark).toBeNull()
  expect(decide({ mark: null, newest: 5, sent: 5, held: undefined }, now(5)).mark).toBe(3)
})

test('what arrives while I look moves the mark along; what arrives while I do not stands behind it', () => {
  expect(decide({ mark: 5, newest: 5, sent: 5, held: undefined }, now(6)).mark).toBe(6)
  expect(decide({ mark: 5, newest: 5, sent: 5, held: undefined }, now(6, { isSeeing: false })).mark).toBe(5)
})

test('a line that is there stays, whatever arrives below it', () => {
  expect(decide({ mark: 3, newest: 5, sent: 5, held: undefined }, now(6)).mark).toBe(3)
})

test('“unread from here” sets the mark there', () => {
  expect(decide({ mark: 5, newest: 5, sent: 5, held: undefined }, now(5, { held: 1 })).mark).toBe(1)
  expect(decide({ mark: 1, newest: 5, sent: 5, held: 1 }, now(5, { held: undefined })).mark).toBe(1)
})

test('nothing new is the same state, so that nothing is drawn anew', () => {
  const state = { mark: 5, newest: 5, sent: 5, held: undefined }
  expect(decide(state, now(5))).toBe(state)
})

test('what waits and is seen is marked, and so is the place that it gets', () => {
  const seen = decide({ mark: 5, newest: 5, sent: 5, held: undefined }, now(5, { messages: [message(5), message(waiting, 'lena')], newest: waiting }))
  expect(seen).toEqual({ mark: waiting, newest: waiting, sent: 5, held: undefined })
  expect(decide(seen, now(6))).toEqual({ mark: 6, newest: 6, sent: 6, held: undefined })
})

test('what others say while my own waits has its line, also when I was away as it came', () => {
  const seen = { mark: waiting, newest: waiting, sent: 5, held: undefined }
  const before = decide(seen, now(6, { messages: [message(5), message(6), message(waiting, 'lena')], newest: waiting, isSeeing: false }))
  expect(before.mark).toBe(5)
  const placed = decide(seen, now(7, { messages: [message(5), message(6), message(7, 'lena')], isSeeing: false }))
  expect(placed).toEqual({ mark: 5, newest: 7, sent: 7, held: undefined })
  expect(decide(placed, now(8)).mark).toBe(5)
})

test('after my own message got its place, what comes while I am away has its line', () => {
  const placed = decide({ mark: waiting, newest: waiting, sent: 5, held: undefined }, now(6, { messages: [message(5), message(6, 'lena')] }))
  expect(decide(placed, now(7, { isSeeing: false })).mark).toBe(6)
})
