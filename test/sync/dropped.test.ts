/** Whoever comes after a message was deleted reads what answered it, as everybody else does; only a deletion that counts makes that so. */
import { afterEach, expect, test } from 'vitest'
import { addPeople } from '#server/actions/channels/add-people.ts'
import { deleteMessage } from '#server/actions/messages/delete-message.ts'
import { editMessage } from '#server/actions/messages/edit-message.ts'
import { postMessage } from '#server/actions/messages/post-message.ts'
import { reactToMessage } from '#server/actions/messages/react-to-message.ts'
import { setRole } from '#server/actions/people/set-role.ts'
import { newId } from '#server/random.ts'
import { findChannelByName } from '#server/store/channels.ts'
import { findMessage, findMessageRow, listMessages } from '#server/store/messages.ts'
import { listUnopened } from '#server/store/unopened.ts'
import type { Arrival, Opened } from '#server/sync/arrival.ts'
import { applyBatch } from '#server/sync/inbox.ts'
import type { ChannelId, HookId, MessageId } from '#shared/contract/ids.ts'
import { rebuild } from '../helpers/projection.ts'
import { asClosed, makeFounder, makeMember, Relay, tick, type Device } from './simulated-devices.ts'

const devices: Device[] = []
afterEach(() => devices.splice(0).forEach((device) => device.stop()))

interface Team {
  readonly relay: Relay
  readonly ada: Device
  readonly bob: Device
  readonly town: ChannelId
  readonly carl: Device
}

/** Two people who know of each other, and one whose device has heard nothing yet. */
async function makeTeam(): Promise<Team> {
  const relay = new Relay()
  const ada = await makeFounder(relay, async () => undefined)
  const [bob, carl] = [await makeMember('bob'), await makeMember('carl')]
  devices.push(ada, bob, carl)
  for (const one of [ada, bob, carl]) relay.takeFrom(one)
  await relay.bring(ada)
  await addPeople(ada.ctx, ada.me, { channel: 'town-square', usernames: ['bob', 'carl'] })
  relay.takeFrom(ada)
  await share(relay, ada, bob)
  return { relay, ada, bob, carl, town: findChannelByName(ada.ctx.reader, 'town-square')!.id }
}

async function share(relay: Relay, ...all: readonly Device[]): Promise<void> {
  for (const one of all) relay.takeFrom(one)
  for (const one of all) await relay.bring(one)
}

/** As a relay does: the content of the post goes, and the deletion says of which. */
function drop({ relay, town }: Team, messageId: string, by: (records: readonly Arrival[]) => Arrival | undefined = (records) => records.findLast((one) => 'change' in one && one.change.kind === 'message.deleted')): void {
  const records = relay.logs.get(town)!
  const index = records.findIndex((one) => 'change' in one && one.change.kind === 'message.posted' && one.change.body.messageId === messageId)
  const post = records[index]!
  const deletion = by(records)
  if (!('change' in post)) throw new Error('it was dropped before')
  const { change: _, sealed, ...place } = post
  records[index] = { ...place, dropped: true, sealed }
  if (deletion) records[records.indexOf(deletion)] = { ...deletion, redacts: post.id } as Arrival
}

const texts = ({ ctx }: Device, channelId: ChannelId) => listMessages(ctx.reader, { channelId, limit: 100, withReplies: true }).messages.filter(({ type }) => type !== 'system').map(({ text, deletedAt }) => (deletedAt === null ? text : 'deleted'))
const post = (device: Device, text: string, threadRootId?: MessageId) => postMessage(device.ctx, device.me, { channel: 'town-square', text, threadRootId })

async function talk(team: Team): Promise<MessageId> {
  const { relay, ada, bob } = team
  const root = await post(bob, 'the root')
  await editMessage(bob.ctx, bob.me, { messageId: root.id, text: 'the secret root' })
  await share(relay, bob, ada)
  await post(ada, 'a reply', root.id)
  await reactToMessage(ada.ctx, ada.me, { messageId: root.id, emoji: '👍', on: true })
  await share(relay, ada, bob)
  return root.id
}

test('replies, edits and reactions of a deleted message come in for a newcomer', async () => {
  const team = await makeTeam()
  const { relay, ada, bob, carl, town } = team
  const rootId = await talk(team)
  await deleteMessage(bob.ctx, bob.me, { messageId: rootId })
  await share(relay, bob, ada)
  await relay.bring(ada)
  drop(team, rootId)
  await relay.bring(carl)
  expect(texts(carl, town)).toEqual(texts(ada, town))
  expect(texts(carl, town)).toEqual(['deleted', 'a reply'])
  expect(listUnopened(carl.ctx.reader, town, 100)).toEqual([])
  expect(findMessage(carl.ctx.reader, rootId)).toMatchObject({ text: '', thread: { replyCount: 1 }, reactions: [] })
  expect(findMessageRow(carl.ctx.reader, rootId)?.authorId).toBe(bob.me.personId)
  const { before, after } = await rebuild(carl.ctx)
  expect(after).toEqual(before)
})

test('a host that drops content nobody deleted gains no deleted message by it', async () => {
  const team = await makeTeam()
  const { relay, carl, town } = team
  const rootId = await talk(team)
  drop(team, rootId, () => undefined)
  await relay.bring(carl)
  expect(texts(carl, town)).toEqual([])
  expect(findMessage(carl.ctx.reader, rootId)).toBeUndefined()
  expect(new Set(listUnopened(carl.ctx.reader, town, 100).map(({ state }) => state))).toEqual(new Set(['waiting']))
})

test('nor with the deletion of another message, or of somebody who may not', async () => {
  const team = await makeTeam()
  const { relay, ada, bob, carl, town } = team
  const rootId = await talk(team)
  await bob.say('message.deleted', town, { messageId: rootId, deletedBy: ada.me.personId })
  relay.takeFrom(bob)
  drop(team, rootId)
  await relay.bring(carl)
  expect(findMessage(carl.ctx.reader, rootId)).toBeUndefined()
  expect(texts(carl, town)).toEqual([])
})

test('an own message that was deleted does not stand in for one of somebody else whose key comes later', async () => {
  const team = await makeTeam()
  const { relay, ada, bob, carl, town } = team
  await setRole(ada.ctx, ada.me, { username: 'bob', role: 'member' })
  await share(relay, ada, bob)
  const { id: messageId } = await post(ada, 'what bob would have gone')
  await share(relay, ada, bob)
  const bait = await post(bob, 'bait')
  await bob.say('message.deleted', town, { messageId, deletedBy: bob.me.personId })
  relay.takeFrom(bob)
  drop(team, bait.id)
  const records = relay.logs.get(town)!
  const index = records.findIndex((one) => 'change' in one && one.change.kind === 'message.posted' && one.change.body.messageId === messageId)
  const original = records[index] as Opened
  records[index] = asClosed(original)
  await relay.bring(carl)
  expect(findMessage(carl.ctx.reader, messageId)).toBeUndefined()
  await applyBatch(carl.ctx, [original])
  await share(relay, ada)
  expect([texts(ada, town), texts(carl, town)]).toEqual([['what bob would have gone'], ['what bob would have gone']])
  expect(listUnopened(carl.ctx.reader, town, 100)).toMatchObject([{ state: 'refused' }])
})

test('a deletion waits for what has no key yet, and no longer than until that is given up on', async () => {
  const team = await makeTeam()
  const { relay, ada, bob, carl, town } = team
  const { id: other } = await post(ada, 'something else')
  await share(relay, ada, bob)
  const rootId = await talk(team)
  await deleteMessage(bob.ctx, bob.me, { messageId: rootId })
  await share(relay, bob, ada)
  drop(team, rootId)
  const records = relay.logs.get(town)!
  const index = records.findIndex((one) => 'change' in one && one.change.kind === 'message.posted' && one.change.body.messageId === other)
  const closed = asClosed(records[index] as Opened)
  records[index] = closed
  await relay.bring(carl)
  expect(texts(carl, town)).toEqual([])
  await applyBatch(carl.ctx, [{ ...closed, unopened: { state: 'before_joining', reason: 'Its key does not come.' } }])
  expect(texts(carl, town)).toEqual(['deleted', 'a reply'])
})

test('edits that went with the post are waited for no longer', async () => {
  const team = await makeTeam()
  const { relay, ada, bob, carl, town } = team
  const rootId = await talk(team)
  await share(relay, ada, carl)
  await editMessage(bob.ctx, bob.me, { messageId: rootId, text: 'the last words' })
  await deleteMessage(bob.ctx, bob.me, { messageId: rootId })
  await share(relay, bob, ada)
  dropAll(team, rootId)
  const dora = await makeMember('dora')
  devices.push(dora)
  // One has the message and not its last edit, the other has nothing yet.
  await share(relay, dora, carl, dora)
  for (const one of [carl, dora]) {
    expect(texts(one, town)).toEqual(texts(ada, town))
    expect(listUnopened(one.ctx.reader, town, 100)).toEqual([])
    expect(one.ctx.reader.all('SELECT 1 FROM dropped_record')).toEqual([])
    const { before, after } = await rebuild(one.ctx)
    expect(after).toEqual(before)
  }
})

test('counts and changes of a webhook’s message that its owner deleted on another device come in for a newcomer', async () => {
  const team = await makeTeam()
  const { relay, ada, bob, carl, town } = team
  await setRole(ada.ctx, ada.me, { username: 'bob', role: 'member' })
  const hookId = newId<HookId>()
  await ada.say('hook.defined', 'workspace', { hookId, name: 'ci', description: '', channelId: town, ownerId: bob.me.personId, locked: false, username: null, iconUrl: null, iconEmoji: null, enabled: true, homeDevice: ada.ctx.deviceId })
  const messageId = newId<MessageId>()
  await ada.say('message.posted', town, { messageId, type: 'webhook', authorId: bob.me.personId, text: 'Build failed', username: 'ci', hookId, iconUrl: null, iconEmoji: null, attachments: [], props: {} })
  await share(relay, ada, bob)
  await ada.say('message.repeated', town, { messageId, count: 42, lastAt: tick() })
  await ada.say('message.edited', town, { messageId, text: 'Build failed again' })
  await share(relay, ada, bob)
  await post(bob, 'a reply', messageId)
  await deleteMessage(bob.ctx, bob.me, { messageId })
  // The edit is of a device that is not its person's: the host would refuse the whole deletion.
  expect(bob.outbox.list(0, 10).at(-1)?.redacts).toBe(bob.ctx.reader.get<{ id: string }>("SELECT id FROM change_log WHERE kind = 'message.posted' AND body ->> 'messageId' = ?", messageId)?.id)
  await share(relay, bob, ada)
  drop(team, messageId)
  await relay.bring(carl)
  expect(texts(carl, town)).toEqual(texts(ada, town))
  expect(texts(carl, town)).toEqual(['deleted', 'a reply'])
  expect(listUnopened(carl.ctx.reader, town, 100)).toEqual([])
  expect(findMessage(carl.ctx.reader, messageId)).toMatchObject({ type: 'webhook', text: '' })
  expect(findMessageRow(carl.ctx.reader, messageId)?.authorId).toBe(bob.me.personId)
  const { before, after } = await rebuild(carl.ctx)
  expect(after).toEqual(before)
})

test('nobody else deletes what a webhook wrote, nor counts or changes it from another device', async () => {
  const team = await makeTeam()
  const { relay, ada, bob, carl, town } = team
  const eve = await makeMember('eve')
  devices.push(eve)
  await share(relay, eve, ada)
  for (const username of ['bob', 'eve']) await setRole(ada.ctx, ada.me, { username, role: 'member' })
  const hookId = newId<HookId>()
  await ada.say('hook.defined', 'workspace', { hookId, name: 'ci', description: '', channelId: town, ownerId: bob.me.personId, locked: false, username: null, iconUrl: null, iconEmoji: null, enabled: true, homeDevice: ada.ctx.deviceId })
  const messageId = newId<MessageId>()
  await ada.say('message.posted', town, { messageId, type: 'webhook', authorId: bob.me.personId, text: 'Build failed', username: 'ci', hookId, iconUrl: null, iconEmoji: null, attachments: [], props: {} })
  await share(relay, ada, bob, eve)
  await eve.say('message.deleted', town, { messageId, deletedBy: eve.me.personId })
  relay.takeFrom(eve)
  drop(team, messageId)
  await relay.bring(carl)
  expect(findMessage(carl.ctx.reader, messageId)).toBeUndefined()
  await bob.say('message.deleted', town, { messageId, deletedBy: bob.me.personId })
  await eve.say('message.repeated', town, { messageId, count: 3, lastAt: tick() })
  await eve.say('message.edited', town, { messageId, text: 'mine' })
  const post = relay.logs.get(town)!.find((one) => 'dropped' in one)!
  for (const one of [bob, eve]) relay.takeFrom(one)
  const records = relay.logs.get(town)!
  const index = records.findLastIndex((one) => 'change' in one && one.change.kind === 'message.deleted')
  records[index] = { ...records[index], redacts: 'id' in post ? post.id : '' } as Arrival
  await relay.bring(carl)
  expect(findMessage(carl.ctx.reader, messageId)).toMatchObject({ text: '', deletedAt: expect.any(Number) })
  expect(listUnopened(carl.ctx.reader, town, 100).map(({ state }) => state)).toEqual(['refused', 'refused', 'refused'])
})

/** As a relay does: with the post its edits. */
function dropAll({ relay, town }: Team, messageId: string): void {
  const records = relay.logs.get(town)!
  const isOf = (one: Arrival, ...kinds: string[]): one is Opened => 'change' in one && kinds.includes(one.change.kind) && (one.change.body as { messageId?: string }).messageId === messageId
  const said = records.filter((one) => isOf(one, 'message.posted', 'message.edited'))
  const redacts = said.map((one) => ('id' in one ? one.id : '')).join()
  for (const [index, one] of records.entries()) {
    if (isOf(one, 'message.deleted')) records[index] = { ...one, redacts }
    if (!isOf(one, 'message.posted', 'message.edited')) continue
    const { change: _, sealed, ...place } = one
    records[index] = { ...place, dropped: true, sealed }
  }
}
