import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ChannelId, MessageId, PersonId } from '#shared/contract/ids.ts'
import type { NoticeReason } from '#shared/contract/unread.ts'
import { createFlood } from './flood.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start() {
  const through: string[] = []
  const flood = createFlood(3000, (personId, messageId, count) => through.push(`${personId}: ${messageId} ×${count}`))
  const add = (messageId: string, reason: NoticeReason = 'all', channelId = 'c', personId = 'p') =>
    flood.add({ personId: personId as PersonId, channelId: channelId as ChannelId, messageId: messageId as MessageId, reason })
  return { through, flood, add }
}

test('the first goes at once; the rest is told once per pause, with its number', () => {
  const { through, add } = start()
  for (let number = 1; number <= 1000; number += 1) add(`m${number}`)
  expect(through).toEqual(['p: m1 ×1'])
  vi.advanceTimersByTime(2999)
  expect(through).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(through).toEqual(['p: m1 ×1', 'p: m1000 ×999'])
  vi.advanceTimersByTime(10_000)
  expect(through).toHaveLength(2)
})

test('a pause that was used is followed by another, an unused one by none', () => {
  const { through, add } = start()
  add('m1')
  vi.advanceTimersByTime(1000)
  add('m2')
  vi.advanceTimersByTime(2000)
  add('m3')
  expect(through).toEqual(['p: m1 ×1', 'p: m2 ×1'])
  vi.advanceTimersByTime(6000)
  add('m4')
  expect(through).toEqual(['p: m1 ×1', 'p: m2 ×1', 'p: m3 ×1', 'p: m4 ×1'])
})

test('the strongest reason is shown, the latest of equals', () => {
  const { through, add } = start()
  add('m1')
  add('named', 'mention')
  add('later named', 'mention')
  add('keyword', 'keyword')
  vi.advanceTimersByTime(3000)
  expect(through[1]).toBe('p: later named ×3')
})

test('each channel and each person has a pause of their own', () => {
  const { through, add } = start()
  add('m1')
  add('m2', 'all', 'other')
  add('m3', 'all', 'c', 'q')
  expect(through).toEqual(['p: m1 ×1', 'p: m2 ×1', 'q: m3 ×1'])
})

test('after its stop nothing comes', () => {
  const { through, flood, add } = start()
  add('m1')
  add('m2')
  flood.stop()
  vi.advanceTimersByTime(60_000)
  expect(through).toEqual(['p: m1 ×1'])
})
