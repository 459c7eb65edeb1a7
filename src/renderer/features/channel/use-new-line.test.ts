import { expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { decide } from './use-new-line.ts'

const message = (position: number, author = 'mara') => ({ position, author, type: 'message', bot: false }) as Message
const now = (newest: number, changes: Partial<Parameters<typeof decide>[1]> = {}) => ({
  messages: Array.from({ length: newest }, (_, index) => message(index + 1)),
  me: 'lena',
  lastRead: 3,
  isSeeing: true,
  newest,
  held: undefined,
  ...changes,
})

test('the mark is what I had read when I came, once that is known', () => {
  expect(decide({ mark: null, newest: 5, held: undefined }, now(5, { lastRead: undefined })).mark).toBeNull()
  expect(decide({ mark: null, newest: 5, held: undefined }, now(5)).mark).toBe(3)
})

test('what arrives while I look moves the mark along; what arrives while I do not stands behind it', () => {
  expect(decide({ mark: 5, newest: 5, held: undefined }, now(6)).mark).toBe(6)
  expect(decide({ mark: 5, newest: 5, held: undefined }, now(6, { isSeeing: false })).mark).toBe(5)
})

test('a line that is there stays, whatever arrives below it', () => {
  expect(decide({ mark: 3, newest: 5, held: undefined }, now(6)).mark).toBe(3)
})

test('“unread from here” sets the mark there', () => {
  expect(decide({ mark: 5, newest: 5, held: undefined }, now(5, { held: 1 })).mark).toBe(1)
  expect(decide({ mark: 1, newest: 5, held: 1 }, now(5, { held: undefined })).mark).toBe(1)
})

test('nothing new is the same state, so that nothing is drawn anew', () => {
  const state = { mark: 5, newest: 5, held: undefined }
  expect(decide(state, now(5))).toBe(state)
})
