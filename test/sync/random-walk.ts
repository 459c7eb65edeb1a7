/** Three devices say whatever comes to mind, are offline and back, refused and late, by a seed. */
import type { ChangeKind } from '#shared/contract/change.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { ChannelId, HookId, MessageId, SubscriptionId } from '#shared/contract/ids.ts'
import { addPeople } from '#server/actions/channels/add-people.ts'
import { archiveChannel } from '#server/actions/channels/archive-channel.ts'
import { changeCase } from '#server/actions/posts/change-case.ts'
import { createChannel } from '#server/actions/channels/create-channel.ts'
import { deleteMessage } from '#server/actions/messages/delete-message.ts'
import { editMessage } from '#server/actions/messages/edit-message.ts'
import { joinChannel } from '#server/actions/channels/join-channel.ts'
import { leaveChannel } from '#server/actions/channels/leave-channel.ts'
import { markAllRead } from '#server/actions/messages/mark-read.ts'
import { pinMessage } from '#server/actions/messages/pin-message.ts'
import { postMessage } from '#server/actions/messages/post-message.ts'
import { reactToMessage } from '#server/actions/messages/react-to-message.ts'
import { setSetting } from '#server/actions/workspace/set-setting.ts'
import { restoreChannel, updateChannel } from '#server/actions/channels/update-channel.ts'
import { updateProfile } from '#server/actions/people/update-profile.ts'
import type { Reader } from '#server/store/connection.ts'
import { findCursor } from '#server/store/cursors.ts'
import type { Log } from '#server/store/log-of.ts'
import { projectionTables } from '#server/store/rebuild-projection.ts'
import type { Arrival, Opened } from '#server/sync/arrival.ts'
import { applyBatch } from '#server/sync/inbox.ts'
import { asClosed, makeFounder, makeMember, Relay, type Device } from './simulated-devices.ts'

type Chance = () => number

function createChance(seed: number): Chance {
  let state = seed * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const HOOK = '01976f00-0000-7000-8000-00000000000a' as HookId
const SUBSCRIPTION = '01976f00-0000-7000-8000-00000000000b' as SubscriptionId

export interface Walked {
  readonly devices: readonly Device[]
  readonly kinds: ReadonlySet<ChangeKind>
  tablesOf(device: Device): unknown
}

export async function walkAtRandom(seed: number, steps: number): Promise<Walked> {
  const chance = createChance(seed)
  const relay = new Relay()
  const ada = await makeFounder(relay, (device) => prepare(device))
  const devices = [ada, await makeMember('bob'), await makeMember('cem')]
  const late = new Map<Device, Opened[]>(devices.map((device) => [device, []]))
  for (const device of devices) relay.takeFrom(device)
  for (const device of devices) await relay.bring(device)
  await addPeople(ada.ctx, ada.me, { channel: 'town-square', usernames: ['bob', 'cem'] })
  relay.takeFrom(ada)
  const kinds = new Set<ChangeKind>()
  const judge = refuseSome(chance)

  for (let step = 0; step < steps; step += 1) {
    const device = pick(chance, devices)!
    await act(device, chance)
    // Now and then it is online: for a part of what waits there, and of what waits for it.
    if (chance() < 0.3) relay.takeFrom(device, 1 + Math.floor(chance() * 4), judge)
    if (chance() < 0.4) await hear(relay, device, chance, late.get(device)!)
    if (chance() < 0.1) await openLate(device, chance, late.get(device)!)
  }
  // Twice: what waited for facts comes with them, and what was said meanwhile goes out.
  for (let round = 0; round < 2; round += 1) {
    for (const device of devices) relay.takeFrom(device, 10_000, judge)
    for (const device of devices) await relay.bring(device)
    for (const device of devices) await openLate(device, () => 1, late.get(device)!)
  }
  for (const records of relay.logs.values()) for (const record of records) if ('change' in record) kinds.add(record.change.kind)
  return { devices, kinds, tablesOf: (device) => readShared(device.ctx.reader) }
}

async function prepare({ ctx, me, say }: Device): Promise<void> {
  const town = ctx.reader.get<{ id: ChannelId }>("SELECT id FROM channel WHERE name = 'town-square'")!.id
  await postMessage(ctx, me, { channel: 'town-square', text: 'before' })
  await say('hook.defined', 'workspace', { hookId: HOOK, name: 'ci', description: '', channelId: town, ownerId: me.personId, locked: false, username: null, iconUrl: null, iconEmoji: null, enabled: true, homeDevice: ctx.deviceId })
  await say('subscription.defined', 'workspace', {
    subscriptionId: SUBSCRIPTION,
    name: 'wiki',
    description: '',
    ownerId: me.personId,
    channelIds: [town],
    trigger: { words: [], when: 'first-word' },
    events: ['posted'],
    from: 'people',
    hosts: ['wiki.example'],
    format: 'mattermost-json',
    signature: 'none',
    enabled: true,
    homeDevice: ctx.deviceId,
  } as never)
}

const pick = <T>(chance: Chance, list: readonly T[]): T | undefined => list[Math.floor(chance() * list.length)]

/** Actions that the rules of the app do not allow just now do nothing. */
async function act(device: Device, chance: Chance): Promise<void> {
  const { ctx, me, say } = device
  const { reader } = ctx
  const channel = pick(chance, reader.all<{ id: ChannelId; name: string }>('SELECT c.id, c.name FROM channel c ORDER BY c.id'))
  const message = pick(chance, reader.all<{ id: MessageId; channelId: ChannelId }>("SELECT id, channel_id AS channelId FROM message WHERE type <> 'system' ORDER BY id"))
  const found = pick(chance, reader.all<{ id: MessageId; channelId: ChannelId }>('SELECT id, channel_id AS channelId FROM hook_case ORDER BY id'))
  const name = pick(chance, ['alpha', 'beta', 'gamma'])!
  if (!channel || !message) return
  const webhook = (scope: ChannelId, extra: object) => say('message.posted', scope, { messageId: ctx.newId<MessageId>(), type: 'webhook', authorId: me.personId, text: 'built', username: null, hookId: HOOK, iconUrl: null, iconEmoji: null, attachments: [], props: {}, ...extra })
  const opened = ctx.newId<MessageId>()
  const isHome = device.name === 'ada'
  const acts: (() => Promise<unknown> | undefined)[] = [
    () => postMessage(ctx, me, { channel: channel.id, text: `hello @bob ${chance()}` }),
    () => postMessage(ctx, me, { channel: channel.id, text: `hello ${chance()}` }),
    () => postMessage(ctx, me, { channel: message.channelId, text: `reply ${chance()}`, threadRootId: message.id }),
    () => postMessage(ctx, me, { channel: message.channelId, text: `reply ${chance()}`, threadRootId: message.id }),
    () => editMessage(ctx, me, { messageId: message.id, text: `edited ${chance()}` }),
    () => editMessage(ctx, me, { messageId: message.id, text: `edited ${chance()}` }),
    () => (chance() < 0.5 ? deleteMessage(ctx, me, { messageId: message.id }) : undefined),
    () => reactToMessage(ctx, me, { messageId: message.id, emoji: pick(chance, ['👍', '🚢'])!, on: chance() < 0.6 }),
    () => reactToMessage(ctx, me, { messageId: message.id, emoji: '👍', on: chance() < 0.6 }),
    () => pinMessage(ctx, me, { messageId: message.id, on: chance() < 0.6 }),
    () => createChannel(ctx, me, { name, purpose: '', private: false, members: [] }),
    () => updateChannel(ctx, me, { channel: channel.id, ...(chance() < 0.5 ? { name } : { purpose: String(chance()) }) }),
    () => (chance() < 0.3 ? archiveChannel(ctx, me, { channel: channel.id }) : restoreChannel(ctx, me, { channel: channel.id })),
    () => joinChannel(ctx, me, { channel: channel.id }),
    () => (chance() < 0.3 ? leaveChannel(ctx, me, { channel: channel.id }) : undefined),
    () => addPeople(ctx, me, { channel: channel.id, usernames: [pick(chance, ['ada', 'bob', 'cem'])!] }),
    () => setSetting(ctx, me, { key: 'hooks.incomingLimit', value: Math.floor(chance() * 100) }),
    () => updateProfile(ctx, me, { displayName: `${device.name} ${Math.floor(chance() * 100)}` }),
    () => say('person.defined', 'workspace', { personId: me.personId, username: device.name, displayName: `${device.name} ${chance()}`, role: device.name === 'ada' ? 'owner' : 'admin' }),
    () => say('device.renamed', 'workspace', { deviceId: ctx.deviceId, name: String(chance()) }),
    () => (isHome ? webhook(message.channelId, { case: { id: opened, externalId: name }, messageId: opened }) : undefined),
    () => (isHome && found ? webhook(found.channelId, { case: { id: found.id, externalId: null }, threadRootId: found.id }) : undefined),
    () => found && changeCase(ctx, me, { caseId: found.id, state: chance() < 0.5 ? 'closed' : 'open' }),
    () => say(chance() < 0.7 ? 'consent.given' : 'consent.withdrawn', channel.id, { subscriptionId: SUBSCRIPTION, personId: me.personId, hosts: [String(chance())], events: ['posted'] } as never),
    () => say('subscription.switched', 'workspace', { subscriptionId: SUBSCRIPTION, enabled: chance() < 0.5 }),
    () => (chance() < 0.02 ? say('subscription.deleted', 'workspace', { subscriptionId: SUBSCRIPTION }) : undefined),
    () => markAllRead(ctx, me),
  ]
  try {
    await pick(chance, acts)!()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

/** As the ledger would: the same fact is refused for everybody. */
function refuseSome(chance: Chance): (change: { readonly kind: ChangeKind }) => string | undefined {
  const refusable: readonly ChangeKind[] = ['setting.changed', 'channel.created', 'channel.archived', 'member.joined', 'device.renamed']
  return ({ kind }) => (refusable.includes(kind) && chance() < 0.12 ? 'It was not allowed.' : undefined)
}

/** A few of the next records of some logs, some of them closed as yet. */
async function hear(relay: Relay, device: Device, chance: Chance, late: Opened[]): Promise<void> {
  const logs = [...relay.logs.keys()].filter(() => chance() < 0.7)
  const batch: Arrival[] = []
  for (const log of logs.sort(() => chance() - 0.5)) {
    for (const record of relay.next(device, log, 1 + Math.floor(chance() * 6))) {
      const isClosed = 'change' in record && record.sealed && record.device !== device.ctx.deviceId && chance() < 0.1
      if (isClosed) late.push(record)
      batch.push(isClosed ? asClosed(record) : record)
    }
  }
  const before = new Map(logs.map((log: Log) => [log, findCursor(device.ctx.reader, log)]))
  // Cut off on the way: the same comes again, with more.
  if (chance() < 0.2) await applyBatch(device.ctx, batch.slice(0, Math.floor(batch.length * chance())))
  await applyBatch(device.ctx, batch)
  for (const [log, position] of before) if (findCursor(device.ctx.reader, log) < position) throw new Error('a cursor went back')
}

async function openLate({ ctx }: Device, chance: Chance, late: Opened[]): Promise<void> {
  const now = late.splice(0, Math.ceil(late.length * chance()))
  await applyBatch(ctx, now)
}

/** What all must have alike. Row numbers are a device's own; whether the past of the founder was sealed, too, and when the relay took it. */
function readShared(reader: Reader): Record<string, unknown[]> {
  const own = new Set(['row', 'sealed', 'from_at'])
  return Object.fromEntries(
    projectionTables.map((table) => [
      table,
      reader
        .all<Record<string, unknown>>(`SELECT * FROM ${table}`)
        .map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).filter(([column]) => !own.has(column)))))
        .sort(),
    ]),
  )
}
