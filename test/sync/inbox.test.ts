/** What comes from the relay, in any order that can happen: all devices end with the same tables, and each with those that its log makes. */
import { afterEach, describe, expect, test } from 'vitest'
import type { PostedMessage } from '#shared/contract/change.ts'
import type { ChannelId, HookId, MessageId } from '#shared/contract/ids.ts'
import type { SubscriptionFields } from '#shared/contract/subscription.ts'
import { addPeople } from '#server/actions/channels/add-people.ts'
import { createChannel } from '#server/actions/channels/create-channel.ts'
import { deleteMessage } from '#server/actions/messages/delete-message.ts'
import { createSubscription } from '#server/actions/outgoing/change-subscription.ts'
import { discardWaiting } from '#server/actions/posts/discard-waiting.ts'
import { editMessage } from '#server/actions/messages/edit-message.ts'
import { markRead } from '#server/actions/messages/mark-read.ts'
import { pinMessage } from '#server/actions/messages/pin-message.ts'
import { postMessage } from '#server/actions/messages/post-message.ts'
import { reactToMessage } from '#server/actions/messages/react-to-message.ts'
import { findChannelByName } from '#server/store/channels.ts'
import { getMessage, listMessages } from '#server/store/messages.ts'
import { isPending } from '#server/store/positions.ts'
import { projectionTables } from '#server/store/rebuild-projection.ts'
import { readSettings } from '#server/store/settings.ts'
import { listRefused, listUnopened } from '#server/store/unopened.ts'
import { readChannelState } from '#server/store/unreads.ts'
import type { Opened } from '#server/sync/arrival.ts'
import { applyBatch } from '#server/sync/inbox.ts'
import { rebuild } from '../helpers/projection.ts'
import { walkAtRandom } from './random-walk.ts'
import { asClosed, makeFounder, makeMember, Relay, type Device } from './simulated-devices.ts'

const devices: Device[] = []
afterEach(() => devices.splice(0).forEach((device) => device.stop()))

interface Team {
  readonly relay: Relay
  readonly ada: Device
  readonly bob: Device
  readonly town: ChannelId
}

/** Two people who know of each other. */
async function makeTeam(): Promise<Team> {
  const relay = new Relay()
  const ada = await makeFounder(relay, async (founder) => postMessage(founder.ctx, founder.me, { channel: 'town-square', text: 'from before' }))
  const bob = await makeMember('bob')
  devices.push(ada, bob)
  relay.takeFrom(ada)
  relay.takeFrom(bob)
  await relay.bring(ada)
  await addPeople(ada.ctx, ada.me, { channel: 'town-square', usernames: ['bob'] })
  relay.takeFrom(ada)
  await relay.bring(ada)
  await relay.bring(bob)
  return { relay, ada, bob, town: findChannelByName(ada.ctx.reader, 'town-square')!.id }
}

const texts = ({ ctx }: Device, channelId: ChannelId) => listMessages(ctx.reader, { channelId, limit: 100, withReplies: true }).messages.filter(({ type }) => type !== 'system').map(({ text }) => text)
const post = (device: Device, text: string, threadRootId?: MessageId) => postMessage(device.ctx, device.me, { channel: 'town-square', text, threadRootId })

describe('what waits for its place', () => {
  test('stands last until it has one, and then where the relay put it', async () => {
    const { relay, ada, bob, town } = await makeTeam()
    const mine = await post(bob, 'said offline')
    expect(mine).toMatchObject({ sending: 'waiting', endToEndEncrypted: true })
    expect(isPending(mine.position)).toBe(true)
    await post(ada, 'said before that')
    relay.takeFrom(ada)
    await relay.bring(bob)
    expect(texts(bob, town)).toEqual(['from before', 'said before that', 'said offline'])
    bob.events.length = 0
    relay.takeFrom(bob)
    await post(ada, 'said after that')
    relay.takeFrom(ada)
    await relay.bring(bob)
    await relay.bring(ada)
    const expected = ['from before', 'said before that', 'said offline', 'said after that']
    expect([texts(ada, town), texts(bob, town)]).toEqual([expected, expected])
    const placed = getMessage(bob.ctx.reader, mine.id)
    expect(placed).toMatchObject({ sending: 'sent', endToEndEncrypted: true })
    expect(bob.events.filter((event) => event.name === 'message.changed').map(({ data }) => data)).toContainEqual(placed)
    expect(bob.outbox.count()).toBe(0)
  })

  test('is sent in its order, survives a restart of whoever sends, and comes once although it is sent twice', async () => {
    const { relay, ada, bob, town } = await makeTeam()
    for (const text of ['one', 'two', 'three']) await post(bob, text)
    expect(bob.outbox.list(0, 100).map(({ change }) => (change.kind === 'message.posted' ? change.body.text : change.kind))).toEqual(['device.admitted', 'one', 'two', 'three'].slice(1))
    relay.takeFrom(bob, 2)
    bob.sentTo = 0
    relay.takeFrom(bob)
    await relay.bring(ada)
    await relay.bring(bob)
    await applyBatch(bob.ctx, relay.next(bob, town))
    expect([texts(ada, town), texts(bob, town)]).toEqual([1, 2].map(() => ['from before', 'one', 'two', 'three']))
  })

  test('a place that was left out stops the batch before anything of it counts', async () => {
    const { relay, ada, bob, town } = await makeTeam()
    for (const text of ['one', 'two', 'three']) await post(ada, text)
    relay.takeFrom(ada)
    const [first, , third] = relay.next(bob, town)
    await expect(applyBatch(bob.ctx, [first!, third!])).rejects.toThrow(/cannot come next/)
    expect(texts(bob, town)).toEqual(['from before'])
    await relay.bring(bob)
    expect(texts(bob, town)).toEqual(['from before', 'one', 'two', 'three'])
  })

  test('what a person of this device said last counts, also where the others spoke meanwhile', async () => {
    const { relay, ada, bob } = await makeTeam()
    const value = ({ ctx }: Device) => readSettings(ctx.reader)['messages.maxLength']
    await bob.say('setting.changed', 'workspace', { key: 'messages.maxLength', value: 2000 })
    await ada.say('setting.changed', 'workspace', { key: 'messages.maxLength', value: 3000 })
    relay.takeFrom(ada)
    await relay.bring(bob)
    expect(value(bob)).toBe(2000)
    relay.takeFrom(bob)
    await relay.bring(ada)
    await relay.bring(bob)
    expect([value(ada), value(bob)]).toEqual([2000, 2000])
  })
})

describe('what was read', () => {
  test('a message that waits moves no mark past what others said before it', async () => {
    const { relay, ada, bob, town } = await makeTeam()
    const state = () => readChannelState(bob.ctx.reader, bob.me.personId, town)
    await post(bob, 'mine')
    expect(state()).toMatchObject({ unread: 0 })
    await post(ada, 'theirs, @bob')
    relay.takeFrom(ada)
    relay.takeFrom(bob)
    await relay.bring(bob)
    expect(state()).toMatchObject({ unread: 1, mentions: 1 })
    const { position } = listMessages(bob.ctx.reader, { channelId: town, limit: 1 }).messages[0]!
    await markRead(bob.ctx, bob.me, { channel: town, position })
    expect(state()).toMatchObject({ unread: 0, mentions: 0, lastRead: position })
  })

  test('what was said before one came is read', async () => {
    const { bob, town } = await makeTeam()
    expect(readChannelState(bob.ctx.reader, bob.me.personId, town)).toMatchObject({ unread: 0 })
  })

  test('a webhook posts while the relay is away: unread until it is read, and read it stays', async () => {
    const { relay, bob, town } = await makeTeam()
    const hookId = bob.ctx.newId<HookId>()
    await bob.say('hook.defined', 'workspace', { hookId, name: 'ci', description: '', channelId: town, ownerId: bob.me.personId, locked: false, username: null, iconUrl: null, iconEmoji: null, enabled: true, homeDevice: bob.ctx.deviceId })
    await bob.say('message.posted', town, hookPost(bob, hookId, 'built'))
    const state = () => readChannelState(bob.ctx.reader, bob.me.personId, town)
    expect(state()).toMatchObject({ unread: 1 })
    const [message] = listMessages(bob.ctx.reader, { channelId: town, limit: 1 }).messages
    expect(message).toMatchObject({ sending: 'waiting', endToEndEncrypted: false })
    await markRead(bob.ctx, bob.me, { channel: town, position: message!.position })
    expect(state()).toMatchObject({ unread: 0 })
    relay.takeFrom(bob)
    await relay.bring(bob)
    expect(state()).toMatchObject({ unread: 0 })
  })

  test('what others say while a message that was read still waits can be read too', async () => {
    const { relay, ada, bob, town } = await makeTeam()
    const state = () => readChannelState(bob.ctx.reader, bob.me.personId, town)
    await post(bob, 'mine')
    const mine = listMessages(bob.ctx.reader, { channelId: town, limit: 1 }).messages[0]!
    expect(mine.sending).toBe('waiting')
    await markRead(bob.ctx, bob.me, { channel: town, position: mine.position })
    await post(ada, 'theirs')
    relay.takeFrom(ada)
    await relay.bring(bob)
    expect(state()).toMatchObject({ unread: 1 })
    await markRead(bob.ctx, bob.me, { channel: town, position: mine.position })
    expect(state()).toMatchObject({ unread: 0, lastRead: mine.position })
  })
})

const hookPost = (device: Device, hookId: HookId, text: string): PostedMessage => ({ messageId: device.ctx.newId<MessageId>(), type: 'webhook', authorId: device.me.personId, text, username: null, hookId, iconUrl: null, iconEmoji: null, attachments: [], props: {} })

const outgoing: SubscriptionFields = { name: 'out', description: '', trigger: { when: 'every', words: [] }, events: ['posted'], from: 'people', urls: ['https://receiver.example/in'], format: 'mattermost-json', signature: 'token', headers: {}, allow: [], policy: 'retry', strictOrder: false, receiver: null, username: null, iconUrl: null }

describe('what the team does not take', () => {
  test('a fact is gone here too, with what rests on it', async () => {
    const { relay, bob } = await makeTeam()
    await createChannel(bob.ctx, bob.me, { name: 'mine', purpose: '', private: false, members: [] })
    await postMessage(bob.ctx, bob.me, { channel: 'mine', text: 'first' })
    relay.takeFrom(bob, 100, ({ kind }) => (kind === 'channel.created' ? 'Not here.' : undefined))
    await applyBatch(bob.ctx, relay.next(bob, 'workspace', 1 + 1))
    await relay.bring(bob, (log) => log === 'workspace')
    expect(findChannelByName(bob.ctx.reader, 'mine')).toBeUndefined()
    expect(bob.outbox.count()).toBe(0)
    expect(listRefused(bob.ctx.reader, bob.me.personId, 10).map(({ reason }) => reason)).toContain('Not here.')
    expect(bob.ctx.reader.all('PRAGMA foreign_key_check')).toEqual([])
    const { before, after } = await rebuild(bob.ctx)
    expect(after).toEqual(before)
  })

  test('an outgoing webhook is gone here too, with what waits to be delivered by it', async () => {
    const { relay, ada, bob, town } = await makeTeam()
    const { subscription } = await createSubscription(bob.ctx, bob.me, { ...outgoing, channels: ['town-square'] })
    await post(ada, 'said before the team did not take it')
    relay.takeFrom(ada)
    await relay.bring(bob, (log) => log === town)
    const waiting = () => bob.ctx.reader.all('SELECT subscription_id AS id FROM delivery')
    expect(waiting()).toEqual([{ id: subscription.id }])
    relay.takeFrom(bob, 100, ({ kind }) => (kind === 'subscription.defined' ? 'Not by you.' : undefined))
    await relay.bring(bob)
    expect([waiting(), bob.outbox.count(), bob.ctx.reader.all('PRAGMA foreign_key_check')]).toEqual([[], 0, []])
    expect(listRefused(bob.ctx.reader, bob.me.personId, 10).map(({ reason }) => reason)).toContain('Not by you.')
  })

  test('a message stays in sight as refused until it is discarded', async () => {
    const { relay, ada, bob, town } = await makeTeam()
    const root = await post(bob, 'too much')
    await post(bob, 'a reply to it', root.id)
    relay.takeFrom(bob, 1, () => 'Too much.')
    await relay.bring(bob)
    expect(getMessage(bob.ctx.reader, root.id).sending).toBe('refused')
    expect(bob.outbox.list(0, 10)).toHaveLength(1)
    await discardWaiting(bob.ctx, bob.me, root.id)
    expect(texts(bob, town)).toEqual(['from before'])
    expect([bob.outbox.count(), listRefused(bob.ctx.reader, bob.me.personId, 10)]).toEqual([0, []])
    await post(ada, 'goes on')
    relay.takeFrom(ada)
    await relay.bring(bob)
    expect(texts(bob, town)).toEqual(['from before', 'goes on'])
    const { before, after } = await rebuild(bob.ctx)
    expect(after).toEqual(before)
  })

  test('words of a deleted message leave the log once the deletion has its place, and stay when it is refused', async () => {
    const { relay, ada, bob, town } = await makeTeam()
    const { id } = await post(bob, 'canary one')
    await editMessage(bob.ctx, bob.me, { messageId: id, text: 'canary two' })
    relay.takeFrom(bob)
    await relay.bring(ada)
    await relay.bring(bob)
    const words = ({ ctx }: Device) => ctx.reader.all("SELECT 1 FROM change_log WHERE body LIKE '%canary%'").length
    await deleteMessage(bob.ctx, bob.me, { messageId: id })
    expect(words(bob)).toBe(2)
    relay.takeFrom(bob, 1, () => 'Not now.')
    await relay.bring(bob)
    expect(getMessage(bob.ctx.reader, id)).toMatchObject({ text: 'canary two', deletedAt: null })
    await deleteMessage(bob.ctx, bob.me, { messageId: id })
    const said = bob.ctx.reader.all<{ id: string }>("SELECT id FROM change_log WHERE kind IN ('message.posted', 'message.edited') AND body ->> 'messageId' = ? ORDER BY position", id)
    expect(said).toHaveLength(2)
    expect(bob.outbox.list(0, 10).at(-1)?.redacts).toBe(said.map((one) => one.id).join())
    relay.takeFrom(bob)
    await relay.bring(ada)
    await relay.bring(bob)
    expect([words(ada), words(bob), texts(ada, town)]).toEqual([0, 0, ['from before']])
  })
})

describe('what cannot be opened', () => {
  test('waits, holds up nothing, and what rests on it comes with it', async () => {
    const { relay, ada, bob, town } = await makeTeam()
    const root = await post(ada, 'root')
    await post(ada, 'reply', root.id)
    await reactToMessage(ada.ctx, ada.me, { messageId: root.id, emoji: '🚢', on: true })
    await post(ada, 'another')
    relay.takeFrom(ada)
    await relay.bring(ada)
    const records = relay.next(bob, town) as Opened[]
    await applyBatch(bob.ctx, [asClosed(records[0]!), ...records.slice(1)])
    expect(texts(bob, town)).toEqual(['from before', 'another'])
    expect(listUnopened(bob.ctx.reader, town, 10).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
    await applyBatch(bob.ctx, [records[0]!])
    expect(listUnopened(bob.ctx.reader, town, 10)).toEqual([])
    expect(getMessage(bob.ctx.reader, root.id)).toEqual(getMessage(ada.ctx.reader, root.id))
    expect(texts(bob, town)).toEqual(['from before', 'root', 'reply', 'another'])
  })

  test('content that came before the facts it rests on is there as soon as they are', async () => {
    const { relay, ada, bob } = await makeTeam()
    await createChannel(ada.ctx, ada.me, { name: 'fresh', purpose: '', private: false, members: ['bob'] })
    await postMessage(ada.ctx, ada.me, { channel: 'fresh', text: 'first here' })
    relay.takeFrom(ada)
    await relay.bring(ada)
    const { id } = findChannelByName(ada.ctx.reader, 'fresh')!
    await applyBatch(bob.ctx, relay.next(bob, id))
    expect(listUnopened(bob.ctx.reader, id, 10)).toMatchObject([{ state: 'waiting' }])
    await relay.bring(bob)
    expect(texts(bob, id)).toEqual(['first here'])
  })

  test('what says too much is refused with a reason, and nothing else happens', async () => {
    const { relay, ada, bob, town } = await makeTeam()
    const mine = await post(ada, 'by ada')
    relay.takeFrom(ada)
    await relay.bring(ada)
    await relay.bring(bob)
    await bob.say('message.edited', town, { messageId: mine.id, text: 'by bob' })
    await bob.say('message.posted', town, { ...hookPost(bob, '' as HookId, 'as ada'), type: 'message', hookId: null, authorId: ada.me.personId })
    await bob.say('reaction.added', town, { messageId: mine.id, personId: ada.me.personId, emoji: '👍' })
    relay.takeFrom(bob)
    await relay.bring(ada)
    await relay.bring(bob)
    expect(texts(ada, town)).toEqual(['from before', 'by ada'])
    expect(getMessage(ada.ctx.reader, mine.id).reactions).toEqual([])
    expect(listUnopened(ada.ctx.reader, town, 10).map(({ state, reason }) => [state, reason])).toEqual([
      ['refused', 'It edits a message in the name of somebody else.'],
      ['refused', 'It was written in the name of somebody else.'],
      ['refused', 'It reacts in the name of somebody else.'],
    ])
    // Its own device takes it back, too.
    expect(getMessage(bob.ctx.reader, mine.id)).toMatchObject({ text: 'by ada', reactions: [] })
    expect(bob.outbox.count()).toBe(0)
  })
})

test('two channels get the same name at the same time: the first keeps it on every device', async () => {
  const { relay, ada, bob } = await makeTeam()
  await createChannel(bob.ctx, bob.me, { name: 'ship', purpose: 'of bob', private: false, members: [] })
  await createChannel(ada.ctx, ada.me, { name: 'ship', purpose: 'of ada', private: false, members: [] })
  relay.takeFrom(ada)
  await relay.bring(bob)
  relay.takeFrom(bob)
  await relay.bring(ada)
  await relay.bring(bob)
  const names = ({ ctx }: Device) => ctx.reader.all<{ name: string; purpose: string }>("SELECT name, purpose FROM channel WHERE wanted_name = 'ship' ORDER BY named_at")
  expect(names(bob)).toEqual(names(ada))
  expect(names(ada)).toMatchObject([{ name: 'ship', purpose: 'of ada' }, { name: expect.stringMatching(/^ship-[0-9a-f]{12}$/) as string, purpose: 'of bob' }])
})

test('a private channel is nameless to those outside, and named to its members', async () => {
  const { relay, ada, bob } = await makeTeam()
  await createChannel(ada.ctx, ada.me, { name: 'secret', displayName: 'Plans', purpose: 'hush', private: true, members: [] })
  relay.takeFrom(ada)
  await relay.bring(ada)
  const { id } = findChannelByName(ada.ctx.reader, 'secret')!
  await relay.bring(bob, (log) => log !== id)
  expect(bob.ctx.reader.get('SELECT name, display_name AS displayName, purpose FROM channel WHERE id = ?', id)).toEqual({ name: id, displayName: id, purpose: '' })
  await relay.bring(bob)
  expect(findChannelByName(bob.ctx.reader, 'secret')).toMatchObject({ displayName: 'Plans', purpose: 'hush' })
})

test('a private channel from before its name was told apart is named to its members, too', async () => {
  const relay = new Relay()
  const id = '01976f00-0000-7000-8000-00000000000c' as ChannelId
  const ada = await makeFounder(relay, async ({ say, me }) => say('channel.created', id, { name: 'old-secret', displayName: 'Old', purpose: '', type: 'private', createdBy: me.personId }))
  const bob = await makeMember('bob')
  devices.push(ada, bob)
  relay.takeFrom(ada)
  await relay.bring(bob)
  expect(findChannelByName(bob.ctx.reader, 'old-secret')).toMatchObject({ id, displayName: 'Old' })
})

test('pins, reactions and edits of several devices come to the same', async () => {
  const { relay, ada, bob, town } = await makeTeam()
  const { id } = await post(ada, 'about this')
  relay.takeFrom(ada)
  await relay.bring(ada)
  await relay.bring(bob)
  await reactToMessage(bob.ctx, bob.me, { messageId: id, emoji: '👍', on: true })
  await pinMessage(bob.ctx, bob.me, { messageId: id, on: true })
  await pinMessage(ada.ctx, ada.me, { messageId: id, on: true })
  await reactToMessage(ada.ctx, ada.me, { messageId: id, emoji: '👍', on: true })
  await editMessage(ada.ctx, ada.me, { messageId: id, text: 'about that' })
  for (const device of [ada, bob]) relay.takeFrom(device)
  await relay.bring(bob)
  await relay.bring(ada)
  expect(getMessage(bob.ctx.reader, id)).toEqual(getMessage(ada.ctx.reader, id))
  expect(getMessage(ada.ctx.reader, id)).toMatchObject({ text: 'about that', reactions: [{ emoji: '👍', people: ['ada', 'bob'] }] })
  expect(texts(bob, town)).toEqual(texts(ada, town))
})

describe('at random', () => {
  test.each([1, 2, 3, 4, 5, 6])('walk %i: all devices end with the same tables, and each with those that its log makes', async (seed) => {
    const walked = await walkAtRandom(seed, 160)
    devices.push(...walked.devices)
    const [first, ...others] = walked.devices.map((device) => walked.tablesOf(device))
    for (const other of others) expect(other).toEqual(first)
    for (const device of walked.devices) {
      expect(device.outbox.count()).toBe(0)
      const { before, after } = await rebuild(device.ctx)
      for (const table of projectionTables) expect(after[table], `${device.name}: ${table}`).toEqual(before[table])
      expect(device.ctx.reader.all('PRAGMA foreign_key_check')).toEqual([])
    }
    expect(walked.kinds.size).toBeGreaterThan(14)
  })
})
