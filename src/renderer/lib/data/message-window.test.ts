import { expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { appendNewer, appendPosted, inOrder, prependOlder, WINDOW_SIZE, withLive, type MessageWindow } from './message-window.ts'

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

test('what lies before the window is left to be found there', () => {
  const window = windowOf(5, 6, { hasOlder: true })
  expect(appendPosted(window, [message(2)]).messages).toEqual(window.messages)
  expect(shape(appendPosted(windowOf(5, 6), [message(2)]))).toEqual({ first: 2, last: 6, count: 3, hasOlder: false, hasNewer: false })
})

test('a message that waited takes its place, and nothing moves where it has it', () => {
  const waited = { ...windowOf(1, 2), messages: [message(1), message(9), message(4)] }
  expect(inOrder(waited).messages.map(({ position }) => position)).toEqual([1, 4, 9])
  const window = windowOf(1, 3)
  expect(inOrder(window)).toBe(window)
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

test('a page that was under way takes what came, changed and went meanwhile', () => {
  const before = windowOf(1, 4)
  const edited = { ...before.messages[1]!, text: 'edited' }
  const now = { ...before, messages: [before.messages[0]!, edited, before.messages[3]!, message(6)] }
  expect(withLive(windowOf(1, 5), before, now)).toEqual({ messages: [message(1), edited, message(4), message(5), message(6)], hasOlder: false, hasNewer: false })
})

test('a page that was under way keeps what the reader loaded meanwhile, and leaves no gap where the window was cut for it', () => {
  const before = windowOf(101, 700, { hasOlder: true })
  const now = { ...prependOlder(before, windowOf(41, 100)), hasOlder: true }
  expect(shape(withLive(windowOf(101, 705), before, now))).toEqual({ first: 41, last: 640, count: 600, hasOlder: false, hasNewer: true })
  const past = windowOf(101, 160, { hasNewer: true })
  expect(shape(withLive(windowOf(101, 180, { hasNewer: true }), past, appendNewer(past, windowOf(161, 220))))).toEqual({ first: 101, last: 220, count: 120, hasOlder: false, hasNewer: false })
})
