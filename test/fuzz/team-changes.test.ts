/** What a member with a program of their own signs and seals, well formed and senseless: it is applied or refused, never breaks, and the log tells it all again. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeSchema, type Change } from '#shared/contract/change.ts'
import { messageSchema } from '#shared/contract/message.ts'
import { addPeople } from '#server/actions/channels/add-people.ts'
import { createHook } from '#server/actions/hooks/create-hook.ts'
import { postMessage } from '#server/actions/messages/post-message.ts'
import { findChannelByName } from '#server/store/channels.ts'
import { findCursor } from '#server/store/cursors.ts'
import { getMessage, listMessages } from '#server/store/messages.ts'
import type { Arrival } from '#server/sync/arrival.ts'
import { applyBatch } from '#server/sync/inbox.ts'
import { unpackChange } from '#server/sync/engine/change-bytes.ts'
import { projectionTables } from '#server/store/rebuild-projection.ts'
import { rebuild } from '../helpers/projection.ts'
import { makeWorkspace, fact, tell, type Peer, type Workspace } from '../sync/facts.ts'
import { makeFounder, makeMember, Relay, tick, type Device } from '../sync/simulated-devices.ts'
import { fromSchema } from './from-schema.ts'
import { fuzz } from './fuzz.ts'
import { text, trees } from './values.ts'

let ada: Device
let bob: Device
let known: string[] = ['']
let town = ''
beforeAll(async () => {
  const relay = new Relay()
  ada = await makeFounder(relay, (founder) => postMessage(founder.ctx, founder.me, { channel: 'town-square', text: 'from before' }))
  bob = await makeMember('bob')
  for (const one of [ada, bob]) relay.takeFrom(one)
  await relay.bring(ada)
  await addPeople(ada.ctx, ada.me, { channel: 'town-square', usernames: ['bob'] })
  const { hook } = await createHook(ada.ctx, ada.me, { channel: 'town-square', name: 'ci', description: '', dialects: ['any'], locked: false, username: null, iconUrl: null, iconEmoji: null }, 'http://127.0.0.1:1')
  relay.takeFrom(ada)
  await relay.bring(ada)
  town = findChannelByName(ada.ctx.reader, 'town-square')!.id
  const ids = ['channel', 'person', 'message'].flatMap((table) => ada.ctx.reader.all<{ id: string }>(`SELECT id FROM ${table}`).map(({ id }) => id))
  known = [...ids, hook.id, bob.ctx.deviceId, ada.ctx.deviceId, 'town-square', 'bob', '👍', 'posted', 'a'.repeat(64)]
  facts = makeFacts()
})
afterAll(() => [ada, bob].forEach((device) => device.stop()))

const anything = trees(['id', 'text', 'title', 'fields', 'body', '__proto__'])
const change = fromSchema(changeSchema, { known: () => known, text, anything })
const inChannel = changeSchema.options.filter(({ shape }) => !('value' in shape.scope))
const content = fc.oneof(...inChannel.map((kind) => fromSchema(kind, { known: () => known, text, anything })))

interface Said {
  readonly change: unknown
  readonly sealed: boolean
}

/** Ids are given when it is said, so that a kept value works in another workspace too. */
function sayNow(said: unknown, id: string, from: string, scope: string): Change | undefined {
  const raw = typeof said === 'object' && said !== null ? { ...said, id, authorDevice: from, scope } : said
  const read = unpackChange({ id, device: from, subject: `channel/${scope}` as never }, new TextEncoder().encode(JSON.stringify(raw)))
  return read === 'gap' ? undefined : read
}

/** Of each of the last messages, what a window would be given. */
function showAll(): void {
  for (const { id } of listMessages(ada.ctx.reader, { channelId: town as never, limit: 5, withReplies: true }).messages) messageSchema.parse(getMessage(ada.ctx.reader, id))
}

fuzz<Said>('team-changes', {
  values: fc.record({ change: content, sealed: fc.boolean() }),
  check: async ({ change: said, sealed }) => {
    const id = ada.ctx.newId<string>()
    const read = sayNow(said, id, bob.ctx.deviceId, town)
    if (!read) return
    const place = { log: town, position: findCursor(ada.ctx.reader, town as never) + 1, at: tick(), device: bob.ctx.deviceId, id } as unknown as Omit<Extract<Arrival, { change: unknown }>, 'sealed' | 'change'>
    await applyBatch(ada.ctx, [{ ...place, sealed, change: read }])
    // Ids that came to be are what the next ones are about.
    if (read.kind === 'message.posted' && known.length < 60) known.push(read.body.messageId)
    showAll()
  },
})

test('all of it can be told again from the log', async () => {
  const { before, after } = await rebuild(ada.ctx)
  expect(projectionTables.filter((table) => JSON.stringify(after[table]) !== JSON.stringify(before[table]))).toEqual([])
})

let facts: { readonly workspace: Workspace; readonly bob: Peer; readonly cleo: Peer }

function makeFacts(): typeof facts {
  const workspace = makeWorkspace()
  const peers = { bob: workspace.join('bob'), cleo: workspace.join('cleo', 'admin') }
  const { body } = workspace.founder.admission
  known.push(...[workspace.founder, peers.bob, peers.cleo].flatMap(({ device, person }) => [device, person]), body.certificate, body.publicKey, workspace.channel(workspace.founder, 'private', [peers.bob]))
  return { workspace, ...peers }
}

fuzz<{ change: unknown; by: 'bob' | 'cleo' }>('team-facts', {
  values: fc.record({ change, by: fc.constantFrom('bob' as const, 'cleo' as const) }),
  check: ({ change: said, by }) => {
    const raw = said as { kind?: unknown; body?: unknown; scope?: unknown } | null
    const { record } = fact(facts[by], raw?.kind as never, raw?.body as never, String(raw?.scope ?? 'workspace'))
    const { data } = changeSchema.safeParse(JSON.parse(new TextDecoder().decode(record.body)))
    facts.workspace.put({ record, change: data })
    // A log without end would only make it slow.
    if (facts.workspace.log.length > 300) {
      if (tell(facts.workspace.replay()) !== tell(facts.workspace.ledger)) throw new Error('two ledgers took the same log for another')
      facts = makeFacts()
      known = known.slice(0, 60)
    }
    const { ledger, founder } = facts.workspace
    if (ledger.person(founder.person)?.role !== 'owner') throw new Error('somebody else became the owner')
  },
})

