/** Every procedure of the contract, inline and over a real WebSocket: bad input is refused, good output is as the contract says. */
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { FileId } from '#shared/contract/ids.ts'
import { contract } from '#shared/contract/rpc/index.ts'
import { serveOverSocket, type Client, type TestSocketServer } from '../helpers/connect-socket.ts'
import { readTables } from '../helpers/projection.ts'
import type { TestApp } from '../helpers/start-app.ts'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'

/** What the good inputs refer to. */
interface Things {
  readonly hookId: string
  readonly spareHookId: string
  readonly addressId: string
  readonly spareAddressId: string
  readonly messageId: string
  readonly spareMessageId: string
  /** Uploads: begun, whole, and one to throw away. */
  readonly begunId: string
  readonly filledId: string
  readonly spareUploadId: string
  /** A file that was posted. */
  readonly fileId: string
  readonly tokenId: string
  readonly caseId: string
  readonly subscriptionId: string
  readonly spareSubscriptionId: string
  /** One that failed. */
  readonly deliveryId: string
  readonly channelId: string
  /** Of this device, and of somebody who joined. */
  readonly ownDeviceId: string
  readonly otherDeviceId: string
  readonly inviteId: string
  /** To another workspace. */
  readonly link: string
  /** What I compare with Jim. */
  readonly digits: string
}

interface Case {
  /** Inputs that the contract does not allow; none for a procedure without input. */
  readonly bad: readonly unknown[]
  good(things: Things): unknown
}

const url = 'http://127.0.0.1:9/outgoing'
const noInput: Case = { bad: [], good: () => undefined }
const notAnId = [undefined, null, {}, { id: 7 }, { id: '' }, { id: 'x' }, { id: '0190A0B0-0000-7000-8000-000000000000' }]
const notAHookId = notAnId.map((input) => (input && 'id' in input ? { hookId: input.id } : input))

const uuid = '0190a0b0-0000-7000-8000-000000000001'
const notAMessage = [undefined, {}, { messageId: 7 }, { messageId: 'x' }]
const notACase = [undefined, {}, { caseId: 7 }, { caseId: 'x' }]
const notAChannel = [undefined, {}, { channel: '' }, { channel: 3 }, { channel: 'x'.repeat(201) }]
const notAFile = [undefined, {}, { fileId: 1 }, { fileId: 'x' }]
const notAPage = [{ before: 'x' }, { before: 0.5 }, { limit: 0 }, { limit: 1001 }]
/** Five bytes. */
const piece = 'aGVsbG8='

const cases: Record<string, Case> = {
  'session.get': noInput,
  'session.open': noInput,
  'workspace.get': noInput,
  'workspace.setUp': {
    bad: [undefined, {}, { workspaceName: 'A' }, { workspaceName: ' ', displayName: 'B' }, { workspaceName: 'A', displayName: '' }, { workspaceName: 'A'.repeat(65), displayName: 'B' }, { workspaceName: 1, displayName: 'B' }],
    good: () => ({ workspaceName: 'Tide', displayName: 'Lena Fischer' }),
  },
  'workspace.rename': { bad: [undefined, {}, { name: ' ' }, { name: 'A'.repeat(65) }, { name: 1 }], good: () => ({ name: 'Tide' }) },
  'people.list': noInput,
  'people.create': {
    bad: [undefined, {}, { username: '' }, { username: 'Jim' }, { username: 'a b' }, { username: 'x'.repeat(65) }, { username: 'here' }, { username: 'webhook' }, { username: 'bo', role: 'owner' }, { username: 'bo', role: 'boss' }, { username: 'bo', displayName: ' ' }],
    good: () => ({ username: 'bo', displayName: 'Bo', role: 'guest' }),
  },
  'channels.list': noInput,
  'channels.create': {
    bad: [undefined, {}, { name: '' }, { name: 'Upper' }, { name: 'a b' }, { name: '-a' }, { name: 'a__b' }, { name: 'x'.repeat(65) }, { name: 'ok', private: 'yes' }, { name: 'ok', members: 'jim' }, { name: 'ok', purpose: 'x'.repeat(251) }, { name: 'ok', displayName: '' }],
    good: () => ({ name: 'ok', displayName: 'OK', purpose: 'all well', private: true, members: ['jim'] }),
  },
  'people.setRole': { bad: [undefined, {}, { username: 'jim' }, { username: 'jim', role: 'owner' }, { username: 'jim', role: 'boss' }, { username: 1, role: 'guest' }], good: () => ({ username: 'jim', role: 'guest' }) },
  'people.updateProfile': {
    bad: [undefined, { displayName: ' ' }, { title: 'x'.repeat(101) }, { status: { emoji: '', text: 'x'.repeat(101), until: null } }, { status: { text: 'x' } }, { timeZone: 7 }, { pictureId: 'x' }],
    good: () => ({ displayName: 'Lena F.', title: 'Pilot', status: { emoji: '🌴', text: 'Away', until: null }, timeZone: 'Europe/Berlin', pictureId: null }),
  },
  'channels.listArchived': { bad: [{ channel: '' }, { channel: 3 }, { channel: 'x'.repeat(201) }], good: () => ({ channel: 'old' }) },
  'channels.openDirect': { bad: [undefined, {}, { usernames: [] }, { usernames: 'jim' }, { usernames: Array.from({ length: 9 }, () => 'jim') }], good: () => ({ usernames: ['jim'] }) },
  'channels.join': { bad: notAChannel, good: () => ({ channel: 'harbour' }) },
  'channels.leave': { bad: notAChannel, good: () => ({ channel: 'harbour' }) },
  'channels.addPeople': { bad: [...notAChannel, { channel: 'town-square' }, { channel: 'town-square', usernames: [] }], good: () => ({ channel: 'mine', usernames: ['jim'] }) },
  'channels.removePerson': { bad: [...notAChannel, { channel: 'town-square' }, { channel: 'town-square', username: 1 }], good: () => ({ channel: 'mine', username: 'jim' }) },
  'channels.update': {
    bad: [...notAChannel, { channel: 'mine', name: 'Upper Case' }, { channel: 'mine', displayName: '' }, { channel: 'mine', purpose: 'x'.repeat(251) }, { channel: 'mine', hooksAllowed: 1 }],
    good: () => ({ channel: 'mine', purpose: 'new', hooksAllowed: false }),
  },
  'channels.restore': { bad: notAChannel, good: () => ({ channel: 'old' }) },
  'channels.setPreference': { bad: [...notAChannel, { channel: 'mine', muted: 1 }, { channel: 'mine', notify: 'loud' }], good: () => ({ channel: 'mine', favourite: true, muted: false, notify: 'all' }) },
  'channels.archive': { bad: [undefined, {}, { channel: '' }, { channel: 3 }, { channel: 'x'.repeat(201) }], good: () => ({ channel: 'off-topic' }) },
  'messages.list': {
    bad: [undefined, {}, { channel: '' }, { channel: 'town-square', limit: 0 }, { channel: 'town-square', limit: 1001 }, { channel: 'town-square', limit: 1.5 }, { channel: 'town-square', before: 'x' }, { channel: 'town-square', after: 0.5 }, { channel: 'town-square', around: '1' }, { channel: 'town-square', thread: 'x' }, { channel: 'town-square', withReplies: 1 }],
    good: () => ({ channel: 'town-square', limit: 1000 }),
  },
  'messages.show': { bad: [undefined, {}, { id: 1 }], good: ({ messageId }) => ({ id: messageId }) },
  'messages.post': {
    bad: [undefined, {}, { channel: 'town-square' }, { text: 'x' }, { channel: 'town-square', text: 1 }, { channel: 'town-square', text: 'x', messageId: 'mine' }, { channel: 'town-square', text: 'x'.repeat(1_000_001) }, { channel: 'town-square', text: 'x', threadRootId: 'x' }, { channel: 'town-square', text: 'x', fileIds: ['x'] }, { channel: 'town-square', text: 'x', fileIds: Array.from({ length: 11 }, () => uuid) }, { channel: 'town-square', text: 'x', isAction: 'me' }],
    good: () => ({ channel: 'town-square', text: 'Hello', messageId: '0190a0b0-0000-7000-8000-000000000001' }),
  },
  'messages.versions': { bad: [...notAMessage, { messageId: uuid, limit: 0 }, { messageId: uuid, limit: 101 }, { messageId: uuid, before: 'x' }], good: ({ messageId }) => ({ messageId }) },
  'messages.edit': { bad: [...notAMessage, { messageId: uuid }, { messageId: uuid, text: 1 }, { messageId: uuid, text: 'x'.repeat(1_000_001) }], good: ({ messageId }) => ({ messageId, text: 'there' }) },
  'messages.delete': { bad: notAMessage, good: ({ spareMessageId }) => ({ messageId: spareMessageId }) },
  'messages.react': { bad: [...notAMessage, { messageId: uuid, emoji: '', on: true }, { messageId: uuid, emoji: '👍' }, { messageId: uuid, emoji: 'x'.repeat(65), on: true }], good: ({ messageId }) => ({ messageId, emoji: '👍', on: true }) },
  'messages.pin': { bad: [...notAMessage, { messageId: uuid }, { messageId: uuid, on: 1 }], good: ({ messageId }) => ({ messageId, on: true }) },
  'messages.pinned': { bad: notAChannel, good: () => ({ channel: 'town-square' }) },
  'messages.repeats': { bad: [...notAMessage, { messageId: uuid, limit: 0 }, { messageId: uuid, limit: 1001 }], good: ({ messageId }) => ({ messageId }) },
  'messages.save': { bad: [...notAMessage, { messageId: uuid }, { messageId: uuid, on: 'yes' }], good: ({ messageId }) => ({ messageId, on: true }) },
  'messages.saved': { bad: notAPage, good: () => ({ limit: 10 }) },
  'messages.savedIds': noInput,
  'messages.notices': { bad: notAPage, good: () => ({ limit: 10 }) },
  'messages.whyNotified': { bad: notAMessage, good: ({ messageId }) => ({ messageId }) },
  'messages.mine': { bad: [{ after: 'x' }, { limit: 0 }, { limit: 1001 }], good: () => ({ limit: 10 }) },
  'unreads.get': noInput,
  'unreads.markRead': { bad: [...notAChannel, { channel: 'town-square' }, { channel: 'town-square', position: -1 }, { channel: 'town-square', position: 1.5 }], good: () => ({ channel: 'town-square', position: 1 }) },
  'unreads.markUnread': { bad: notAMessage, good: ({ messageId }) => ({ messageId }) },
  'unreads.markAllRead': noInput,
  'threads.list': { bad: [{ before: 'x' }, { limit: 0 }, { limit: 51 }], good: () => ({ limit: 10 }) },
  'threads.show': { bad: [undefined, {}, { rootId: 'x' }], good: ({ messageId }) => ({ rootId: messageId }) },
  'threads.follow': { bad: [undefined, {}, { rootId: 'x', following: true }, { rootId: uuid }], good: ({ messageId }) => ({ rootId: messageId, following: true }) },
  'threads.markRead': { bad: [undefined, {}, { rootId: uuid }, { rootId: uuid, position: -1 }], good: ({ messageId }) => ({ rootId: messageId, position: 1 }) },
  'preferences.get': noInput,
  'preferences.set': { bad: [undefined, {}, { key: 'nothing', value: 1 }, { key: '__proto__', value: 1 }], good: () => ({ key: 'look.theme', value: 'dark' }) },
  'preferences.testNotification': { bad: [undefined, {}, { title: '', body: '' }, { title: 'x' }, { title: 'x'.repeat(201), body: '' }], good: () => ({ title: 'Hookline', body: 'It works.' }) },
  'drafts.list': noInput,
  'drafts.save': {
    bad: [...notAChannel, { channel: 'town-square', text: 'x' }, { channel: 'town-square', threadRootId: null, text: 'x'.repeat(100_001) }, { channel: 'town-square', threadRootId: 'x', text: 'x' }, { channel: 'town-square', threadRootId: null, text: 'x', fileIds: ['x'] }],
    good: () => ({ channel: 'town-square', threadRootId: null, text: 'not yet' }),
  },
  'files.begin': {
    bad: [undefined, {}, { name: '', mediaType: '', sizeBytes: 1, width: null, height: null, thumbnailBytes: null }, { name: 'a', mediaType: 'x'.repeat(128), sizeBytes: 1, width: null, height: null, thumbnailBytes: null }, { name: 'a', mediaType: '', sizeBytes: -1, width: null, height: null, thumbnailBytes: null }, { name: 'a', mediaType: '', sizeBytes: 1, width: 0, height: null, thumbnailBytes: null }],
    good: () => ({ name: 'notes.txt', mediaType: 'text/plain', sizeBytes: 5, width: null, height: null, thumbnailBytes: null }),
  },
  'files.append': {
    bad: [...notAFile, { fileId: uuid, part: 'content', offset: -1, base64: piece }, { fileId: uuid, part: 'other', offset: 0, base64: piece }, { fileId: uuid, part: 'content', offset: 0, base64: 'x'.repeat(400_000) }],
    good: ({ begunId }) => ({ fileId: begunId, part: 'content', offset: 0, base64: piece }),
  },
  'files.finish': { bad: notAFile, good: ({ filledId }) => ({ fileId: filledId }) },
  'files.cancel': { bad: notAFile, good: ({ spareUploadId }) => ({ fileId: spareUploadId }) },
  'files.list': { bad: [...notAChannel, { channel: 'town-square', limit: 101 }, { channel: 'town-square', before: 'x' }], good: () => ({ channel: 'town-square' }) },
  'files.read': { bad: [...notAFile, { fileId: uuid, part: 'other', offset: 0 }, { fileId: uuid, part: 'content', offset: -1 }], good: ({ fileId }) => ({ fileId, part: 'content', offset: 0 }) },
  'files.usage': noInput,
  'search.messages': { bad: [undefined, {}, { query: 1 }, { query: 'x'.repeat(501) }, { query: 'x', limit: 0 }, { query: 'x', limit: 101 }], good: () => ({ query: 'here' }) },
  'cases.list': {
    bad: [...notAChannel, { channel: 'town-square', state: 'solved' }, { channel: 'town-square', before: 'x' }, { channel: 'town-square', limit: 0 }, { channel: 'town-square', limit: 101 }],
    good: () => ({ channel: 'town-square', state: 'open', limit: 100 }),
  },
  'cases.show': { bad: notACase, good: ({ caseId }) => ({ caseId }) },
  'cases.close': { bad: notACase, good: ({ caseId }) => ({ caseId }) },
  'cases.reopen': { bad: notACase, good: ({ caseId }) => ({ caseId }) },
  'hooks.list': noInput,
  'hooks.room': noInput,
  'hooks.show': { bad: notAnId, good: ({ hookId }) => ({ id: hookId }) },
  'hooks.create': {
    bad: [undefined, {}, { name: 'x' }, { channel: 'town-square' }, { name: ' ', channel: 'town-square' }, { name: 'x'.repeat(65), channel: 'town-square' }, { name: 'x', channel: 'town-square', iconUrl: 'javascript:alert(1)' }, { name: 'x', channel: 'town-square', iconUrl: 'file:///etc/passwd' }, { name: 'x', channel: 'town-square', username: '' }, { name: 'x', channel: 'town-square', dialects: ['irc'] }, { name: 'x', channel: 'town-square', description: 'x'.repeat(501) }, { name: 'x', channel: 'town-square', locked: 1 }],
    good: () => ({ name: 'new', channel: 'town-square', dialects: ['kchat', 'mattermost', 'slack', 'any'], iconUrl: 'https://example.com/a.png' }),
  },
  'hooks.health': { bad: notAnId, good: ({ hookId }) => ({ id: hookId }) },
  'hooks.standings': noInput,
  'hooks.mute': { bad: [...notAnId, { id: '0190a0b0-0000-7000-8000-000000000001' }, { id: '0190a0b0-0000-7000-8000-000000000001', muted: 'yes' }], good: ({ hookId }) => ({ id: hookId, muted: true }) },
  'hooks.muted': noInput,
  'hooks.mutedMessages': { bad: [...notAnId, { id: '0190a0b0-0000-7000-8000-000000000001', limit: 51 }], good: ({ hookId }) => ({ id: hookId }) },
  'hooks.provenance': { bad: notAMessage, good: ({ caseId }) => ({ messageId: caseId }) },
  'hooks.update': { bad: [...notAnId, { id: '0190a0b0-0000-7000-8000-000000000001', enabled: 'no' }, { id: '0190a0b0-0000-7000-8000-000000000001', name: '' }, { id: uuid, rules: { sources: ['10.0.0'] } }, { id: uuid, rules: { sources: ['10.0.0.0/33'] } }, { id: uuid, rules: { contentKinds: ['html'] } }, { id: uuid, rules: { maxBytes: 63 } }, { id: uuid, rules: { signature: { scheme: 'rot13' } } }, { id: uuid, rules: { signature: { scheme: 'hmac', header: 'X Y' } } }, { id: uuid, rules: { signature: { scheme: 'slack', toleranceSeconds: 0 } } }], good: ({ hookId }) => ({ id: hookId, name: 'renamed', description: '', enabled: false, rules: { signature: { scheme: 'github' } } }) },
  'hooks.test': { bad: [...notAnId, { id: uuid, addressId: 'x' }, { id: uuid, dialect: 'irc' }, { id: uuid, sample: 'x'.repeat(65) }], good: ({ hookId }) => ({ id: hookId, dialect: 'kchat', sample: 'attachments' }) },
  'hooks.doctor': { bad: notAnId, good: ({ hookId }) => ({ id: hookId }) },
  'hooks.fix': { bad: [...notAnId, { id: uuid }, { id: uuid, deed: 'magic' }, { id: uuid, deed: 'open_settings' }], good: ({ hookId }) => ({ id: hookId, deed: 'switch_on' }) },
  'hooks.backlog': { bad: notAnId, good: ({ hookId }) => ({ id: hookId }) },
  'hooks.clearBacklog': { bad: [...notAnId, { id: '0190a0b0-0000-7000-8000-000000000001', by: 'magic' }], good: ({ hookId }) => ({ id: hookId, by: 'dropping' }) },
  'hooks.delete': { bad: notAnId, good: ({ spareHookId }) => ({ id: spareHookId }) },
  'hooks.secrets': { bad: notAnId, good: ({ hookId }) => ({ id: hookId }) },
  'hooks.setSecret': {
    bad: [...notAnId, { id: uuid, secret: '' }, { id: uuid, secret: ' ' }, { id: uuid, secret: 'a\nb' }, { id: uuid, secret: 'x'.repeat(513) }, { id: uuid, overlapMs: -1 }, { id: uuid, overlapMs: 31 * 86_400_000 }],
    good: ({ hookId }) => ({ id: hookId, secret: 'It is a secret', overlapMs: 1000 }),
  },
  'hooks.removeSecret': { bad: [...notAnId, { id: uuid, number: 3 }], good: ({ hookId }) => ({ id: hookId, number: 1 }) },
  'addresses.list': { bad: notAHookId, good: ({ hookId }) => ({ hookId }) },
  'addresses.add': { bad: [...notAHookId, { hookId: '0190a0b0-0000-7000-8000-000000000001', dialect: 'irc' }], good: ({ hookId }) => ({ hookId, dialect: 'slack', label: 'nightly' }) },
  'addresses.rotate': { bad: [...notAnId, { id: '0190a0b0-0000-7000-8000-000000000001', overlapMs: -1 }, { id: '0190a0b0-0000-7000-8000-000000000001', overlapMs: 31 * 86_400_000 }], good: ({ addressId }) => ({ id: addressId, overlapMs: 60_000 }) },
  'addresses.setExpiry': { bad: [...notAnId, { id: uuid }, { id: uuid, expiresAt: 'soon' }, { id: uuid, expiresAt: 0.5 }], good: ({ spareAddressId }) => ({ id: spareAddressId, expiresAt: null }) },
  'addresses.users': { bad: notAnId, good: ({ addressId }) => ({ id: addressId }) },
  'addresses.recognise': { bad: [undefined, {}, { text: 1 }, { text: 'x'.repeat(100_001) }], good: () => ({ text: 'https://example.com/hooks/nothing' }) },
  'addresses.remove': { bad: notAnId, good: ({ spareAddressId }) => ({ id: spareAddressId }) },
  'tokens.list': noInput,
  'tokens.create': {
    bad: [undefined, {}, { scope: 'everything' }, { scope: 'hooks', label: 'x'.repeat(65) }, { scope: 'hooks', expiresInMs: 999 }, { scope: 'hooks', expiresInMs: 1.5 }, { scope: 'hooks', expiresInMs: 1e12 }, { scope: 'hooks', person: 1 }],
    good: () => ({ scope: 'hooks', person: 'jim', label: 'nightly', expiresInMs: 90 * 86_400_000 }),
  },
  'tokens.revoke': { bad: notAnId, good: ({ tokenId }) => ({ id: tokenId }) },
  'subscriptions.list': noInput,
  'subscriptions.room': noInput,
  'subscriptions.standings': noInput,
  'subscriptions.show': { bad: notAnId, good: ({ subscriptionId }) => ({ id: subscriptionId }) },
  'subscriptions.create': {
    bad: [
      undefined,
      {},
      { name: 'x' },
      { name: ' ', urls: [url] },
      { name: 'x', urls: [] },
      ...['ftp://x', 'javascript:alert(1)', 'http://', 'http://name:word@example.com', 'https://example.com/a b', '/path'].map((wrong) => ({ name: 'x', urls: [wrong] })),
      { name: 'x', urls: Array.from({ length: 11 }, (_, n) => `${url}/${n}`) },
      { name: 'x', urls: [url], events: [] },
      { name: 'x', urls: [url], events: ['sneezed'] },
      { name: 'x', urls: [url], trigger: { when: 'always', words: [] } },
      { name: 'x', urls: [url], trigger: { when: 'anywhere', words: [''] } },
      { name: 'x', urls: [url], format: 'xml' },
      { name: 'x', urls: [url], signature: 'rsa' },
      { name: 'x', urls: [url], headers: { 'no name': 'x' } },
      { name: 'x', urls: [url], iconUrl: 'file:///etc/passwd' },
      { name: 'x', urls: [url], channels: [''] },
    ],
    good: () => ({ name: 'new', channels: ['town-square'], urls: [url] }),
  },
  'subscriptions.update': { bad: [...notAnId, { id: uuid, name: '' }, { id: uuid, enabled: 'no' }, { id: uuid, urls: ['x'] }], good: ({ subscriptionId }) => ({ id: subscriptionId, name: 'renamed', headers: { 'X-Team': 'ops' } }) },
  'subscriptions.delete': { bad: notAnId, good: ({ spareSubscriptionId }) => ({ id: spareSubscriptionId }) },
  'subscriptions.regenerate': { bad: [...notAnId, { id: uuid, overlapMs: -1 }, { id: uuid, overlapMs: 31 * 86_400_000 }], good: ({ subscriptionId }) => ({ id: subscriptionId, overlapMs: 1000 }) },
  'subscriptions.test': { bad: notAnId, good: ({ subscriptionId }) => ({ id: subscriptionId }) },
  'subscriptions.health': { bad: notAnId, good: ({ subscriptionId }) => ({ id: subscriptionId }) },
  'subscriptions.listening': { bad: notAChannel, good: () => ({ channel: 'town-square' }) },
  'subscriptions.consents': { bad: notAnId, good: ({ subscriptionId }) => ({ id: subscriptionId }) },
  'subscriptions.giveConsent': { bad: [...notAnId, { id: uuid }, { id: uuid, channel: '' }], good: ({ subscriptionId }) => ({ id: subscriptionId, channel: 'town-square' }) },
  'subscriptions.withdrawConsent': { bad: [...notAnId, { id: uuid }, { id: uuid, channel: '' }], good: ({ subscriptionId }) => ({ id: subscriptionId, channel: 'town-square' }) },
  'deliveries.list': {
    bad: [undefined, {}, { subscriptionId: 'x' }, { subscriptionId: uuid, state: 'lost' }, { subscriptionId: uuid, before: 'x' }, { subscriptionId: uuid, limit: 0 }, { subscriptionId: uuid, limit: 201 }],
    good: ({ subscriptionId }) => ({ subscriptionId, state: 'failed', limit: 200 }),
  },
  'deliveries.show': { bad: notAnId, good: ({ deliveryId }) => ({ id: deliveryId }) },
  'deliveries.redeliver': { bad: notAnId, good: ({ deliveryId }) => ({ id: deliveryId }) },
  'deliveries.redeliverFailed': { bad: [undefined, {}, { subscriptionId: 'x', since: 0 }, { subscriptionId: uuid }, { subscriptionId: uuid, since: 0.5 }], good: ({ subscriptionId }) => ({ subscriptionId, since: 0 }) },
  'verdicts.list': { bad: [{ hookId: 'x' }, { limit: 0 }, { limit: 1001 }, { before: 'x' }, { state: 'lost' }, { text: 'x'.repeat(201) }, { hookId: uuid, state: 'strays' }], good: ({ hookId }) => ({ hookId, state: 'refused', text: 'nowhere', limit: 10 }) },
  'verdicts.search': { bad: [{ state: 'lost' }, { limit: 0 }, { before: 'x' }], good: ({ hookId }) => ({ hookId, text: 'x' }) },
  'verdicts.show': { bad: [undefined, {}, { id: 'x' }, { id: 0 }, { id: 1.5 }], good: () => ({ id: 1 }) },
  'verdicts.replay': { bad: [undefined, {}, { id: 'x' }, { id: 0 }, { id: 1.5 }], good: () => ({ id: 1 }) },
  'settings.list': noInput,
  'settings.get': { bad: [undefined, {}, { key: 'nothing' }, { key: '__proto__' }, { key: 'constructor' }], good: () => ({ key: 'hooks.port' }) },
  'settings.set': { bad: [undefined, {}, { key: 'nothing', value: 1 }, { key: 'hooks.port' }, { key: 'hooks.port', value: [1] }, { key: 'hooks.port', value: { n: 1 } }], good: () => ({ key: 'hooks.incomingLimit', value: 20 }) },
  'listener.status': noInput,
  'listener.restart': noInput,
  'support.report': noInput,
  'pictures.get': { bad: [undefined, {}, { url: 1 }, { url: 'x'.repeat(4097) }], good: () => ({ url: 'http://127.0.0.1/picture.png' }) },
  'team.status': noInput,
  'team.checkHosting': { bad: [undefined, { port: -1 }, { port: 65_536 }, { address: '' }, { address: 'x'.repeat(261) }], good: () => ({ port: 0, address: 'localhost:4666' }) },
  'team.host': { bad: [undefined, {}, { addresses: [] }, { addresses: [''] }, { addresses: Array.from({ length: 9 }, () => 'a:1') }, { addresses: ['a:1'], port: -1 }], good: () => ({ addresses: ['127.0.0.1:4666'], port: 0 }) },
  'team.stopHosting': noInput,
  'team.listInvites': noInput,
  'team.createInvite': {
    bad: [undefined, { role: 'owner' }, { role: 'boss' }, { uses: 0 }, { uses: 1001 }, { expiresAt: -1 }, { expiresAt: 0.5 }, { personId: 'x' }, { label: 'x'.repeat(101) }],
    good: () => ({ role: 'admin', uses: 3, label: 'for ops' }),
  },
  'team.revokeInvite': { bad: notAnId, good: ({ inviteId }) => ({ id: inviteId }) },
  'team.addDevice': noInput,
  'team.inspectInvite': { bad: [undefined, {}, { link: 1 }, { link: 'x'.repeat(8001) }], good: ({ link }) => ({ link }) },
  'team.join': {
    bad: [undefined, {}, { link: 'x' }, { link: 'x', username: 'Upper', displayName: 'A', deviceName: 'b' }, { link: 'x', username: 'a', displayName: ' ', deviceName: 'b' }, { link: 'x', username: 'a', displayName: 'A', deviceName: ' ' }],
    good: ({ link }) => ({ link, username: 'lena', displayName: 'Lena', deviceName: 'lena-desk' }),
  },
  'team.listDevices': noInput,
  'team.renameDevice': { bad: [...notAnId, { id: uuid, name: ' ' }, { id: uuid, name: 'x'.repeat(65) }], good: ({ ownDeviceId }) => ({ id: ownDeviceId, name: 'desk' }) },
  'team.removeDevice': { bad: notAnId, good: ({ otherDeviceId }) => ({ id: otherDeviceId }) },
  'team.removePerson': { bad: [undefined, {}, { username: 1 }], good: () => ({ username: 'bob' }) },
  'team.listRemoved': noInput,
  'team.handOver': { bad: [undefined, {}, { username: 1 }], good: () => ({ username: 'carl' }) },
  'team.safety': { bad: [undefined, {}, { username: 1 }], good: () => ({ username: 'jim' }) },
  'team.setVerified': { bad: [undefined, {}, { username: 'jim' }, { username: 'jim', verified: 1 }, { username: 'jim', verified: true }], good: ({ digits }) => ({ username: 'jim', verified: true, digits }) },
  'team.listUnopened': { bad: [undefined, {}, { channelId: 'x' }], good: ({ channelId }) => ({ channelId }) },
  'team.listRefused': noInput,
  'team.reconnect': noInput,
  'team.trustClock': noInput,
  'team.findHost': { bad: [undefined, {}, { address: '' }, { address: 'x'.repeat(261) }], good: () => ({ address: '127.0.0.1:4666' }) },
  'team.discardWaiting': { bad: notAMessage, good: ({ messageId }) => ({ messageId }) },
  'events.subscribe': noInput,
}

/** Whatever was said has its place. */
async function settled({ client }: Pick<TestApp, 'client'>): Promise<void> {
  while ((await client.team.status()).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** One needs a message that waits (`test/sync/inbox.test.ts` has some), one a device that joined (`test/team/team-moves.test.ts`). */
const elsewhere = ['events.subscribe', 'team.discardWaiting', 'team.findHost']

const procedures = Object.entries(contract).flatMap(([feature, its]) => Object.entries(its).map(([name, procedure]) => ({ path: `${feature}.${name}`, procedure: procedure as { '~orpc': { inputSchema?: z.ZodType; outputSchema?: z.ZodType } } })))

test('every procedure has a case, and none is left over', () => {
  expect(Object.keys(cases).sort()).toEqual(procedures.map(({ path }) => path).sort())
})

describe.each(['inline', 'over a WebSocket'])('%s', (transport) => {
  let team: TestTeam
  let other: TestTeam
  let t: TestApp
  let server: TestSocketServer
  let client: Client
  let things: Things
  beforeAll(async () => {
    // All of it in a workspace that is hosted, with somebody who joined it.
    team = await startTeam()
    other = await startTeam()
    t = team.host
    const bob = await team.join('bob')
    await team.join('carl')
    server = await serveOverSocket(t)
    client = transport === 'inline' ? (t.client as unknown as Client) : (await server.connect()).client
    await t.client.settings.set({ key: 'hooks.port', value: 0 })
    await t.client.people.create({ username: 'jim' })
    const { id: messageId } = await t.client.messages.post({ channel: 'town-square', text: 'here' })
    const first = await t.client.hooks.create({ channel: 'town-square', name: 'one', dialects: ['kchat', 'any'] })
    const spare = await t.client.hooks.create({ channel: 'town-square', name: 'two' })
    await fetch(first.addresses[0]?.url ?? '', { method: 'POST', body: '{"text":"x","channel":"nowhere"}' })
    const { id: spareMessageId } = await t.client.messages.post({ channel: 'town-square', text: 'gone' })
    for (const name of ['mine', 'old']) await t.client.channels.create({ name })
    await t.client.channels.archive({ channel: 'old' })
    await t.clientAs(t.app.findActor('jim')).channels.create({ name: 'harbour' })
    const begin = async (): Promise<string> => (await t.client.files.begin({ name: 'a.txt', mediaType: 'text/plain', sizeBytes: 5, width: null, height: null, thumbnailBytes: null })).fileId
    const fill = async (): Promise<string> => {
      const fileId = (await begin()) as FileId
      await t.client.files.append({ fileId, part: 'content', offset: 0, base64: piece })
      return fileId
    }
    const [begunId, filledId, spareUploadId, fileId] = [await begin(), await fill(), await begin(), await fill()]
    await t.client.files.finish({ fileId: fileId as FileId })
    await t.client.messages.post({ channel: 'town-square', text: '', fileIds: [fileId as FileId] })
    const { id: tokenId } = await t.client.tokens.create({ scope: 'hooks' })
    const monitor = await t.makeHook({ dialect: 'emakin', name: 'monitor' })
    const { caseId } = (await (await fetch(monitor.url, { method: 'POST', body: '{"id":"event1","text":"x"}' })).json()) as { caseId: string }
    const { subscription } = await t.client.subscriptions.create({ name: 'out', channels: ['town-square'], urls: [url] })
    await t.client.messages.post({ channel: 'town-square', text: 'told' })
    // Told once it has its place.
    await settled(t)
    const { subscription: spareSubscription } = await t.client.subscriptions.create({ name: 'spare', channels: ['town-square'], urls: [url] })
    await settled(t)
    await t.app.dispatcher.idle()
    const failed = await t.client.deliveries.list({ subscriptionId: subscription.id })
    const outgoing = { subscriptionId: subscription.id, spareSubscriptionId: spareSubscription.id, deliveryId: failed.deliveries[0]?.id ?? '' }
    const devices = await t.client.team.listDevices()
    const { invite } = await t.client.team.createInvite({})
    const { link } = await other.host.client.team.createInvite({ uses: 10 })
    const [square] = await t.client.channels.list()
    await settled(t)
    const around = { channelId: square?.id ?? '', ownDeviceId: t.app.ctx.deviceId, otherDeviceId: devices.find(({ id }) => id === bob.app.ctx.deviceId)?.id ?? '', inviteId: invite.id, link }
    const { digits } = (await call('team.safety', { username: 'jim' })) as { digits: string }
    things = { ...outgoing, ...around, digits, hookId: first.hook.id, spareHookId: spare.hook.id, addressId: first.addresses[0]?.id ?? '', spareAddressId: first.addresses[1]?.id ?? '', messageId, spareMessageId, begunId, filledId, spareUploadId, fileId, tokenId, caseId }
  }, 120_000)
  afterAll(async () => {
    await server.stop()
    await team.stop()
    await other.stop()
  })

  function call(path: string, input: unknown): Promise<unknown> {
    const [feature = '', name = ''] = path.split('.')
    return (client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[feature]?.[name]?.(input) ?? Promise.reject(new Error(`no ${path}`))
  }

  test.each(procedures.filter(({ path }) => cases[path]?.bad.length))('$path refuses bad input and changes nothing', async ({ path }) => {
    const before = readTables(t.app.ctx.reader)
    for (const input of cases[path]?.bad ?? []) {
      const error: unknown = await call(path, input).catch((caught: unknown) => caught)
      expect([input, error instanceof ORPCError && error.code]).toEqual([input, 'BAD_REQUEST'])
    }
    expect(readTables(t.app.ctx.reader)).toEqual(before)
  })

  test.each(procedures.filter(({ path }) => !elsewhere.includes(path)))('$path gives what the contract says', async ({ path, procedure }) => {
    const { inputSchema, outputSchema } = procedure['~orpc']
    expect(inputSchema === undefined).toBe(cases[path]?.bad.length === 0)
    const output = await call(path, cases[path]?.good(things))
    // Nothing is missing, and nothing is there that the contract does not name.
    expect(outputSchema?.parse(output)).toEqual(output)
  })

  test('events.subscribe gives what happens from then on', async () => {
    await settled(t)
    const stop = new AbortController()
    const stream = await client.events.subscribe(undefined, { signal: stop.signal })
    const { id } = await t.client.messages.post({ channel: 'town-square', text: 'live' })
    // What was said before may still be told.
    for await (const event of stream) {
      if (event.name !== 'message.posted') continue
      expect(event).toMatchObject({ data: { id, text: 'live', sending: 'waiting' } })
      break
    }
    stop.abort()
  })

  test('a refusal crosses with its code, sentence and field', async () => {
    const errors = await Promise.all([
      client.messages.post({ channel: 'nowhere', text: 'x' }).catch((error: unknown) => error),
      client.settings.set({ key: 'hooks.port', value: 70_000 }).catch((error: unknown) => error),
      client.messages.show({ id: 'nothing' }).catch((error: unknown) => error),
    ])
    expect(errors.map((error) => error instanceof ORPCError && { code: error.code, defined: error.defined, status: error.status, data: error.data as unknown })).toEqual([
      { code: 'REFUSED', defined: true, status: 400, data: { code: 'not_found', message: 'There is no channel “nowhere”.', field: 'channel' } },
      { code: 'REFUSED', defined: true, status: 400, data: { code: 'invalid', message: expect.stringContaining('hooks.port'), field: 'value' } },
      { code: 'REFUSED', defined: true, status: 400, data: { code: 'not_found', message: 'There is no such message.' } },
    ])
  })
})
