/** Who may do what: each cell of the roles table for what exists now, asked through RPC; and who hears of it. */
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Setting, SettingKey } from '#shared/contract/settings.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import type { AddressId, DeliveryId, DeviceId, HookId, InviteId, VerdictId, MessageId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Role } from '#shared/contract/person.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

type Client = TestApp['client']
type Outcome = 'ok' | 'forbidden' | 'not_found' | 'conflict' | 'invalid' | 'unavailable'

const roles = ['owner', 'admin', 'member', 'guest'] as const satisfies readonly Role[]
const usernames: Record<Role, string> = { owner: 'lena.fischer', admin: 'ann', member: 'mia', guest: 'gus' }

let t: TestApp
let as: Record<Role, Client>
let unique = 0
beforeAll(async () => {
  t = await startApp()
  const owner = t.client
  for (const role of ['admin', 'member', 'guest'] as const) await owner.people.create({ username: usernames[role], role })
  await owner.people.create({ username: 'stranger' })
  await owner.people.create({ username: 'loner' })
  as = Object.fromEntries(roles.map((role) => [role, t.clientAs(t.app.findActor(usernames[role]))])) as Record<Role, Client>
  // A private channel with everyone in it, one of a stranger alone, and a public one that only the stranger is in.
  for (const username of ['wanderer', 'drifter']) await owner.people.create({ username })
  await owner.channels.create({ name: 'crew', private: true, members: ['ann', 'mia', 'gus'] })
  await owner.channels.create({ name: 'ours', private: true, members: ['ann', 'mia', 'gus'] })
  const stranger = t.clientAs(t.app.findActor('stranger'))
  await stranger.channels.create({ name: 'theirs', private: true })
  await stranger.channels.create({ name: 'open' })
  await stranger.messages.post({ channel: 'theirs', text: 'private' })
  await stranger.messages.post({ channel: 'open', text: 'public' })
})
afterAll(() => t.stop())

/** A name that nothing has yet. */
function fresh(prefix: string): string {
  unique += 1
  return `${prefix}-${unique}`
}

async function outcomeOf(call: Promise<unknown>): Promise<Outcome> {
  try {
    await call
    return 'ok'
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'REFUSED') return (error.data as { code: Outcome }).code
    throw error
  }
}

async function row(act: (client: Client, role: Role) => Promise<unknown>): Promise<Record<Role, Outcome>> {
  const outcomes: [Role, Outcome][] = []
  for (const role of roles) outcomes.push([role, await outcomeOf(act(as[role], role))])
  return Object.fromEntries(outcomes) as Record<Role, Outcome>
}

const everyone = { owner: 'ok', admin: 'ok', member: 'ok', guest: 'ok' }
const nobody = (outcome: Outcome) => ({ owner: outcome, admin: outcome, member: outcome, guest: outcome })
const adminsOnly = { owner: 'ok', admin: 'ok', member: 'forbidden', guest: 'forbidden' }

describe('channels and messages', () => {
  test('read and post in a channel that one is in', async () => {
    expect(await row((client) => client.messages.post({ channel: 'ours', text: 'hi' }))).toEqual(everyone)
    expect(await row((client) => client.messages.list({ channel: 'ours' }))).toEqual(everyone)
  })

  test('a public channel that one is not in: guests do not know it, others read it, nobody posts there', async () => {
    const { messages } = await as.owner.messages.list({ channel: 'open' })
    expect(await row((client) => client.messages.list({ channel: 'open' }))).toEqual({ ...everyone, guest: 'not_found' })
    expect(await row((client) => client.messages.show({ id: messages[0]?.id ?? '' }))).toEqual({ ...everyone, guest: 'not_found' })
    expect(await row((client) => client.messages.post({ channel: 'open', text: 'x' }))).toEqual({ ...nobody('forbidden'), guest: 'not_found' })
  })

  test('a private channel that one is not in does not exist, for owner and admins neither', async () => {
    const id = t.app.ctx.reader.get<{ id: string }>("SELECT id FROM channel WHERE name = 'theirs'")?.id ?? ''
    const messageId = t.app.ctx.reader.get<{ id: string }>("SELECT id FROM message WHERE text = 'private'")?.id ?? ''
    for (const channel of ['theirs', '#theirs', id]) {
      expect(await row((client) => client.messages.list({ channel }))).toEqual(nobody('not_found'))
      expect(await row((client) => client.messages.list({ channel, after: 0 }))).toEqual(nobody('not_found'))
      expect(await row((client) => client.messages.post({ channel, text: 'x' }))).toEqual(nobody('not_found'))
      expect(await row((client) => client.channels.archive({ channel }))).toEqual(nobody('not_found'))
    }
    expect(await row((client) => client.messages.show({ id: messageId }))).toEqual(nobody('not_found'))
  })

  test('the list of channels: mine and, for all but guests, the public ones', async () => {
    const lists = await Promise.all(roles.map(async (role) => (await as[role].channels.list()).map(({ name }) => name).filter((name) => ['town-square', 'off-topic', 'ours', 'open', 'theirs'].includes(name))))
    const all = ['town-square', 'off-topic', 'ours', 'open']
    expect(lists).toEqual([all, all, all, ['ours']])
  })

  test('create a channel', async () => {
    expect(await row((client) => client.channels.create({ name: fresh('public') }))).toEqual({ ...everyone, guest: 'forbidden' })
    expect(await row((client) => client.channels.create({ name: fresh('private'), private: true }))).toEqual({ ...everyone, guest: 'forbidden' })
  })

  test('archive a channel: admins, and a member who created it', async () => {
    const own = async (client: Client, role: Role) => {
      const name = fresh('own')
      await (role === 'guest' ? as.owner : client).channels.create({ name, members: ['gus'] })
      return client.channels.archive({ channel: name })
    }
    const ofAnother = async (client: Client) => {
      const name = fresh('other')
      await t.clientAs(t.app.findActor('stranger')).channels.create({ name, members: ['gus'] })
      return client.channels.archive({ channel: name })
    }
    expect(await row(own)).toEqual({ ...everyone, guest: 'forbidden' })
    expect(await row(ofAnother)).toEqual(adminsOnly)
    expect(await row((client, role) => client.channels.archive({ channel: `@${usernames[role]}` })))
      .toEqual(nobody('not_found'))
  })

  test('join, leave and look for public channels: all but guests', async () => {
    await t.clientAs(t.app.findActor('wanderer')).channels.create({ name: 'quay' })
    expect(await row((client) => client.channels.join({ channel: 'quay' }))).toEqual({ ...everyone, guest: 'not_found' })
    expect(await row((client) => client.channels.leave({ channel: 'quay' }))).toEqual({ ...everyone, guest: 'not_found' })
    expect(await row((client) => client.channels.join({ channel: 'theirs' }))).toEqual(nobody('not_found'))
    expect(await row((client) => client.channels.leave({ channel: 'town-square' }))).toEqual({ ...nobody('conflict'), guest: 'not_found' })
    const name = fresh('archived')
    await as.owner.channels.create({ name })
    await as.owner.channels.archive({ channel: name })
    const lists = await Promise.all(roles.map(async (role) => (await as[role].channels.listArchived()).some((channel) => channel.name === name)))
    expect(lists).toEqual([true, true, true, false])
  })

  test('add people: members of the channel who are no guests', async () => {
    expect(await row((client) => client.channels.addPeople({ channel: 'crew', usernames: ['drifter'] }))).toEqual({ ...everyone, guest: 'forbidden' })
    expect(await row((client) => client.channels.addPeople({ channel: 'open', usernames: ['drifter'] }))).toEqual({ ...nobody('forbidden'), guest: 'not_found' })
  })

  test('take people out, rename, close to hooks, restore: admins, and a member who created it', async () => {
    const stranger = t.clientAs(t.app.findActor('wanderer'))
    const made = async (client: Client, role: Role, by: 'self' | 'stranger') => {
      const name = fresh('changed')
      const maker = by === 'stranger' ? stranger : role === 'guest' ? as.owner : client
      await maker.channels.create({ name, members: ['gus', 'drifter', 'ann', 'mia', 'lena.fischer'] })
      return name
    }
    const acts: ((client: Client, channel: string) => Promise<unknown>)[] = [
      (client, channel) => client.channels.removePerson({ channel, username: 'drifter' }),
      (client, channel) => client.channels.update({ channel, name: fresh('renamed') }),
      (client, channel) => client.channels.update({ channel, purpose: 'Other things' }),
      (client, channel) => client.channels.update({ channel, hooksAllowed: false }),
      (client, channel) => client.channels.restore({ channel }),
    ]
    for (const act of acts) {
      expect(await row(async (client, role) => act(client, await made(client, role, 'self')))).toEqual({ ...everyone, guest: 'forbidden' })
      expect(await row(async (client, role) => act(client, await made(client, role, 'stranger')))).toEqual(adminsOnly)
    }
  })

  test('edit: only one’s own; delete: one’s own, and for admins all in the channel', async () => {
    const wanderer = t.clientAs(t.app.findActor('wanderer'))
    await as.owner.channels.addPeople({ channel: 'crew', usernames: ['wanderer'] })
    const posted = async (client: Client) => ({ messageId: (await client.messages.post({ channel: 'crew', text: fresh('text') })).id })
    expect(await row(async (client) => client.messages.edit({ ...(await posted(client)), text: 'mended' }))).toEqual(everyone)
    expect(await row(async (client) => client.messages.edit({ ...(await posted(wanderer)), text: 'mended' }))).toEqual(nobody('forbidden'))
    expect(await row(async (client) => client.messages.delete(await posted(client)))).toEqual(everyone)
    expect(await row(async (client) => client.messages.delete(await posted(wanderer)))).toEqual(adminsOnly)
    const theirs = { messageId: (await t.clientAs(t.app.findActor('stranger')).messages.post({ channel: 'theirs', text: 'mine' })).id }
    expect(await row((client) => client.messages.delete(theirs))).toEqual(nobody('not_found'))
  })

  test('react, reply, pin, save, follow: in a channel that one is in', async () => {
    const { id: messageId } = await as.owner.messages.post({ channel: 'crew', text: 'look' })
    const stranger = t.clientAs(t.app.findActor('stranger'))
    const { id: theirs } = await stranger.messages.post({ channel: 'theirs', text: 'not for you' })
    const { id: open } = await stranger.messages.post({ channel: 'open', text: 'for most' })
    expect(await row((client) => client.messages.react({ messageId, emoji: '👍', on: true }))).toEqual(everyone)
    expect(await row((client) => client.messages.post({ channel: 'crew', text: 'yes', threadRootId: messageId }))).toEqual(everyone)
    expect(await row((client) => client.messages.pin({ messageId, on: true }))).toEqual(everyone)
    expect(await row((client) => client.messages.react({ messageId: open, emoji: '👍', on: true }))).toEqual({ ...nobody('forbidden'), guest: 'not_found' })
    expect(await row((client) => client.messages.save({ messageId: open, on: true }))).toEqual({ ...everyone, guest: 'not_found' })
    for (const act of [
      (client: Client) => client.messages.react({ messageId: theirs, emoji: '👍', on: true }),
      (client: Client) => client.messages.pin({ messageId: theirs, on: true }),
      (client: Client) => client.messages.save({ messageId: theirs, on: true }),
      (client: Client) => client.messages.whyNotified({ messageId: theirs }),
      (client: Client) => client.messages.repeats({ messageId: theirs }),
      (client: Client) => client.messages.versions({ messageId: theirs }),
      (client: Client) => client.messages.pinned({ channel: 'theirs' }),
      (client: Client) => client.threads.show({ rootId: theirs }),
      (client: Client) => client.threads.follow({ rootId: theirs, following: true }),
      (client: Client) => client.unreads.markUnread({ messageId: theirs }),
      (client: Client) => client.unreads.markRead({ channel: 'theirs', position: 1 }),
      (client: Client) => client.drafts.save({ channel: 'theirs', threadRootId: null, text: 'x' }),
    ]) {
      expect(await row(act)).toEqual(nobody('not_found'))
    }
  })

  test('a reply cannot carry a message of a channel that one is not in into another', async () => {
    const stranger = t.clientAs(t.app.findActor('stranger'))
    const { id: theirs } = await stranger.messages.post({ channel: 'theirs', text: 'not for you' })
    expect(await row((client) => client.messages.post({ channel: 'crew', text: 'x', threadRootId: theirs }))).toEqual(nobody('not_found'))
    expect((await as.owner.messages.list({ channel: 'crew', thread: (await as.owner.messages.post({ channel: 'crew', text: 'r' })).id })).messages).toEqual([])
    expect(await row((client) => client.messages.list({ channel: 'crew', thread: theirs }))).toEqual(nobody('not_found'))
  })

  test('open a group: guests only with people of a shared channel', async () => {
    expect(await row((client) => client.channels.openDirect({ usernames: ['ann', 'mia', 'drifter'] }))).toMatchObject({ owner: 'ok', admin: 'ok', member: 'ok' })
    expect(await outcomeOf(as.guest.channels.openDirect({ usernames: ['ann', 'somebody-else'] }))).toBe('not_found')
    await as.owner.people.create({ username: 'far' })
    expect(await outcomeOf(as.guest.channels.openDirect({ usernames: ['ann', 'far'] }))).toBe('forbidden')
  })

  test('change roles: admins, up to admin, and never the owner’s', async () => {
    await as.owner.people.create({ username: 'rolling' })
    expect(await row((client) => client.people.setRole({ username: 'rolling', role: 'admin' }))).toEqual(adminsOnly)
    expect(await row((client) => client.people.setRole({ username: 'lena.fischer', role: 'member' }))).toEqual(nobody('forbidden'))
    await as.owner.people.setRole({ username: 'rolling', role: 'member' })
  })

  test('start a direct message: guests only with people of a shared channel', async () => {
    expect(await row((client) => client.messages.post({ channel: '@loner', text: 'hello' }))).toEqual({ ...everyone, guest: 'forbidden' })
    expect(await row((client) => client.messages.post({ channel: '@mia', text: 'hello' }))).toEqual(everyone)
    expect(await row((client, role) => client.messages.post({ channel: `@${usernames[role]}`, text: 'a note' }))).toEqual(everyone)
  })

  test('a hook of a guest too', async () => {
    const { addresses } = await as.owner.hooks.create({ name: fresh('guest'), channel: 'ours', owner: 'gus', dialects: ['mattermost'] })
    const statuses = []
    for (const channel of ['@loner', '@mia', '@gus']) statuses.push((await sendJson(addresses[0]?.url ?? '', { text: 'x', channel })).status)
    expect(statuses).toEqual([403, 200, 200])
  })

  test('a guest answers who wrote to them', async () => {
    const loner = t.clientAs(t.app.findActor('loner'))
    await loner.messages.post({ channel: '@gus', text: 'may I?' })
    expect(await outcomeOf(as.guest.messages.post({ channel: '@loner', text: 'yes' }))).toBe('ok')
  })

  test('usernames that read alike when joined share no direct channel', async () => {
    for (const username of ['1', '_b', '1_', 'b']) await as.owner.people.create({ username })
    const clientOf = (username: string) => t.clientAs(t.app.findActor(username))
    await clientOf('1').messages.post({ channel: '@_b', text: 'for _b' })
    await clientOf('1_').messages.post({ channel: '@b', text: 'for b' })
    const { addresses } = await as.owner.hooks.create({ name: fresh('joined'), channel: 'town-square', owner: '1_', dialects: ['mattermost'] })
    expect((await sendJson(addresses[0]?.url ?? '', { text: 'for b too', channel: '@b' })).status).toBe(200)
    const texts = async (username: string, other: string) => (await clientOf(username).messages.list({ channel: `@${other}` })).messages.map(({ text }) => text)
    expect([await texts('_b', '1'), await texts('b', '1_')]).toEqual([['for _b'], ['for b', 'for b too']])
  })

  test('nobody reads the direct messages of others', async () => {
    const stranger = t.clientAs(t.app.findActor('stranger'))
    await stranger.messages.post({ channel: '@stranger', text: 'my diary' })
    expect(await row((client) => client.messages.list({ channel: 'stranger__stranger' }))).toEqual(nobody('not_found'))
  })
})

describe('a webhook’s messages', () => {
  test('mute the webhook, see where a message came from: all who can read one of its messages; the request is for those who manage it', async () => {
    const { hook, addresses } = await as.owner.hooks.create({ name: fresh('seen'), channel: 'ours', owner: 'ann', dialects: ['mattermost'] })
    const id = { id: hook.id, muted: true }
    const { headers } = await sendJson(addresses[0]?.url ?? '', { text: 'x' })
    const messageId = headers['x-hookline-message-id'] as MessageId
    expect(await row((client) => client.hooks.mute(id))).toEqual(everyone)
    expect(await row((client) => client.hooks.mute({ ...id, muted: false }))).toEqual(everyone)
    expect(await row((client) => client.hooks.provenance({ messageId }))).toEqual(everyone)
    for (const role of roles) {
      const { request, mayManage, hook: shown } = await as[role].hooks.provenance({ messageId })
      expect([role, request !== null, mayManage, shown.channel]).toEqual([role, role === 'owner' || role === 'admin', role === 'owner' || role === 'admin', 'ours'])
    }
    const stranger = t.clientAs(t.app.findActor('stranger'))
    expect([await outcomeOf(stranger.hooks.mute(id)), await outcomeOf(stranger.hooks.provenance({ messageId }))]).toEqual(['not_found', 'not_found'])
  })

  test('of a public channel that one is not in: members may, guests do not know it', async () => {
    const { hook, addresses } = await as.owner.hooks.create({ name: fresh('open'), channel: 'open', dialects: ['mattermost'] })
    const messageId = (await sendJson(addresses[0]?.url ?? '', { text: 'x' })).headers['x-hookline-message-id'] as MessageId
    expect(await row((client) => client.hooks.mute({ id: hook.id, muted: true }))).toEqual({ ...everyone, guest: 'not_found' })
    expect(await row((client) => client.hooks.provenance({ messageId }))).toEqual({ ...everyone, guest: 'not_found' })
  })

  test('a member sees the request of their own webhook where members may have some', async () => {
    await as.owner.settings.set({ key: 'integrations.managedBy', value: 'members' })
    const { addresses } = await as.member.hooks.create({ name: fresh('own'), channel: 'ours', dialects: ['any'] })
    const messageId = (await sendJson(addresses[0]?.url ?? '', { text: 'x' })).headers['x-hookline-message-id'] as MessageId
    expect((await as.member.hooks.provenance({ messageId })).request).toMatchObject({ status: 200, dialect: 'any', signature: null })
    await as.owner.settings.set({ key: 'integrations.managedBy', value: 'admins' })
    expect((await as.member.hooks.provenance({ messageId })).request).toBeNull()
  })
})

describe('cases', () => {
  /** A case in the channel, opened by a hook of somebody who is in it. */
  async function openCase(channel: string, owner: string): Promise<MessageId> {
    const { addresses } = await as.owner.hooks.create({ name: fresh('monitor'), channel, owner, dialects: ['emakin'] })
    return (JSON.parse((await sendJson(addresses[0]?.url ?? '', { id: fresh('case'), text: 'x' })).body) as { caseId: MessageId }).caseId
  }

  test('members of the channel read, close and reopen them, guests too', async () => {
    const caseId = await openCase('ours', 'mia')
    expect(await row((client) => client.cases.list({ channel: 'ours' }))).toEqual(everyone)
    expect(await row((client) => client.cases.show({ caseId }))).toEqual(everyone)
    expect(await row((client) => client.cases.close({ caseId }))).toEqual(everyone)
    expect(await row((client) => client.cases.reopen({ caseId }))).toEqual(everyone)
  })

  test('of a public channel that one is not in: read, but left as they are; guests do not know them', async () => {
    const caseId = await openCase('open', 'stranger')
    expect(await row((client) => client.cases.list({ channel: 'open' }))).toEqual({ ...everyone, guest: 'not_found' })
    expect(await row((client) => client.cases.show({ caseId }))).toEqual({ ...everyone, guest: 'not_found' })
    for (const change of ['close', 'reopen'] as const) expect(await row((client) => client.cases[change]({ caseId }))).toEqual({ ...nobody('forbidden'), guest: 'not_found' })
  })

  test('of a private channel that one is not in: they do not exist', async () => {
    const caseId = await openCase('theirs', 'stranger')
    expect(await row((client) => client.cases.list({ channel: 'theirs' }))).toEqual(nobody('not_found'))
    for (const call of ['show', 'close', 'reopen'] as const) expect(await row((client) => client.cases[call]({ caseId }))).toEqual(nobody('not_found'))
  })
})

describe('the workspace', () => {
  test('add people', async () => {
    expect(await row((client) => client.people.create({ username: fresh('someone') }))).toEqual(adminsOnly)
  })
  test('change settings, restart the listener', async () => {
    await as.owner.settings.set({ key: 'hooks.port', value: 0 })
    for (const [key, value] of [['messages.maxLength', 4000], ['verdicts.keepDays', 7], ['hooks.reach', 'loopback'], ['hooks.lanPort', 0], ['hooks.publicUrl', null], ['hooks.trustedProxies', []], ['hooks.lanNames', []], ['hooks.lanCertificate', []]] satisfies [SettingKey, Setting['value']][]) expect(await row((client) => client.settings.set({ key, value }))).toEqual(adminsOnly)
    expect(await row((client) => client.listener.restart())).toEqual(adminsOnly)
  })
  test('make a support report; the requests in it are for those who may see all of them', async () => {
    expect(await row((client) => client.support.report())).toEqual(everyone)
    for (const role of roles) expect((await as[role].support.report()).verdicts !== null, role).toBe(role === 'owner' || role === 'admin')
  })
  test('name the workspace', async () => {
    expect(await row(async (client) => {
      try {
        return await client.workspace.setUp({ workspaceName: 'Tide', displayName: 'Lena Fischer' })
      } catch (error) {
        // The first one who may has named it; the others who may come too late.
        if (error instanceof ORPCError && (error.data as { code: string }).code === 'conflict') return undefined
        throw error
      }
    })).toEqual(adminsOnly)
  })
  test('the session tells each role what it may, as it is', async () => {
    const may = async (managedBy: 'admins' | 'members') => {
      await as.owner.settings.set({ key: 'integrations.managedBy', value: managedBy })
      return Promise.all(roles.map(async (role) => (await as[role].session.get()).may))
    }
    const all = { manageHooks: true, changeSettings: true, createChannels: true, createPeople: true }
    const none = { manageHooks: false, changeSettings: false, createChannels: false, createPeople: false }
    expect(await may('admins')).toEqual([all, all, { ...none, createChannels: true }, none])
    expect(await may('members')).toEqual([all, all, { ...none, createChannels: true, manageHooks: true }, none])
  })
})

describe.each(['admins', 'members'] as const)('hooks, managed by %s', (managedBy) => {
  const mayOwn = managedBy === 'members' ? { ...everyone, guest: 'forbidden' } : adminsOnly
  let hookOf: Record<Role, { id: HookId; addressId: AddressId }>
  let ofStranger: { id: HookId; addressId: AddressId }
  beforeEach(async () => {
    await as.owner.settings.set({ key: 'integrations.managedBy', value: managedBy })
    const make = async (owner: string) => {
      const { hook, addresses } = await as.owner.hooks.create({ name: fresh('hook'), channel: 'town-square', owner, dialects: ['mattermost'] })
      return { id: hook.id, addressId: addresses[0]?.id as AddressId }
    }
    ofStranger = await make('stranger')
    const pairs: [Role, { id: HookId; addressId: AddressId }][] = []
    // A guest is in no public channel, so theirs stands in the private one.
    for (const role of roles) {
      if (role !== 'guest') pairs.push([role, await make(usernames[role])])
      else {
        const { hook, addresses } = await as.owner.hooks.create({ name: fresh('hook'), channel: 'ours', owner: 'gus', dialects: ['mattermost'] })
        pairs.push([role, { id: hook.id, addressId: addresses[0]?.id as AddressId }])
      }
    }
    hookOf = Object.fromEntries(pairs) as typeof hookOf
  })

  test('create', async () => {
    expect(await row((client, role) => client.hooks.create({ name: fresh('mine'), channel: role === 'guest' ? 'ours' : 'town-square' }))).toEqual(mayOwn)
    expect(await row((client, role) => client.hooks.create({ name: fresh('for'), channel: role === 'guest' ? 'ours' : 'town-square', owner: 'stranger' }))).toEqual({ ...adminsOnly })
  })

  test.each([
    ['show', (client: Client, { id }: { id: HookId }) => client.hooks.show({ id })],
    ['see the health of', (client: Client, { id }: { id: HookId }) => client.hooks.health({ id })],
    ['test, examine and mend', async (client: Client, { id }: { id: HookId }) => [await client.hooks.test({ id }), await client.hooks.doctor({ id }), await client.hooks.fix({ id, deed: 'switch_on' })]],
    ['see and clear the backlog of', async (client: Client, { id }: { id: HookId }) => [await client.hooks.backlog({ id }), await client.hooks.clearBacklog({ id, by: 'dropping' })]],
    ['update', (client: Client, { id }: { id: HookId }) => client.hooks.update({ id, description: 'new' })],
    ['disable', (client: Client, { id }: { id: HookId }) => client.hooks.update({ id, enabled: false })],
    ['list addresses', (client: Client, { id }: { id: HookId }) => client.addresses.list({ hookId: id })],
    ['add an address', (client: Client, { id }: { id: HookId }) => client.addresses.add({ hookId: id, dialect: 'slack' })],
    ['see who uses an address', (client: Client, { addressId }: { addressId: AddressId }) => client.addresses.users({ id: addressId })],
    ['say when an address ends', (client: Client, { addressId }: { addressId: AddressId }) => client.addresses.setExpiry({ id: addressId, expiresAt: null })],
    ['list verdicts', (client: Client, { id }: { id: HookId }) => client.verdicts.list({ hookId: id })],
    ['search verdicts', (client: Client, { id }: { id: HookId }) => client.verdicts.search({ hookId: id, text: 'x' })],
  ])('%s, own and others’', async (_name, act) => {
    expect(await row((client, role) => act(client, hookOf[role]))).toEqual(mayOwn)
    expect(await row((client) => act(client, ofStranger))).toEqual(adminsOnly)
  })

  test('rotate and remove an address, own and others’', async () => {
    const rotate = (client: Client, { addressId }: { addressId: AddressId }) => client.addresses.rotate({ id: addressId, overlapMs: 1000 })
    expect(await row((client, role) => rotate(client, hookOf[role]))).toEqual(mayOwn)
    // Each a new one: one that was rotated is not rotated again.
    const another = async () => ({ addressId: (await as.owner.addresses.add({ hookId: ofStranger.id, dialect: 'mattermost' })).id })
    expect(await row(async (client) => rotate(client, await another()))).toEqual(adminsOnly)
    expect(await row((client, role) => client.addresses.remove({ id: hookOf[role].addressId }))).toEqual(mayOwn)
    expect(await outcomeOf(as.member.addresses.remove({ id: ofStranger.addressId }))).toBe('forbidden')
    expect(await outcomeOf(as.guest.addresses.remove({ id: ofStranger.addressId }))).toBe('forbidden')
    expect(await outcomeOf(as.admin.addresses.remove({ id: ofStranger.addressId }))).toBe('ok')
  })

  test('look into a request and replay it, own and others’; those to no webhook are for admins', async () => {
    const requestOf = async (hookId: HookId) => (await as.owner.verdicts.list({ hookId, limit: 1 }))[0]?.id as VerdictId
    const post = async (hookId: HookId) => {
      const { url } = await as.owner.addresses.add({ hookId, dialect: 'mattermost' })
      await sendJson(url, { text: 'seen by whom' })
      await sendJson(`${url.slice(0, -26)}${'z'.repeat(26)}`, { text: 'stray' })
      await t.app.ctx.write(() => undefined)
    }
    await as.owner.settings.set({ key: 'integrations.incomingEnabled', value: true })
    for (const { id } of [ofStranger, ...roles.map((role) => hookOf[role])]) await post(id)
    for (const act of ['show', 'replay'] as const) {
      expect(await row(async (client, role) => client.verdicts[act]({ id: await requestOf(hookOf[role].id) }))).toEqual(mayOwn)
      expect(await row(async (client) => client.verdicts[act]({ id: await requestOf(ofStranger.id) }))).toEqual(adminsOnly)
    }
    const [stray] = await as.owner.verdicts.list({ state: 'strays', limit: 1 })
    expect(await row((client) => client.verdicts.show({ id: stray?.id as VerdictId }))).toEqual(adminsOnly)
    expect(await row((client) => client.verdicts.list({ state: 'strays' }))).toEqual(adminsOnly)
    expect(await row((client) => client.verdicts.search({ text: 'x' }))).toEqual(adminsOnly)
    const standings = async (role: Role) => (await as[role].hooks.standings().catch(() => [])).map(({ hookId }) => hookId)
    expect(await standings('admin')).toEqual(expect.arrayContaining([ofStranger.id, hookOf.member.id]))
    expect([(await standings('member')).includes(ofStranger.id), (await standings('member')).includes(hookOf.member.id), await standings('guest')]).toEqual([false, managedBy === 'members', []])
  })

  test('signing secrets, own and others’', async () => {
    const acts: ((client: Client, at: { id: HookId }) => Promise<unknown>)[] = [(client, { id }) => client.hooks.secrets({ id }), (client, { id }) => client.hooks.setSecret({ id }), (client, { id }) => client.hooks.removeSecret({ id })]
    for (const { id } of [ofStranger, ...Object.values(hookOf)]) await as.owner.hooks.update({ id, rules: { signature: { scheme: 'github' } } })
    for (const act of acts) {
      for (const { id } of [ofStranger, ...Object.values(hookOf)]) await as.owner.hooks.setSecret({ id })
      expect(await row((client, role) => act(client, hookOf[role]))).toEqual(mayOwn)
      const others: [Role, Outcome][] = []
      for (const role of roles) {
        await as.owner.hooks.setSecret({ id: ofStranger.id })
        others.push([role, await outcomeOf(act(as[role], ofStranger))])
      }
      expect(Object.fromEntries(others)).toEqual(adminsOnly)
    }
  })

  test('delete, own and others’', async () => {
    expect(await outcomeOf(as.member.hooks.delete({ id: ofStranger.id }))).toBe('forbidden')
    expect(await outcomeOf(as.guest.hooks.delete({ id: ofStranger.id }))).toBe('forbidden')
    expect(await outcomeOf(as.admin.hooks.delete({ id: ofStranger.id }))).toBe('ok')
    expect(await row((client, role) => client.hooks.delete({ id: hookOf[role].id }))).toEqual(mayOwn)
  })

  test('lists: admins see all, members their own where members may, guests none', async () => {
    const hooksSeen = async (role: Role) => {
      const list = await as[role].hooks.list().catch(() => undefined)
      return list && { own: list.some(({ id }) => id === hookOf[role].id), others: list.some(({ id }) => id === ofStranger.id) }
    }
    const memberSees = managedBy === 'members' ? { own: true, others: false } : undefined
    expect(await Promise.all(roles.map(hooksSeen))).toEqual([{ own: true, others: true }, { own: true, others: true }, memberSees, undefined])
    expect(await row((client) => client.verdicts.list({}))).toEqual(adminsOnly)
    // How many there may be is for whoever may have some, and counts everybody's.
    expect(await row((client) => client.hooks.room())).toEqual(mayOwn)
    expect((await as.owner.hooks.room()).count).toBe((await as.owner.hooks.list()).length)
  })

  test('tokens: make and revoke, own and others’', async () => {
    const make = (client: Client, person?: string) => client.tokens.create({ scope: 'hooks', person, label: fresh('token') })
    expect(await row((client) => make(client))).toEqual(mayOwn)
    expect(await row((client) => make(client, 'stranger'))).toEqual(adminsOnly)
    expect(await row(async (client, role) => client.tokens.revoke({ id: (await make(as.owner, usernames[role])).id }))).toEqual(mayOwn)
    expect(await row(async (client) => client.tokens.revoke({ id: (await make(as.owner, 'stranger')).id }))).toEqual(adminsOnly)
  })

  test('tokens: admins see all, members their own where members may, guests none', async () => {
    for (const person of ['stranger', ...Object.values(usernames)]) await as.owner.tokens.create({ scope: 'hooks', person })
    const seen = async (role: Role) => {
      const list = await as[role].tokens.list().catch(() => undefined)
      expect(JSON.stringify(list ?? '')).not.toMatch(/hlt_|hash/i)
      return list && [...new Set(list.map(({ person }) => person))].sort()
    }
    const all = ['stranger', ...Object.values(usernames)].sort()
    expect(await Promise.all(roles.map(seen))).toEqual([all, all, managedBy === 'members' ? ['mia'] : undefined, undefined])
  })

  test('a hook cannot be given away by who may only have their own', async () => {
    expect(await row((client, role) => client.hooks.update({ id: hookOf[role].id, owner: 'stranger', channel: role === 'guest' ? undefined : 'town-square' }))).toEqual(adminsOnly)
  })

  test('an admin who is not in a private channel may put a hook of somebody who is in there', async () => {
    const made = await as.owner.hooks.create({ name: fresh('private'), channel: 'theirs', owner: 'stranger' })
    expect(made.hook).toMatchObject({ channel: 'theirs', owner: 'stranger' })
    expect(await outcomeOf(as.owner.messages.list({ channel: 'theirs' }))).toBe('not_found')
  })

  test('into a private channel only with its owner in it', async () => {
    expect(await row((client) => client.hooks.create({ name: fresh('private'), channel: 'ours' }))).toEqual(mayOwn)
    expect(await outcomeOf(as.owner.hooks.create({ name: fresh('private'), channel: 'ours', owner: 'stranger' }))).toBe('forbidden')
    expect(await outcomeOf(as.owner.hooks.update({ id: ofStranger.id, channel: 'ours' }))).toBe('forbidden')
    expect(await row((client) => client.hooks.create({ name: fresh('private'), channel: 'theirs' }))).toEqual(
      managedBy === 'members' ? { ...nobody('not_found'), guest: 'forbidden' } : { ...nobody('not_found'), member: 'forbidden', guest: 'forbidden' },
    )
  })

  test('over HTTP too: the channel of a request needs the hook’s owner in it', async () => {
    const { addresses } = await as.owner.hooks.create({ name: fresh('http'), channel: 'town-square', owner: 'stranger', dialects: ['mattermost'] })
    const url = addresses[0]?.url ?? ''
    const statuses = []
    for (const channel of ['ours', 'theirs', 'town-square']) statuses.push((await sendJson(url, { text: 'x', channel })).status)
    expect(statuses).toEqual([403, 200, 200])
  })
})

describe.each(['admins', 'members'] as const)('outgoing webhooks, managed by %s', (managedBy) => {
  const mayOwn = managedBy === 'members' ? { ...everyone, guest: 'forbidden' } : adminsOnly
  const url = 'http://127.0.0.1:9/'
  let mine: Partial<Record<Role, SubscriptionId>>
  let ofAdmin: SubscriptionId
  beforeEach(async () => {
    // Made while members may, so that everybody but the guest has one.
    await as.owner.settings.set({ key: 'integrations.managedBy', value: 'members' })
    const make = async (role: Role) => (await as[role].subscriptions.create({ name: fresh('out'), channels: ['town-square'], urls: [url], policy: 'once' })).subscription.id
    ofAdmin = await make('admin')
    mine = { owner: await make('owner'), admin: await make('admin'), member: await make('member'), guest: await make('owner') }
    await as.owner.settings.set({ key: 'integrations.managedBy', value: managedBy })
    await as.owner.messages.post({ channel: 'town-square', text: 'told' })
    await t.app.dispatcher.idle()
  })

  test('make one for a channel that one is in', async () => {
    const make = (channel: string) => row((client) => client.subscriptions.create({ name: fresh('mine'), channels: [channel], urls: [url] }))
    expect(await make('ours')).toEqual(mayOwn)
    expect(await make('open')).toEqual(nobody('forbidden'))
    expect(await make('theirs')).toEqual(managedBy === 'members' ? { ...nobody('not_found'), guest: 'forbidden' } : { ...nobody('not_found'), member: 'forbidden', guest: 'forbidden' })
  })

  test.each<[string, (client: Client, id: SubscriptionId) => Promise<unknown>]>([
    ['show', (client, id) => client.subscriptions.show({ id })],
    ['update', (client, id) => client.subscriptions.update({ id, description: 'new' })],
    ['regenerate', (client, id) => client.subscriptions.regenerate({ id })],
    ['test', (client, id) => client.subscriptions.test({ id })],
    ['health', (client, id) => client.subscriptions.health({ id })],
    ['consents', (client, id) => client.subscriptions.consents({ id })],
    ['list deliveries', (client, id) => client.deliveries.list({ subscriptionId: id })],
    ['redeliver all failed', (client, id) => client.deliveries.redeliverFailed({ subscriptionId: id, since: 0 })],
  ])('%s, own and others’', async (_name, act) => {
    expect(await row((client, role) => act(client, mine[role]!))).toEqual(mayOwn)
    expect(await row((client) => act(client, ofAdmin))).toEqual(adminsOnly)
  })

  test('show and redeliver a delivery, own and others’', async () => {
    // A member's own in a public channel has no admin's consent; the admin gives it here.
    await as.admin.subscriptions.giveConsent({ id: mine.member!, channel: 'town-square' })
    await as.owner.messages.post({ channel: 'town-square', text: 'told' })
    await t.app.dispatcher.idle()
    const first = async (id: SubscriptionId) => (await as.owner.deliveries.list({ subscriptionId: id })).deliveries[0]!.id
    for (const act of [(client: Client, id: DeliveryId) => client.deliveries.show({ id }), (client: Client, id: DeliveryId) => client.deliveries.redeliver({ id })]) {
      expect(await row(async (client, role) => act(client, await first(mine[role]!)))).toEqual(mayOwn)
      expect(await row(async (client) => act(client, await first(ofAdmin)))).toEqual(adminsOnly)
    }
  })

  test('delete, own and others’', async () => {
    for (const role of ['member', 'guest'] as const) expect(await outcomeOf(as[role].subscriptions.delete({ id: ofAdmin }))).toBe('forbidden')
    expect(await row((client, role) => client.subscriptions.delete({ id: mine[role]! }))).toEqual(mayOwn)
  })

  test('list: admins see all, members their own where members may, guests none', async () => {
    const seen = async (role: Role) => {
      const list = await as[role].subscriptions.list().catch(() => undefined)
      return list && { own: list.some(({ id }) => id === mine[role]), others: list.some(({ id }) => id === ofAdmin) }
    }
    const all = { own: true, others: true }
    expect(await Promise.all(roles.map(seen))).toEqual([all, all, managedBy === 'members' ? { own: true, others: false } : undefined, undefined])
    for (const role of roles) {
      const listed = await as[role].subscriptions.list().catch(() => undefined)
      const standings = await as[role].subscriptions.standings().catch(() => undefined)
      expect(standings?.map(({ subscriptionId }) => subscriptionId)).toEqual(listed?.map(({ id }) => id))
    }
    expect(await row((client) => client.subscriptions.room())).toEqual(mayOwn)
    expect((await as.owner.subscriptions.room()).count).toBe((await as.owner.subscriptions.list()).length)
    const asMember = await as.member.subscriptions.room().catch(() => null)
    expect(asMember).toEqual(managedBy === 'members' ? await as.owner.subscriptions.room() : null)
  })

  test('what listens is for everybody in the channel; who agrees depends on the channel', async () => {
    expect(await row((client) => client.subscriptions.listening({ channel: 'ours' }))).toEqual(everyone)
    expect(await row((client) => client.subscriptions.listening({ channel: 'theirs' }))).toEqual(nobody('not_found'))
    const { subscription } = await as.owner.subscriptions.create({ name: fresh('both'), channels: ['town-square', 'ours'], urls: [url] })
    const agree = (channel: string) => row((client) => client.subscriptions.giveConsent({ id: subscription.id, channel }))
    expect(await agree('town-square')).toEqual({ ...adminsOnly, guest: 'not_found' })
    expect(await agree('ours')).toEqual(managedBy === 'members' ? { ...everyone, guest: 'forbidden' } : adminsOnly)
    // One of the owner's stands each time; a member gave none and cannot take that one back.
    const withdrawn = await row(async (client) => {
      await as.owner.subscriptions.giveConsent({ id: subscription.id, channel: 'town-square' })
      return client.subscriptions.withdrawConsent({ id: subscription.id, channel: 'town-square' })
    })
    expect(withdrawn).toEqual({ ...adminsOnly, guest: 'not_found' })
  })
})

describe('who hears of it', () => {
  /** All events that each role hears while `act` runs, without those of `act`'s own noise. */
  async function heardDuring(act: () => Promise<unknown>): Promise<Record<Role, AppEvent[]>> {
    const stop = new AbortController()
    const heard = Object.fromEntries(roles.map((role) => [role, [] as AppEvent[]])) as Record<Role, AppEvent[]>
    const last = fresh('last')
    const streams = await Promise.all(roles.map(async (role) => ({ role, stream: await as[role].events.subscribe(undefined, { signal: stop.signal }) })))
    await act()
    await as.owner.messages.post({ channel: 'ours', text: last })
    for (const { role, stream } of streams) {
      for await (const event of stream) {
        if (event.name === 'message.posted' && event.data.text === last) break
        // Counts come on their own, to one person each; so do deliveries that are on their way.
        if (event.name !== 'unreads.changed' && event.name !== 'deliveries.changed') heard[role].push(event)
      }
    }
    stop.abort()
    return heard
  }
  const namesOf = (heard: Record<Role, AppEvent[]>) => Object.fromEntries(roles.map((role) => [role, heard[role].map(({ name }) => name)]))
  const asRoles = (owner: string[], admin: string[], member: string[], guest: string[]) => ({ owner, admin, member, guest })

  test('messages of a private channel reach its members alone', async () => {
    const stranger = t.clientAs(t.app.findActor('stranger'))
    expect(namesOf(await heardDuring(() => stranger.messages.post({ channel: 'theirs', text: 'psst' })))).toEqual(asRoles([], [], [], []))
    const posted = ['message.posted']
    expect(namesOf(await heardDuring(() => as.member.messages.post({ channel: 'ours', text: 'all of us' })))).toEqual(asRoles(posted, posted, posted, posted))
  })

  test('a private channel is made, used by a hook and archived unheard by others', async () => {
    const stranger = t.clientAs(t.app.findActor('stranger'))
    const name = fresh('hidden')
    expect(namesOf(await heardDuring(async () => {
      await stranger.channels.create({ name, private: true })
      await stranger.messages.post({ channel: name, text: 'x' })
    }))).toEqual(asRoles([], [], [], []))
  })

  test('a public channel is no news for guests who are not in it', async () => {
    const changed = ['channel.changed', 'message.posted', 'channel.archived']
    const heard = await heardDuring(async () => {
      const name = fresh('public')
      await as.member.channels.create({ name })
      await as.member.messages.post({ channel: name, text: 'x' })
      await as.member.channels.archive({ channel: name })
    })
    expect(namesOf(heard)).toEqual(asRoles(changed, changed, changed, []))
  })

  test('cases of a private channel reach its members alone', async () => {
    const stranger = t.clientAs(t.app.findActor('stranger'))
    for (const channel of ['theirs', 'ours']) {
      const owner = channel === 'ours' ? 'mia' : 'stranger'
      const { hook, addresses } = await as.owner.hooks.create({ name: fresh('heard'), channel, owner, dialects: ['emakin'] })
      const heard = await heardDuring(async () => {
        const { caseId } = JSON.parse((await sendJson(addresses[0]?.url ?? '', { id: fresh('case'), text: 'x' })).body) as { caseId: MessageId }
        await (channel === 'ours' ? as.guest : stranger).cases.close({ caseId })
      })
      const told = Object.fromEntries(roles.map((role) => [role, heard[role].filter(({ name }) => name === 'case.changed').length]))
      const times = channel === 'ours' ? 2 : 0
      expect([hook.channel, told]).toEqual([channel, { owner: times, admin: times, member: times, guest: times }])
    }
  })

  test('direct messages reach the two', async () => {
    const heard = namesOf(await heardDuring(() => as.member.messages.post({ channel: '@ann', text: 'only you' })))
    expect([heard['owner'], heard['admin']?.includes('message.posted'), heard['member']?.includes('message.posted'), heard['guest']]).toEqual([[], true, true, []])
  })

  test.each(['admins', 'members'] as const)('hooks and verdicts, managed by %s', async (managedBy) => {
    await as.owner.settings.set({ key: 'integrations.managedBy', value: managedBy })
    const heard = await heardDuring(async () => {
      const { hook, addresses } = await as.owner.hooks.create({ name: fresh('heard'), channel: 'ours', owner: 'mia', dialects: ['mattermost'] })
      await sendJson(addresses[0]?.url ?? '', { text: '' })
      await sendJson(`${addresses[0]?.url.slice(0, -26)}${'y'.repeat(26)}`, { text: 'stray' })
      await t.app.ctx.write(() => undefined)
      await as.owner.hooks.delete({ id: hook.id })
    })
    const own = ['hook.changed', 'verdict.recorded', 'hook.deleted']
    const all = ['hook.changed', 'verdict.recorded', 'verdict.recorded', 'hook.deleted']
    expect(namesOf(heard)).toEqual(asRoles(all, all, managedBy === 'members' ? own : [], []))
  })

  test.each(['admins', 'members'] as const)('outgoing webhooks, managed by %s', async (managedBy) => {
    await as.owner.settings.set({ key: 'integrations.managedBy', value: 'members' })
    const { subscription } = await as.member.subscriptions.create({ name: fresh('heard'), channels: ['ours'], urls: ['http://127.0.0.1:9/'] })
    await as.owner.settings.set({ key: 'integrations.managedBy', value: managedBy })
    const heard = await heardDuring(async () => {
      await as.owner.subscriptions.update({ id: subscription.id, description: fresh('text') })
      await as.owner.subscriptions.delete({ id: subscription.id })
    })
    const changes = ['subscription.changed', 'subscription.deleted']
    const told = Object.fromEntries(roles.map((role) => [role, heard[role].map(({ name }) => name).filter((name) => changes.includes(name))]))
    expect(told).toEqual(asRoles(changes, changes, managedBy === 'members' ? changes : [], []))
    // That something listens is for everybody in the channel.
    expect(roles.map((role) => heard[role].some(({ name }) => name === 'listening.changed'))).toEqual([true, true, true, true])
  })

  test.each(['admins', 'members'] as const)('tokens, managed by %s', async (managedBy) => {
    await as.owner.settings.set({ key: 'integrations.managedBy', value: managedBy })
    const heard = await heardDuring(async () => {
      for (const person of ['mia', 'gus', 'stranger']) {
        const { id, token } = await as.owner.tokens.create({ scope: 'hooks', person })
        await fetch(`${t.app.listener.url()}/api/channels/ours/webhooks`, { headers: { Authorization: `Bearer ${token}` } })
        await as.owner.tokens.revoke({ id })
      }
    })
    const changed = (count: number) => Array.from({ length: count }, () => 'tokens.changed')
    expect(namesOf(heard)).toEqual(asRoles(changed(9), changed(9), changed(managedBy === 'members' ? 3 : 0), []))
  })
})

/** The roles of the people of one device; `test/team/team-people.test.ts` hands over, invites and removes between devices. */
describe('the team', () => {
  test('its state, its devices, and what of mine was not taken: everybody', async () => {
    expect(await row((client) => client.team.status())).toEqual(everyone)
    expect(await row((client) => client.team.reconnect())).toEqual(everyone)
    // Wherever it is said to be, only the host with the right key is taken: nobody is led astray.
    expect(await row((client) => client.team.findHost({ address: '127.0.0.1:4666' }))).toEqual(nobody('conflict'))
    expect(await row((client) => client.team.listDevices())).toEqual(everyone)
    expect(await row((client) => client.team.listRemoved())).toEqual(everyone)
    expect(await row((client) => client.team.listRefused())).toEqual(everyone)
  })

  test('invites: all of them for admins, links for others by admins; a further device of their own everybody, once there is a team', async () => {
    const unavailable = { ...everyone, owner: 'unavailable', admin: 'unavailable' }
    expect(await row((client) => client.team.listInvites())).toEqual(everyone)
    expect(await row((client) => client.team.createInvite({}))).toEqual({ ...unavailable, member: 'forbidden', guest: 'forbidden' })
    expect(await row((client) => client.team.addDevice())).toEqual(nobody('unavailable'))
    expect(await row((client) => client.team.revokeInvite({ id: '0197a5c0-0000-7000-8000-000000000001' as InviteId }))).toEqual(nobody('not_found'))
  })

  test('hosting: admins', async () => {
    expect(await row((client) => client.team.trustClock())).toEqual({ owner: 'conflict', admin: 'conflict', member: 'forbidden', guest: 'forbidden' })
    expect(await row((client) => client.team.checkHosting({ port: 0 }))).toEqual(adminsOnly)
    const refused = { member: 'forbidden', guest: 'forbidden' }
    expect(await row((client, role) => (role in refused ? client.team.host({ addresses: ['127.0.0.1:4666'], port: 0 }) : Promise.resolve()))).toEqual(adminsOnly)
    expect(await row((client, role) => (role in refused ? client.team.stopHosting() : Promise.resolve()))).toEqual(adminsOnly)
  })

  test('joining elsewhere: only who the device belongs to', async () => {
    expect(await row((client, role) => (role === 'owner' ? Promise.resolve() : client.team.join({ link: 'x', username: 'a', displayName: 'A', deviceName: 'b' })))).toEqual({ ...nobody('forbidden'), owner: 'ok' })
  })

  test('devices: one’s own, and those of others by admins; they are named and removed alike', async () => {
    const other = '0197a5c0-0000-7000-8000-000000000002' as DeviceId
    expect(await row((client) => client.team.renameDevice({ id: other, name: 'x' }))).toEqual(nobody('not_found'))
    expect(await row((client) => client.team.removeDevice({ id: other }))).toEqual(nobody('not_found'))
  })

  test('people: admins remove them, never the owner; the owner alone hands over, to somebody with a device', async () => {
    const leaving = async () => {
      const username = fresh('leaver')
      await as.owner.people.create({ username })
      return username
    }
    expect(await row(async (client) => client.team.removePerson({ username: await leaving() }))).toEqual(adminsOnly)
    expect(await row((client) => client.team.removePerson({ username: usernames.owner }))).toEqual({ ...nobody('forbidden'), owner: 'conflict', admin: 'conflict' })
    expect(await row((client) => client.team.handOver({ username: usernames.admin }))).toEqual({ ...nobody('forbidden'), owner: 'conflict' })
  })
})
