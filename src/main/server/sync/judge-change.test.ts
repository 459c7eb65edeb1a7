import { describe, expect, test } from 'vitest'
import type { Change } from '#shared/contract/change.ts'
import type { ChannelId, HookId, PersonId } from '#shared/contract/ids.ts'
import { judgeChange, type Known, type Spoken } from './judge-change.ts'

const [ada, bob, gast] = ['ada', 'bob', 'gast'] as unknown as PersonId[]
const town = 'town' as ChannelId

/** Ada made the workspace; gast is a person without a device. Bob was an admin until 100. */
const known: Known = {
  channel: (id) => (id === town ? { type: 'public', createdBy: ada! } : id === 'den' ? { type: 'private', createdBy: bob! } : id === 'notes' ? { type: 'direct', createdBy: bob! } : undefined),
  message: (id) => ({ adas: { channelId: town, type: 'message' as const, authorId: ada!, isReply: false, hookId: null }, bobs: { channelId: town, type: 'message' as const, authorId: bob!, isReply: true, hookId: null }, said: { channelId: town, type: 'system' as const, authorId: bob!, isReply: false, hookId: null }, hooked: { channelId: town, type: 'webhook' as const, authorId: ada!, isReply: false, hookId: 'ci' as HookId }, alert: { channelId: town, type: 'webhook' as const, authorId: ada!, isReply: false, hookId: 'ci' as HookId }, answer: { channelId: town, type: 'webhook' as const, authorId: bob!, isReply: false, hookId: null }, elsewhere: { channelId: 'den' as ChannelId, type: 'message' as const, authorId: bob!, isReply: false, hookId: null } })[id],
  isAlone: (channel, person) => channel === 'notes' && person === bob,
  hasFile: (id) => id === 'taken',
  hasPerson: (id) => ['ada', 'bob', 'gast'].includes(id),
  personOf: (device) => ({ desk: ada, phone: bob })[device],
  founder: () => 'desk',
  hasDevice: (person) => person !== gast,
  roleOf: (person, at) => (person === ada ? 'owner' : at < 100 ? 'admin' : 'member'),
  hookHome: (id) => (id === 'ci' ? 'phone' : undefined),
  subscriptionHome: (id) => (id === 'wiki' ? 'phone' : undefined),
  logOf: ({ kind, scope }) => (kind === 'channel.edited' && scope === town ? 'workspace' : scope),
}

const post = (body: object) => ({ kind: 'message.posted', body: { messageId: 'new', type: 'message', authorId: bob, text: '', hookId: null, attachments: [], props: {}, ...body } })
const webhook = (body: object) => post({ type: 'webhook', hookId: 'ci', ...body })

function judge({ kind, body, scope = town }: { kind: string; body: object; scope?: string }, spoken: Partial<Spoken> & { said?: number } = {}) {
  const { said = 0, ...rest } = spoken
  const place: Spoken = { log: scope as ChannelId, device: 'phone', at: 200, sealed: true, ...rest }
  return judgeChange({ id: 'c', scope, kind, body, authorDevice: place.device, at: said } as unknown as Change, place, known)
}

describe('counts', () => {
  test.each([
    ['what somebody writes', post({})],
    ['a reply to a message of the channel', post({ threadRootId: 'adas' })],
    ['what the app says of somebody', post({ type: 'system' })],
    ['an edit of their own', { kind: 'message.edited', body: { messageId: 'bobs', text: '' } }],
    ['new content for a message of a webhook that lives there', { kind: 'message.edited', body: { messageId: 'alert', text: '' } }],
    ['a deletion of their own', { kind: 'message.deleted', body: { messageId: 'bobs', deletedBy: bob } }],
    ['a pin', { kind: 'message.pinned', body: { messageId: 'adas', pinnedBy: bob } }],
    ['a reaction', { kind: 'reaction.added', body: { messageId: 'adas', personId: bob, emoji: '👍' } }],
    ['closing a case', { kind: 'case.closed', body: { caseId: 'adas', closedBy: bob } }],
    ['agreeing', { kind: 'consent.given', body: { subscriptionId: 'wiki', personId: bob } }],
    ['a name for a private channel by whoever made it', { kind: 'channel.edited', scope: 'den', body: { name: '' } }],
    ['a profile', { kind: 'profile.changed', scope: 'workspace', body: { personId: bob } }],
  ])('%s', (_, change) => expect(judge(change)).toBe('counts'))

  test('a webhook of the device that it lives on, in plain', () => expect(judge(webhook({}), { sealed: false })).toBe('counts'))
  test('what Hookline tells somebody, where nobody else is', () => {
    const told = webhook({ hookId: null })
    expect(judge({ ...told, scope: 'notes' }, { sealed: false })).toBe('counts')
    expect(judge(told, { sealed: false })).toEqual({ refused: 'It says that Hookline wrote it.' })
    expect(judge({ ...told, scope: 'notes', body: { ...told.body, authorId: ada } }, { sealed: false })).toHaveProperty('refused')
  })
  test('how often a webhook of the device came with the same', () => {
    const repeated = { kind: 'message.repeated', body: { messageId: 'hooked', count: 2, lastAt: 1 } }
    expect(judge(repeated, { sealed: false })).toBe('counts')
    expect(judge(repeated, { sealed: false, device: 'desk' })).toEqual({ refused: 'It comes from a device that this webhook does not live on.' })
    expect(judge(repeated)).toHaveProperty('refused')
    expect(judge({ ...repeated, body: { ...repeated.body, messageId: 'adas' } }, { sealed: false })).toEqual({ refused: 'Only what a webhook posted can be repeated.' })
  })
  test('…and from another device it does not', () => expect(judge({ kind: 'message.edited', body: { messageId: 'alert', text: '' } }, { device: 'desk' })).toHaveProperty('refused'))
  test('what the ledger has let pass', () => expect(judge({ kind: 'setting.changed', scope: 'workspace', body: {} }, { sealed: false })).toBe('counts'))
  test('what an admin deletes, by the role they had then', () => {
    const deletion = { kind: 'message.deleted', body: { messageId: 'adas', deletedBy: bob } }
    expect(judge(deletion, { at: 50 })).toBe('counts')
    expect(judge(deletion)).toEqual({ refused: 'It deletes a message that belongs to somebody else.' })
  })
  test('what the first device says for people without one', () => {
    expect(judge(post({ authorId: gast }), { device: 'desk' })).toBe('counts')
    expect(judge(post({ authorId: gast }))).toHaveProperty('refused')
    expect(judge(post({ authorId: bob }), { device: 'desk' })).toHaveProperty('refused')
  })
})

describe('is refused', () => {
  test.each([
    ['in the name of another', post({ authorId: ada })],
    ['an edit of another’s', { kind: 'message.edited', body: { messageId: 'adas', text: '' } }],
    ['an edit of what the app says', { kind: 'message.edited', body: { messageId: 'said', text: '' } }],
    ['an edit of what an outgoing webhook answered', { kind: 'message.edited', body: { messageId: 'answer', text: '' } }],
    ['a deletion in the name of an admin', { kind: 'message.deleted', body: { messageId: 'adas', deletedBy: ada } }],
    ['a reaction of another', { kind: 'reaction.removed', body: { messageId: 'adas', personId: ada, emoji: '👍' } }],
    ['a reaction that is a novel', { kind: 'reaction.added', body: { messageId: 'adas', personId: bob, emoji: 'x'.repeat(65) } }],
    ['another’s consent', { kind: 'consent.given', body: { subscriptionId: 'wiki', personId: ada } }],
    ['another’s profile', { kind: 'profile.changed', scope: 'workspace', body: { personId: ada } }],
    ['a sealed webhook', webhook({})],
    ['a fact that is sealed', { kind: 'member.joined', body: { personId: bob } }],
    ['a message under an id that is taken', post({ messageId: 'adas' })],
    ['a file of another message', post({ files: [{ fileId: 'taken' }] })],
    ['one file twice', post({ files: [{ fileId: 'f' }, { fileId: 'f' }] })],
    ['a reply to a reply', post({ threadRootId: 'bobs' })],
    ['a reply to another channel', post({ threadRootId: 'elsewhere' })],
  ])('%s', (_, change) => expect(judge(change)).toHaveProperty('refused'))

  test('words that are not sealed', () => expect(judge(post({}), { sealed: false })).toHaveProperty('refused'))
  test('a webhook of another device', () => expect(judge(webhook({}), { sealed: false, device: 'desk' })).toHaveProperty('refused'))
  test('what stands in another log', () => expect(judge(post({}), { log: 'den' as ChannelId })).toHaveProperty('refused'))
  test('a clock that is more than a day ahead, or before all time', () => {
    expect(judge(post({}), { said: 200 + 86_400_000 })).toBe('counts')
    expect(judge(post({}), { said: 201 + 86_400_000 })).toHaveProperty('refused')
    expect(judge(post({}), { said: -1 })).toHaveProperty('refused')
  })
  test('what names another device than its envelope', () => {
    const change = { id: 'c', scope: town, ...post({}), authorDevice: 'desk', at: 0 } as unknown as Change
    expect(judgeChange(change, { log: town, device: 'phone', at: 200, sealed: true }, known)).toHaveProperty('refused')
  })
})

describe('waits', () => {
  test.each([
    ['for its channel', { ...post({}), scope: 'unheard' }, false],
    ['for its writer', post({ authorId: 'nobody' }), false],
    ['for its webhook', webhook({ hookId: 'unheard' }), false],
    ['for the message that it answers', post({ threadRootId: 'unheard' }), true],
    ['for the message that it edits', { kind: 'message.edited', body: { messageId: 'unheard', text: '' } }, true],
    ['for a message that is in another channel', { kind: 'message.pinned', body: { messageId: 'elsewhere', pinnedBy: bob } }, true],
    ['for its case', { kind: 'case.closed', body: { caseId: 'unheard', closedBy: bob } }, true],
    ['for the outgoing webhook', { kind: 'consent.given', body: { subscriptionId: 'unheard', personId: bob } }, false],
  ])('%s', (_, change, inLog) => expect(judge(change)).toMatchObject({ missing: expect.any(String) as string, inLog }))

  test('for the device that sent it', () => expect(judge(post({}), { device: 'unheard' })).toHaveProperty('missing'))
})
