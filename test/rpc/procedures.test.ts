/** Every procedure of the contract, inline and over a real WebSocket: bad input is refused, good output is as the contract says. */
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { contract } from '#shared/contract/rpc/index.ts'
import { serveOverSocket, type Client, type TestSocketServer } from '../helpers/connect-socket.ts'
import { readTables } from '../helpers/projection.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

/** What the good inputs refer to. */
interface Things {
  readonly hookId: string
  readonly spareHookId: string
  readonly addressId: string
  readonly spareAddressId: string
  readonly messageId: string
}

interface Case {
  /** Inputs that the contract does not allow; none for a procedure without input. */
  readonly bad: readonly unknown[]
  good(things: Things): unknown
}

const noInput: Case = { bad: [], good: () => undefined }
const notAnId = [undefined, null, {}, { id: 7 }, { id: '' }, { id: 'x' }, { id: '0190A0B0-0000-7000-8000-000000000000' }]
const notAHookId = notAnId.map((input) => (input && 'id' in input ? { hookId: input.id } : input))

const cases: Record<string, Case> = {
  'session.get': noInput,
  'session.open': noInput,
  'workspace.get': noInput,
  'workspace.setUp': {
    bad: [undefined, {}, { workspaceName: 'A' }, { workspaceName: ' ', displayName: 'B' }, { workspaceName: 'A', displayName: '' }, { workspaceName: 'A'.repeat(65), displayName: 'B' }, { workspaceName: 1, displayName: 'B' }],
    good: () => ({ workspaceName: 'Tide', displayName: 'Lena Fischer' }),
  },
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
  'channels.archive': { bad: [undefined, {}, { channel: '' }, { channel: 3 }, { channel: 'x'.repeat(201) }], good: () => ({ channel: 'off-topic' }) },
  'messages.list': {
    bad: [undefined, {}, { channel: '' }, { channel: 'town-square', limit: 0 }, { channel: 'town-square', limit: 1001 }, { channel: 'town-square', limit: 1.5 }, { channel: 'town-square', before: 'x' }, { channel: 'town-square', after: 0.5 }],
    good: () => ({ channel: 'town-square', limit: 1000 }),
  },
  'messages.show': { bad: [undefined, {}, { id: 1 }], good: ({ messageId }) => ({ id: messageId }) },
  'messages.post': {
    bad: [undefined, {}, { channel: 'town-square' }, { text: 'x' }, { channel: 'town-square', text: 1 }, { channel: 'town-square', text: 'x', messageId: 'mine' }, { channel: 'town-square', text: 'x'.repeat(1_000_001) }],
    good: () => ({ channel: 'town-square', text: 'Hello', messageId: '0190a0b0-0000-7000-8000-000000000001' }),
  },
  'hooks.list': noInput,
  'hooks.show': { bad: notAnId, good: ({ hookId }) => ({ id: hookId }) },
  'hooks.create': {
    bad: [undefined, {}, { name: 'x' }, { channel: 'town-square' }, { name: ' ', channel: 'town-square' }, { name: 'x'.repeat(65), channel: 'town-square' }, { name: 'x', channel: 'town-square', iconUrl: 'javascript:alert(1)' }, { name: 'x', channel: 'town-square', iconUrl: 'file:///etc/passwd' }, { name: 'x', channel: 'town-square', username: '' }, { name: 'x', channel: 'town-square', dialects: ['irc'] }, { name: 'x', channel: 'town-square', description: 'x'.repeat(501) }, { name: 'x', channel: 'town-square', locked: 1 }],
    good: () => ({ name: 'new', channel: 'town-square', dialects: ['kchat', 'mattermost', 'slack', 'any'], iconUrl: 'https://example.com/a.png' }),
  },
  'hooks.update': { bad: [...notAnId, { id: '0190a0b0-0000-7000-8000-000000000001', enabled: 'no' }, { id: '0190a0b0-0000-7000-8000-000000000001', name: '' }], good: ({ hookId }) => ({ id: hookId, name: 'renamed', description: '', enabled: false }) },
  'hooks.delete': { bad: notAnId, good: ({ spareHookId }) => ({ id: spareHookId }) },
  'addresses.list': { bad: notAHookId, good: ({ hookId }) => ({ hookId }) },
  'addresses.add': { bad: [...notAHookId, { hookId: '0190a0b0-0000-7000-8000-000000000001', dialect: 'irc' }], good: ({ hookId }) => ({ hookId, dialect: 'slack', label: 'nightly' }) },
  'addresses.rotate': { bad: [...notAnId, { id: '0190a0b0-0000-7000-8000-000000000001', overlapMs: -1 }, { id: '0190a0b0-0000-7000-8000-000000000001', overlapMs: 31 * 86_400_000 }], good: ({ addressId }) => ({ id: addressId, overlapMs: 1000 }) },
  'addresses.remove': { bad: notAnId, good: ({ spareAddressId }) => ({ id: spareAddressId }) },
  'verdicts.list': { bad: [{ hookId: 'x' }, { limit: 0 }, { limit: 1001 }, { before: 'x' }], good: ({ hookId }) => ({ hookId, limit: 10 }) },
  'settings.list': noInput,
  'settings.get': { bad: [undefined, {}, { key: 'nothing' }, { key: '__proto__' }, { key: 'constructor' }], good: () => ({ key: 'hooks.port' }) },
  'settings.set': { bad: [undefined, {}, { key: 'nothing', value: 1 }, { key: 'hooks.port' }, { key: 'hooks.port', value: [1] }, { key: 'hooks.port', value: { n: 1 } }], good: () => ({ key: 'hooks.incomingLimit', value: 20 }) },
  'listener.status': noInput,
  'listener.restart': noInput,
  'pictures.get': { bad: [undefined, {}, { url: 1 }, { url: 'x'.repeat(4097) }], good: () => ({ url: 'http://127.0.0.1/picture.png' }) },
  'events.subscribe': noInput,
}

const procedures = Object.entries(contract).flatMap(([feature, its]) => Object.entries(its).map(([name, procedure]) => ({ path: `${feature}.${name}`, procedure: procedure as { '~orpc': { inputSchema?: z.ZodType; outputSchema?: z.ZodType } } })))

test('every procedure has a case, and none is left over', () => {
  expect(Object.keys(cases).sort()).toEqual(procedures.map(({ path }) => path).sort())
})

describe.each(['inline', 'over a WebSocket'])('%s', (transport) => {
  let t: TestApp
  let server: TestSocketServer
  let client: Client
  let things: Things
  beforeAll(async () => {
    t = await startApp()
    server = await serveOverSocket(t)
    client = transport === 'inline' ? (t.client as unknown as Client) : (await server.connect()).client
    await t.client.settings.set({ key: 'hooks.port', value: 0 })
    await t.client.people.create({ username: 'jim' })
    const { id: messageId } = await t.client.messages.post({ channel: 'town-square', text: 'here' })
    const first = await t.client.hooks.create({ channel: 'town-square', name: 'one', dialects: ['kchat', 'any'] })
    const spare = await t.client.hooks.create({ channel: 'town-square', name: 'two' })
    await fetch(first.addresses[0]?.url ?? '', { method: 'POST', body: '{"text":"x","channel":"nowhere"}' })
    things = { hookId: first.hook.id, spareHookId: spare.hook.id, addressId: first.addresses[0]?.id ?? '', spareAddressId: first.addresses[1]?.id ?? '', messageId }
  })
  afterAll(async () => {
    await server.stop()
    await t.stop()
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

  test.each(procedures.filter(({ path }) => path !== 'events.subscribe'))('$path gives what the contract says', async ({ path, procedure }) => {
    const { inputSchema, outputSchema } = procedure['~orpc']
    expect(inputSchema === undefined).toBe(cases[path]?.bad.length === 0)
    const output = await call(path, cases[path]?.good(things))
    // Nothing is missing, and nothing is there that the contract does not name.
    expect(outputSchema?.parse(output)).toEqual(output)
  })

  test('events.subscribe gives what happens from then on', async () => {
    const stop = new AbortController()
    const stream = await client.events.subscribe(undefined, { signal: stop.signal })
    const { id } = await t.client.messages.post({ channel: 'town-square', text: 'live' })
    const { value } = await stream.next()
    expect(value).toEqual({ name: 'message.posted', data: await t.client.messages.show({ id }) })
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
