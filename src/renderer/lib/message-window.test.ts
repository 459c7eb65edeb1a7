import { expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { appendNewer, appendPosted, prependOlder, WINDOW_SIZE, type MessageWindow } from './message-window.ts'

const message = (position: number): Message => ({ id: `m${position}`, position }) as unknown as Message
const range = (first: number, last: number): Message[] => Array.from({ length: last - first + 1 }, (_, index) => message(first + index))
const windowOf = (first: number, last: number, ends: Partial<MessageWindow> = {}): MessageWindow => ({ messages: range(first, last), hasOlder: false, hasNewer: false, ...ends })
const shape = ({ messages, hasOlder, hasNewer }: MessageWindow) => ({ first: messages[0]?.position, last: messages.at(-1)?.position, count: messages.length, hasOlder, hasNewer })

test('a posted message goes to the end, in order of position and once', () => {
  const window = appendPosted(windowOf(1, 2), [message(4), message(3)])
  expect(shape(appendPosted(window, [message(4)]))).toEqual({ first: 1, last: 4, count: 4, hasOlder: false, hasNewer: false })
})

test('a window in the past does not grow at its end', () => {
  const window = windowOf(1, 2, { hasNewer: true })
  expect(appendPosted(window, [message(9)])).toBe(window)
})

test('a full window forgets its oldest for a reader at the end', () => {
  expect(shape(appendPosted(windowOf(1, WINDOW_SIZE), [message(WINDOW_SIZE + 1)], true))).toEqual({ first: 2, last: WINDOW_SIZE + 1, count: WINDOW_SIZE, hasOlder: true, hasNewer: false })
})

test('a full window stops growing for a reader in the past', () => {
  expect(shape(appendPosted(windowOf(1, WINDOW_SIZE), [message(WINDOW_SIZE + 1)], false))).toEqual({ first: 1, last: WINDOW_SIZE, count: WINDOW_SIZE, hasOlder: false, hasNewer: true })
})

test('pages are cut at the other end', () => {
  const older = prependOlder(windowOf(101, 100 + WINDOW_SIZE, { hasOlder: true }), windowOf(1, 100))
  expect(shape(older)).toEqual({ first: 1, last: WINDOW_SIZE, count: WINDOW_SIZE, hasOlder: false, hasNewer: true })
  const newer = appendNewer(older, windowOf(WINDOW_SIZE + 1, WINDOW_SIZE + 100))
  expect(shape(newer)).toEqual({ first: 101, last: WINDOW_SIZE + 100, count: WINDOW_SIZE, hasOlder: true, hasNewer: false })
})
