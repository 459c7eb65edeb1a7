import { describe, expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { decideNotification, isPaused, isQuietAt, type NotifyFacts } from './notify.ts'

const rootId = '01976f00-0000-7000-8000-000000000009' as Message['id']
const root = { type: 'message', author: 'priya', threadRootId: null } as const
const reply = { ...root, threadRootId: rootId }
const hookPost = { type: 'webhook', author: 'lena', threadRootId: null } as const
const facts: NotifyFacts = { me: 'lena', channelType: 'public', muted: false, channelLevel: null, defaultLevel: 'mentions', notice: null, followsThread: false, doNotDisturb: false }

test.each<[string, Partial<NotifyFacts>, string | null]>([
  ['an ordinary message, mentions wanted', {}, null],
  ['an ordinary message, all wanted', { defaultLevel: 'all' }, 'all'],
  ['an ordinary message, nothing wanted', { defaultLevel: 'none' }, null],
  ['the channel’s level beats the default: all', { channelLevel: 'all' }, 'all'],
  ['the channel’s level beats the default: mentions', { channelLevel: 'mentions', defaultLevel: 'all' }, null],
  ['the channel’s level beats the default: none', { channelLevel: 'none', defaultLevel: 'all', notice: 'mention' }, null],
  ['named', { notice: 'mention' }, 'mention'],
  ['everyone is addressed', { notice: 'audience' }, 'audience'],
  ['a word of mine', { notice: 'keyword' }, 'keyword'],
  ['named where all is wanted: the stronger reason', { notice: 'mention', defaultLevel: 'all' }, 'mention'],
  ['named where nothing is wanted', { notice: 'mention', defaultLevel: 'none' }, null],
  ['named in a muted channel', { notice: 'mention', muted: true }, null],
  ['a direct message', { channelType: 'direct' }, 'direct'],
  ['a group', { channelType: 'group' }, 'direct'],
  ['a direct message that names me', { channelType: 'direct', notice: 'mention' }, 'direct'],
  ['a direct message, mentions wanted in this one', { channelType: 'direct', channelLevel: 'mentions' }, null],
  ['a direct message that names me, mentions wanted in this one', { channelType: 'direct', channelLevel: 'mentions', notice: 'mention' }, 'mention'],
  ['a direct message, nothing wanted anywhere', { channelType: 'direct', defaultLevel: 'none' }, null],
  ['a direct message, muted', { channelType: 'direct', muted: true }, null],
  ['a private channel is like a public one', { channelType: 'private', defaultLevel: 'all' }, 'all'],
  ['do not disturb, named', { notice: 'mention', doNotDisturb: true }, null],
  ['do not disturb, direct', { channelType: 'direct', doNotDisturb: true }, null],
])('%s', (_name, given, reason) => {
  expect(decideNotification(root, { ...facts, ...given })).toBe(reason)
})

describe('replies in a thread', () => {
  test.each<[string, Partial<NotifyFacts>, string | null]>([
    ['not followed', {}, null],
    ['not followed, all wanted: a thread is a conversation of those in it', { defaultLevel: 'all' }, null],
    ['followed', { followsThread: true }, 'thread'],
    ['followed, nothing wanted', { followsThread: true, defaultLevel: 'none' }, null],
    ['followed, muted', { followsThread: true, muted: true }, null],
    ['not followed, named', { notice: 'mention' }, 'mention'],
    ['followed, named: the stronger reason', { followsThread: true, notice: 'keyword' }, 'keyword'],
    ['in a direct channel', { channelType: 'direct' }, 'direct'],
  ])('%s', (_name, given, reason) => {
    expect(decideNotification(reply, { ...facts, ...given })).toBe(reason)
  })
})

test('what I wrote and what the app says are no news; what my hook posts is', () => {
  const loud: NotifyFacts = { ...facts, defaultLevel: 'all', notice: 'mention' }
  expect(decideNotification({ ...root, author: 'lena' }, loud)).toBeNull()
  expect(decideNotification({ ...root, type: 'system' }, loud)).toBeNull()
  expect(decideNotification(hookPost, { ...loud, notice: null })).toBe('all')
})

test('a pause holds until its end', () => {
  const at = (pausedUntil: number | null) => [0, 99, 100, 101].map((now) => isPaused({ 'notify.pausedUntil': pausedUntil, 'notify.quietHours': null }, now))
  expect(at(100)).toEqual([true, true, false, false])
  expect(at(null)).toEqual([false, false, false, false])
})

describe('quiet hours', () => {
  const at = (from: string, to: string, minutes: number[]) => minutes.map((minute) => isQuietAt({ from, to }, minute))
  test('within a day', () => expect(at('12:00', '13:30', [719, 720, 809, 810])).toEqual([false, true, true, false]))
  test('over midnight', () => expect(at('22:00', '07:00', [1319, 1320, 1439, 0, 419, 420])).toEqual([false, true, true, true, true, false]))
  test('from a time to the same time is never', () => expect(at('08:00', '08:00', [0, 480, 481])).toEqual([false, false, false]))
  test('none', () => expect(isQuietAt(null, 0)).toBe(false))
})
