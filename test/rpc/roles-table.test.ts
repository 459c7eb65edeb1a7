/** The rest of the roles table: what each person does for themselves, what a removed one may still do (nothing), and the same rights over HTTP and on the command line. */
import { readFileSync } from 'node:fs'
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contract } from '#shared/contract/rpc/index.ts'
import type { ChannelId, FileId, HookId, MessageId } from '#shared/contract/ids.ts'
import { send } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

type Client = TestApp['client']
const people = { owner: 'lena.fischer', admin: 'ann', member: 'mia', guest: 'gus', removed: 'rob' } as const
type Who = keyof typeof people
const all = Object.keys(people) as Who[]

let t: TestApp
const as = {} as Record<Who, Client>
const tokens = {} as Record<Who, string>
let messageId: MessageId
let hookId: HookId
let channelId: ChannelId
beforeAll(async () => {
  t = await startApp()
  for (const role of ['admin', 'member', 'guest'] as const) await t.client.people.create({ username: people[role], role })
  await t.client.people.create({ username: people.removed, role: 'admin' })
  for (const who of all) {
    as[who] = t.clientAs(t.app.findActor(people[who]))
    tokens[who] = (await t.client.tokens.create({ scope: 'hooks', person: people[who] })).token
  }
  channelId = (await t.client.channels.create({ name: 'ours', private: true, members: ['ann', 'mia', 'gus', 'rob'] })).id
  messageId = (await t.client.messages.post({ channel: 'ours', text: 'hi' })).id
  hookId = (await t.client.hooks.create({ name: 'ci', channel: 'ours' })).hook.id
  await t.client.team.removePerson({ username: people.removed })
})
afterAll(() => t.stop())

async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'ok'
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'REFUSED') return (error.data as { code: string }).code
    throw error
  }
}

const missing = '0197a5c0-0000-7000-8000-000000000002'
const upload = (client: Client) => client.files.begin({ name: 'a.txt', mediaType: 'text/plain', sizeBytes: 5, width: null, height: null, thumbnailBytes: null })

/** For owner, admin, member and guest alike, or for each of them; of what is one's own unless it says otherwise. */
const rows: Readonly<Record<string, readonly [act: (client: Client, who: Who) => Promise<unknown>, outcomes: string | readonly [string, string, string, string]]>> = {
  'session.open': [(client) => client.session.open(), 'ok'],
  'workspace.get': [(client) => client.workspace.get(), 'ok'],
  'workspace.rename': [(client) => client.workspace.rename({ name: 'Tide' }), ['ok', 'ok', 'forbidden', 'forbidden']],
  'people.list': [(client) => client.people.list(), 'ok'],
  'people.updateProfile': [(client) => client.people.updateProfile({ title: 'Pilot' }), 'ok'],
  'channels.setPreference': [(client) => client.channels.setPreference({ channel: 'ours', muted: true }), 'ok'],
  'messages.saved': [(client) => client.messages.saved({}), 'ok'],
  'messages.savedIds': [(client) => client.messages.savedIds(), 'ok'],
  'messages.notices': [(client) => client.messages.notices({}), 'ok'],
  'messages.mine': [(client) => client.messages.mine({}), 'ok'],
  'unreads.get': [(client) => client.unreads.get(), 'ok'],
  'unreads.markAllRead': [(client) => client.unreads.markAllRead(), 'ok'],
  'threads.list': [(client) => client.threads.list({}), 'ok'],
  'threads.markRead': [(client) => client.threads.markRead({ rootId: messageId, position: 1 }), 'ok'],
  'preferences.get': [(client) => client.preferences.get(), 'ok'],
  'preferences.set': [(client) => client.preferences.set({ key: 'look.theme', value: 'dark' }), 'ok'],
  'preferences.testNotification': [(client) => client.preferences.testNotification({ title: 'x', body: 'y' }), 'ok'],
  'drafts.list': [(client) => client.drafts.list(), 'ok'],
  'files.begin': [(client) => upload(client), 'ok'],
  'files.append': [async (client) => client.files.append({ fileId: (await upload(client)).fileId, part: 'content', offset: 0, base64: 'aGVsbG8=' }), 'ok'],
  'files.finish': [(client) => client.files.finish({ fileId: missing as FileId }), 'not_found'],
  'files.cancel': [async (client) => client.files.cancel({ fileId: (await upload(client)).fileId }), 'ok'],
  'files.list': [(client) => client.files.list({ channel: 'ours' }), 'ok'],
  'files.read': [(client) => client.files.read({ fileId: missing as FileId, part: 'content', offset: 0 } as never), 'not_found'],
  'files.usage': [(client) => client.files.usage(), 'ok'],
  'search.messages': [(client) => client.search.messages({ query: 'hi' } as never), 'ok'],
  'hooks.muted': [(client) => client.hooks.muted(), 'ok'],
  'hooks.mutedMessages': [(client) => client.hooks.mutedMessages({ id: hookId } as never), 'not_found'],
  'addresses.recognise': [(client) => client.addresses.recognise({ text: 'x' } as never), 'ok'],
  'verdicts.replay': [(client) => client.verdicts.replay({ id: 999_999 as never }), 'not_found'],
  'settings.list': [(client) => client.settings.list(), 'ok'],
  'settings.get': [(client) => client.settings.get({ key: 'hooks.port' }), 'ok'],
  'listener.status': [(client) => client.listener.status(), 'ok'],
  'pictures.get': [(client) => client.pictures.get({ url: 'http://127.0.0.1/x.png' }), 'ok'],
  'team.inspectInvite': [(client) => client.team.inspectInvite({ link: 'x' }), 'invalid'],
  'team.safety': [(client) => client.team.safety({ username: 'mia' }), ['unavailable', 'unavailable', 'invalid', 'unavailable']],
  'team.setVerified': [(client) => client.team.setVerified({ username: 'mia', verified: true, digits: '' }), ['unavailable', 'unavailable', 'invalid', 'unavailable']],
  'team.findHost': [(client) => client.team.findHost({ address: '127.0.0.1:4666' }), 'conflict'],
  'team.listUnopened': [(client) => client.team.listUnopened({ channelId }), 'ok'],
  'team.discardWaiting': [(client) => client.team.discardWaiting({ messageId: missing as MessageId }), 'not_found'],
}

describe('over RPC', () => {
  test.each(Object.entries(rows))('%s', async (_path, [act, outcomes]) => {
    const seen = []
    for (const who of all.slice(0, 4)) seen.push(await outcomeOf(act(as[who], who)))
    expect(seen).toEqual(typeof outcomes === 'string' ? [outcomes, outcomes, outcomes, outcomes] : outcomes)
  })

  test('every procedure of the contract is in one of the two tables', () => {
    const other = readFileSync(new URL('./roles.test.ts', import.meta.url), 'utf8')
    const paths = Object.entries(contract).flatMap(([feature, its]) => Object.keys(its).map((name) => `${feature}.${name}`))
    const without = paths.filter((path) => !(path in rows) && !other.includes(`.${path}(`))
    expect(without).toEqual([])
    expect(Object.keys(rows).filter((path) => !paths.includes(path))).toEqual([])
  })

  test('who was removed may do nothing, also over a connection from before', async () => {
    const acts: ((client: Client) => Promise<unknown>)[] = [
      (client) => client.messages.post({ channel: 'ours', text: 'still here' }),
      (client) => client.messages.list({ channel: 'ours' }),
      (client) => client.channels.create({ name: 'mine' }),
      (client) => client.people.create({ username: 'friend' }),
      (client) => client.hooks.create({ name: 'mine', channel: 'town-square' }),
      (client) => client.hooks.delete({ id: hookId }),
      (client) => client.settings.set({ key: 'messages.maxLength', value: 2000 }),
      (client) => client.tokens.create({ scope: 'hooks' }),
      (client) => client.subscriptions.create({ name: 'out', channels: ['town-square'], urls: ['http://127.0.0.1:9/'] }),
      (client) => client.team.removePerson({ username: 'gus' }),
    ]
    const seen = []
    for (const act of acts) seen.push(await outcomeOf(act(as.removed)))
    expect(seen.filter((one) => one === 'ok')).toEqual([])
    expect(() => t.app.findActor(people.removed)).toThrow()
  })

  test('nor by what waits to be written while they are removed', async () => {
    await t.client.people.create({ username: 'rae', role: 'admin' })
    const client = t.clientAs(t.app.findActor('rae'))
    const acts: (() => Promise<unknown>)[] = [
      () => client.channels.create({ name: 'late' }),
      () => client.channels.openDirect({ usernames: ['gus'] }),
      () => client.people.create({ username: 'late' }),
      () => client.people.updateProfile({ title: 'late' }),
      () => client.hooks.create({ name: 'late', channel: 'town-square' }),
      () => client.tokens.create({ scope: 'hooks' }),
      () => client.settings.set({ key: 'messages.maxLength', value: 2000 }),
    ]
    const [, ...seen] = await Promise.all([t.client.team.removePerson({ username: 'rae' }), ...acts.map((act) => outcomeOf(act()))])
    expect(seen).toEqual(acts.map(() => 'forbidden'))
  })
})

describe('over HTTP, with a token of each', () => {
  const calls = [
    ['list', 'GET', () => '/api/channels/ours/webhooks', undefined],
    ['create', 'POST', () => '/api/channels/ours/webhooks', { name: 'made' }],
    ['change another’s', 'PATCH', () => `/api/webhooks/${hookId}`, { name: 'changed' }],
    ['delete another’s', 'DELETE', () => `/api/webhooks/${made}`, undefined],
  ] as const
  let made = ''

  test.each([
    ['admins', { list: [200, 200, 403, 403, 401], create: [201, 201, 403, 403, 401], 'change another’s': [200, 200, 403, 403, 401], 'delete another’s': [204, 204, 403, 403, 401] }],
    ['members', { list: [200, 200, 200, 403, 401], create: [201, 201, 201, 403, 401], 'change another’s': [200, 200, 403, 403, 401], 'delete another’s': [204, 204, 403, 403, 401] }],
  ] as const)('managed by %s', async (managedBy, expected) => {
    await t.client.settings.set({ key: 'integrations.managedBy', value: managedBy })
    for (const [name, method, path, body] of calls) {
      const seen = []
      for (const who of all) {
        made = (await t.client.hooks.create({ name: 'to go', channel: 'ours' })).hook.id
        const answer = await send(t.app.listener.url() + path(), { method, headers: { Authorization: `Bearer ${tokens[who]}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
        seen.push(answer.status)
      }
      expect([name, seen]).toEqual([name, expected[name]])
    }
  })
})
