import { expect, test } from 'vitest'
import type { Channel } from '#shared/contract/channel.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import { blankMessage } from '#shared/core/blank-message.ts'
import { allowedActions, type MessagePlace } from './allowed-actions.ts'

const channel = { type: 'public', members: ['mara', 'lena'], archivedAt: null } as unknown as Channel
const message = { ...blankMessage, type: 'message', author: 'lena', text: 'hi' } as unknown as Message
const me = { username: 'mara', role: 'member' } as Person
const allowed = (changes: Partial<MessagePlace> = {}) => [...allowedActions({ message, me, channel, context: 'channel', ...changes })].sort()
const mine = { ...message, author: 'mara' } as Message
const hook = { ...message, type: 'webhook', bot: true, author: 'mara' } as Message

test('a member and somebody else’s message', () => {
  expect(allowed()).toEqual(['copyLink', 'copyText', 'markUnread', 'pin', 'react', 'reply', 'save', 'why'])
})

test('my own can be edited and deleted, and notified me of nothing', () => {
  expect(allowed({ message: mine })).toEqual(['copyLink', 'copyText', 'delete', 'edit', 'markUnread', 'pin', 'react', 'reply', 'save'])
})

test('what my hook wrote I delete and do not edit; it may have notified me', () => {
  expect(allowed({ message: hook })).toEqual(['copyLink', 'copyText', 'delete', 'markUnread', 'pin', 'react', 'reply', 'save', 'why'])
})

test('an admin deletes what others wrote and edits none of it', () => {
  expect(allowed({ me: { ...me, role: 'admin' } })).toEqual(['copyLink', 'copyText', 'delete', 'markUnread', 'pin', 'react', 'reply', 'save', 'why'])
})

test('who only reads a public channel, or finds it archived, reads, copies and saves', () => {
  expect(allowed({ me: { ...me, username: 'tom' } })).toEqual(['copyLink', 'copyText', 'save'])
  expect(allowed({ message: mine, channel: { ...channel, archivedAt: 1 } })).toEqual(['copyLink', 'copyText', 'save'])
  expect(allowed({ channel: null, context: 'list' })).toEqual(['copyText', 'save'])
})

test('a thread that is there can be opened by every reader, and followed by members', () => {
  const root = { ...message, thread: { replyCount: 1 } } as Message
  expect(allowed({ message: root, me: { ...me, username: 'tom' } })).toContain('reply')
  expect(allowed({ message: root })).toContain('follow')
  expect(allowed({ message: root, context: 'thread' })).not.toContain('reply')
})

test('what was deleted, and what the app says, offers little', () => {
  expect(allowed({ message: { ...mine, deletedAt: 1, text: '' } as Message })).toEqual(['copyLink', 'markUnread'])
  expect(allowed({ message: { ...message, type: 'system' } as Message })).toEqual(['copyLink', 'markUnread'])
})

test('a list leads to the message', () => {
  expect(allowed({ context: 'list' })).toContain('show')
})

test('every member closes and reopens a case; who only reads does not', () => {
  const opened = { ...hook, author: 'lena', caseId: 'm1', caseState: 'open' } as Message
  expect(allowed({ message: opened })).toContain('closeCase')
  expect(allowed({ message: opened })).not.toContain('reopenCase')
  expect(allowed({ message: { ...opened, caseState: 'closed' }, me: { ...me, role: 'guest' } })).toContain('reopenCase')
  expect(allowed({ message: { ...opened, caseState: null } })).not.toContain('closeCase')
  expect(allowed({ message: opened, me: { ...me, username: 'tom' } })).not.toContain('closeCase')
  expect(allowed({ message: opened, channel: { ...channel, archivedAt: 1 } })).not.toContain('closeCase')
})
