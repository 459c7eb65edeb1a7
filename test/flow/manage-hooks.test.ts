/** Chatalot's management calls over HTTP: webhooks made, listed, changed and deleted with a token; what is refused, in which order. */
import { hash } from 'node:crypto'
import { once } from 'node:events'
import net from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { HookId } from '#shared/contract/ids.ts'
import type { Token } from '#shared/contract/token.ts'
import { uuidToShortId } from '#shared/core/ids.ts'
import { exchange, sendAndCut } from '../helpers/raw.ts'
import { send, sendJson, type Received } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

type Made = Token & { token: string }
interface Webhook {
  readonly id: HookId
  readonly channel_id: string
  readonly created_by: string
  readonly token: string
  readonly url: string
}

let t: TestApp
let base = ''
let port = 0
const tokens: Record<string, Made> = {}
beforeAll(async () => {
  t = await startApp()
  base = t.app.listener.url()
  port = Number(new URL(base).port)
  await t.client.people.create({ username: 'ann', role: 'admin' })
  await t.client.people.create({ username: 'mia' })
  await t.client.people.create({ username: 'gus', role: 'guest' })
  await t.client.channels.create({ name: 'harbour', members: ['gus'] })
  await t.clientAs(t.app.findActor('mia')).channels.create({ name: 'den', private: true })
  for (const person of ['lena.fischer', 'ann', 'mia', 'gus']) tokens[person] = await t.client.tokens.create({ person, scope: 'hooks' })
})
afterAll(() => t.stop())
afterEach(async () => {
  await t.client.settings.set({ key: 'integrations.managedBy', value: 'admins' })
  await t.client.settings.set({ key: 'hooks.incomingLimit', value: null })
})

interface Call {
  readonly method?: string
  readonly as?: string | null
  readonly body?: unknown
  readonly raw?: string
  readonly headers?: Record<string, string>
}
function call(path: string, { method = 'GET', as = 'lena.fischer', body, raw, headers = {} }: Call = {}): Promise<Received> {
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const authorization: Record<string, string> = as === null ? {} : { Authorization: `Bearer ${tokens[as]?.token ?? as}` }
  return send(base + path, { method, headers: { ...authorization, ...headers }, ...(text === undefined ? {} : { body: text }) })
}
/** All but the body, until `finish` sends it and gives the answer. `isWaiting` resolves once the server asks for the body. */
function sendSlowly(what: string, token: string, body: string): { readonly isWaiting: Promise<unknown>; finish(): Promise<string> } {
  const socket = net.connect(port, '127.0.0.1')
  let received = ''
  socket.on('data', (chunk: Buffer) => void (received += chunk.toString()))
  socket.write([`${what} HTTP/1.1`, `Host: 127.0.0.1:${port}`, `Authorization: Bearer ${token}`, `Content-Length: ${body.length}`, 'Connection: close', '', ''].join('\r\n'))
  return {
    isWaiting: vi.waitFor(() => expect(t.app.ctx.reader.get('SELECT 1 FROM token WHERE token_hash = ? AND last_used_at IS NOT NULL', hash('sha256', `token:${token}`, 'buffer'))).toBeDefined(), { interval: 5, timeout: 5000 }),
    finish: async () => {
      socket.write(body)
      await once(socket, 'close')
      return received
    },
  }
}
const jsonOf = <T = Webhook>({ body }: Received): T => JSON.parse(body) as T
const create = async (body: unknown, channel = 'town-square', as = 'lena.fischer') => jsonOf(await call(`/api/channels/${channel}/webhooks`, { method: 'POST', body, as }))
const list = async (channel = 'town-square', as = 'lena.fischer') => jsonOf<Webhook[]>(await call(`/api/channels/${channel}/webhooks`, { as }))
const isError = ({ body }: Received) => {
  const { error, ...rest } = JSON.parse(body) as { error: unknown }
  return typeof error === 'string' && error.length > 10 && Object.keys(rest).length === 0
}
const idOf = (name: string) => t.app.ctx.reader.get<{ id: string }>('SELECT id FROM channel WHERE name = ?', name)?.id ?? ''

describe('what can be done', () => {
  test('create: everything about it, and its token and address once', async () => {
    const answer = await call('/api/channels/town-square/webhooks', { method: 'POST', body: { name: ' CI ', avatar_url: 'https://example.com/ci.png', colour: 'red' } })
    expect([answer.status, answer.headers['content-type'], answer.headers['x-hookline-reason']]).toEqual([201, 'application/json', undefined])
    const { id, url, token } = jsonOf(answer)
    expect(jsonOf(answer)).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/), channel_id: idOf('town-square'), name: 'CI', avatar_url: 'https://example.com/ci.png', active: true,
      created_by: t.app.me.personId, created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}000\+00:00$/), token, url: `${base}/api/webhooks/execute/${token}`,
    })
    expect(token).toMatch(/^[A-Za-z0-9]{64}$/)
    expect((await sendJson(url, { content: 'from the new one' })).status).toBe(201)
    expect((await t.client.messages.list({ channel: 'town-square', limit: 1 })).messages[0]).toMatchObject({ username: 'CI', iconUrl: 'https://example.com/ci.png', author: 'lena.fischer' })
    expect(await t.client.hooks.show({ id })).toMatchObject({ name: 'CI', owner: 'lena.fischer', channel: 'town-square', locked: false, dialects: ['chatalot'] })
  })

  test('list: those of the channel, by name, id or short id, without tokens', async () => {
    const { token, url, ...made } = await create({ name: 'lights' }, 'harbour')
    const { hook } = await t.client.hooks.create({ name: 'made in the app', channel: 'harbour' })
    for (const channel of ['harbour', '%23harbour', idOf('harbour'), uuidToShortId(idOf('harbour'))]) {
      expect(await list(channel)).toEqual([made, { ...made, id: hook.id, name: 'made in the app', created_at: expect.any(String) }])
    }
    const all = [...(await list()), ...(await list('harbour'))]
    expect(new Set(all.map((one) => `${one.channel_id} ${one.id}`)).size).toBe((await t.client.hooks.list()).length)
    expect([token, url].filter((secret) => JSON.stringify(all).includes(secret))).toEqual([])
  })

  test('change: name, picture and whether it posts, each alone; null takes the picture away', async () => {
    const { id, url } = await create({ name: 'before', avatar_url: 'https://example.com/a.png' })
    const change = async (body: unknown) => {
      const answer = await call(`/api/webhooks/${id}`, { method: 'PATCH', body })
      expect(answer.status).toBe(200)
      expect(Object.keys(jsonOf(answer))).toEqual(['id', 'channel_id', 'name', 'avatar_url', 'active', 'created_by', 'created_at'])
      return jsonOf(answer)
    }
    expect(await change({ name: 'after' })).toMatchObject({ id, name: 'after', avatar_url: 'https://example.com/a.png', active: true })
    expect(await change({ avatar_url: 'http://example.com/b.png' })).toMatchObject({ name: 'after', avatar_url: 'http://example.com/b.png' })
    expect(await change({ avatar_url: null })).toMatchObject({ name: 'after', avatar_url: null })
    expect(await change({ active: false, name: 'off' })).toMatchObject({ name: 'off', active: false })
    expect((await sendJson(url, { content: 'x' })).status).toBe(404)
    expect(await change({ active: true })).toMatchObject({ name: 'off', active: true })
    expect((await sendJson(url, { content: 'x' })).status).toBe(201)
    expect((await call(`/api/webhooks/${uuidToShortId(id)}/`, { method: 'PATCH', body: { name: 'x'.repeat(64) } })).status).toBe(200)
  })

  test('delete: 204 without content, and the address ends at once', async () => {
    const { id, url } = await create({ name: 'gone' })
    const answer = await call(`/api/webhooks/${id}`, { method: 'DELETE' })
    expect([answer.status, answer.body, answer.headers['content-length'], answer.headers['content-type']]).toEqual([204, '', undefined, undefined])
    expect((await sendJson(url, { content: 'x' })).status).toBe(404)
    for (const method of ['DELETE', 'PATCH']) expect((await call(`/api/webhooks/${id}`, { method, body: { name: 'x' } })).status).toBe(404)
    expect((await list()).map((hook) => hook.id)).not.toContain(id)
  })

  test('what one window sees, another hears of', async () => {
    const stop = new AbortController()
    const stream = await t.client.events.subscribe(undefined, { signal: stop.signal })
    const { id } = await create({ name: 'heard of' })
    for await (const event of stream) {
      if (event.name !== 'hook.changed') continue
      expect(event.data).toMatchObject({ id, name: 'heard of', channel: 'town-square' })
      break
    }
    stop.abort()
  })
})

describe('who may', () => {
  test('the token’s person, by the rules of the app and as they are now', async () => {
    const of = async (person: string, channel = 'town-square') => {
      const made = await call(`/api/channels/${channel}/webhooks`, { method: 'POST', as: person, body: { name: `of ${person}` } })
      return [(await call(`/api/channels/${channel}/webhooks`, { as: person })).status, made.status]
    }
    expect([await of('ann'), await of('mia'), await of('gus', 'harbour')]).toEqual([[200, 201], [403, 403], [403, 403]])
    await t.client.settings.set({ key: 'integrations.managedBy', value: 'members' })
    expect([await of('ann'), await of('mia'), await of('gus', 'harbour')]).toEqual([[200, 201], [200, 201], [403, 403]])
    const mias = await list('town-square', 'mia')
    expect(mias.map((hook) => hook.created_by)).toEqual([t.app.findActor('mia').personId])
    const others = (await list()).find(({ created_by: by }) => by === t.app.me.personId)?.id
    for (const method of ['PATCH', 'DELETE']) {
      expect((await call(`/api/webhooks/${others}`, { method, as: 'mia', body: { active: false } })).status).toBe(403)
      expect((await call(`/api/webhooks/${mias[0]?.id}`, { method: 'PATCH', as: 'mia', body: { active: false } })).status).toBe(200)
    }
    await t.client.people.setRole({ username: 'ann', role: 'member' })
    await t.client.settings.set({ key: 'integrations.managedBy', value: 'admins' })
    expect(await of('ann')).toEqual([403, 403])
    await t.client.people.setRole({ username: 'ann', role: 'admin' })
  })

  test('a private channel that the person is not in does not exist', async () => {
    for (const channel of ['den', idOf('den')]) for (const method of ['GET', 'POST']) expect((await call(`/api/channels/${channel}/webhooks`, { method, body: { name: 'x' } })).status).toBe(404)
    await t.client.settings.set({ key: 'integrations.managedBy', value: 'members' })
    expect(await create({ name: 'mine' }, 'den', 'mia')).toMatchObject({ channel_id: idOf('den') })
    expect((await list('den', 'mia')).length).toBe(1)
  })

  test.each([
    ['no token', { as: null }],
    ['an unknown one', { as: 'hlt_0000000000000000000000000000000000000000000' }],
    ['an empty one', { as: '' }],
    ['another scheme', { as: null, headers: { Authorization: 'Basic bGVuYTp4' } }],
    ['two words', { as: null, headers: { Authorization: 'Bearer a b' } }],
  ] as const)('%s: 401, whatever is asked for', async (_name, how) => {
    for (const [path, method] of [['/api/channels/town-square/webhooks', 'GET'], ['/api/channels/nowhere/webhooks', 'POST'], ['/api/webhooks/nothing', 'PATCH'], ['/api/webhooks/nothing', 'DELETE']] as const) {
      const answer = await call(path, { ...how, method, raw: '{' })
      expect([answer.status, answer.headers['www-authenticate'], isError(answer)]).toEqual([401, 'Bearer', true])
    }
  })

  test('a token that was revoked or has expired', async () => {
    const made = await t.client.tokens.create({ scope: 'hooks', expiresInMs: 60_000 })
    const get = async () => (await call('/api/channels/town-square/webhooks', { as: made.token })).status
    expect(await get()).toBe(200)
    await t.app.ctx.write((tx) => tx.run('UPDATE token SET expires_at = ? WHERE id = ?', Date.now() - 1, made.id))
    expect(await get()).toBe(401)
    expect((await t.client.tokens.list()).some(({ id }) => id === made.id)).toBe(true)
    await t.app.ctx.write((tx) => tx.run('UPDATE token SET expires_at = NULL WHERE id = ?', made.id))
    expect(await get()).toBe(200)
    await t.client.tokens.revoke({ id: made.id })
    expect(await get()).toBe(401)
  })

  test.each<[string, string, (made: Made) => Promise<unknown>]>([
    ['its person was removed', 'rob', () => t.client.team.removePerson({ username: 'rob' })],
    ['it was revoked', 'rae', ({ id }) => t.client.tokens.revoke({ id })],
    ['it expired', 'ron', ({ id }) => t.app.ctx.write((tx) => tx.run('UPDATE token SET expires_at = ? WHERE id = ?', Date.now() - 1, id))],
  ])('a body that comes when %s makes and changes nothing', async (_when, person, end) => {
    await t.client.people.create({ username: person, role: 'admin' })
    const made = await t.client.tokens.create({ scope: 'hooks', person })
    const { id } = await create({ name: 'before' })
    const slow = [sendSlowly('POST /api/channels/town-square/webhooks', made.token, '{"name":"late"}'), sendSlowly(`PATCH /api/webhooks/${id}`, made.token, '{"name":"late"}')]
    await Promise.all(slow.map(({ isWaiting }) => isWaiting))
    await end(made)
    const answers = await Promise.all(slow.map(({ finish }) => finish()))
    expect(answers.map((answer) => /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])).toEqual(['401', '401'])
    expect((await t.client.hooks.list()).filter(({ name }) => name === 'late')).toEqual([])
    await t.client.hooks.delete({ id })
  })

  test('its last use is noted, once a minute', async () => {
    const made = await t.client.tokens.create({ scope: 'hooks' })
    const lastUse = async () => (await t.client.tokens.list()).find(({ id }) => id === made.id)?.lastUsedAt ?? null
    const set = (at: number) => t.app.ctx.write((tx) => tx.run('UPDATE token SET last_used_at = ? WHERE id = ?', at, made.id))
    const use = () => call('/api/channels/town-square/webhooks', { as: made.token })
    expect(await lastUse()).toBeNull()
    const before = Date.now()
    await use()
    expect(await lastUse()).toBeGreaterThanOrEqual(before)
    await set(before - 30_000)
    await use()
    expect(await lastUse()).toBe(before - 30_000)
    await set(before - 61_000)
    await use()
    expect(await lastUse()).toBeGreaterThanOrEqual(before)
  })
})

describe('what is refused', () => {
  test.each([
    ['no name', {}, 422],
    ['a blank name', { name: '  ' }, 422],
    ['a long name', { name: 'x'.repeat(65) }, 422],
    ['a name that is none', { name: 7 }, 422],
    ['a picture that is none', { name: 'x', avatar_url: 'javascript:alert(1)' }, 422],
    ['a picture with a space', { name: 'x', avatar_url: 'https://example.com/a b' }, 422],
    ['a picture that is a number', { name: 'x', avatar_url: 1 }, 422],
    ['a list', [], 422],
    ['null', null, 422],
  ])('create with %s', async (_name, body, status) => {
    const before = (await list()).length
    const answer = await call('/api/channels/town-square/webhooks', { method: 'POST', body })
    expect([answer.status, isError(answer), (await list()).length]).toEqual([status, true, before])
  })

  test.each([
    ['nothing', {}, 422],
    ['nothing known', { enabled: false }, 422],
    ['a name of null', { name: null }, 422],
    ['active as a word', { active: 'no' }, 422],
    ['a long name', { name: 'x'.repeat(65) }, 422],
    ['an empty picture', { avatar_url: '' }, 422],
  ])('change with %s', async (_name, body, status) => {
    const { id } = await create({ name: 'steady' })
    const answer = await call(`/api/webhooks/${id}`, { method: 'PATCH', body })
    expect([answer.status, isError(answer)]).toEqual([status, true])
    expect(await t.client.hooks.show({ id })).toMatchObject({ name: 'steady', enabled: true, iconUrl: null })
  })

  test('what is no JSON, is empty, is packed wrongly or is too large', async () => {
    const post = async (raw: string, headers = {}) => (await call('/api/channels/town-square/webhooks', { method: 'POST', raw, headers })).status
    expect([await post('{"name": '), await post(''), await post('hello'), await post('{}', { 'Content-Encoding': 'gzip' })]).toEqual([400, 400, 400, 400])
    const large = await call('/api/channels/town-square/webhooks', { method: 'POST', raw: `{"name": "x"}${' '.repeat(64 * 1024)}` })
    expect([large.status, jsonOf<{ error: string }>(large).error]).toEqual([413, 'The body is larger than 65536 bytes.'])
    expect(await post(`{"name": "x"}${' '.repeat(64 * 1024 - 13)}`)).toBe(201)
  })

  test('unknown channels and webhooks', async () => {
    for (const channel of ['nowhere', '%', '%2F', crypto.randomUUID(), '@nobody']) expect((await call(`/api/channels/${channel}/webhooks`, { method: 'POST', body: { name: 'x' } })).status).toBe(404)
    for (const id of ['nothing', crypto.randomUUID(), idOf('town-square')]) expect((await call(`/api/webhooks/${id}`, { method: 'PATCH', body: { name: 'x' } })).status).toBe(404)
  })

  test('a limit that is reached, and a channel that takes none', async () => {
    await t.client.settings.set({ key: 'hooks.incomingLimit', value: 1 })
    const limited = await call('/api/channels/town-square/webhooks', { method: 'POST', body: { name: 'one too many' } })
    expect([limited.status, jsonOf<{ error: string }>(limited).error]).toEqual([409, expect.stringContaining('limit is 1')])
    await t.client.settings.set({ key: 'hooks.incomingLimit', value: null })
    await t.client.channels.create({ name: 'closed' })
    await t.client.channels.update({ channel: 'closed', hooksAllowed: false })
    expect((await call('/api/channels/closed/webhooks', { method: 'POST', body: { name: 'x' } })).status).toBe(409)
    expect((await call('/api/channels/@gus/webhooks', { method: 'POST', body: { name: 'x' } })).status).toBe(404)
  })

  test('other methods, with those that there are', async () => {
    for (const [path, methods, allowed] of [['/api/channels/town-square/webhooks', ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'], 'GET, POST'], ['/api/webhooks/nothing', ['GET', 'POST', 'PUT', 'OPTIONS'], 'PATCH, DELETE']] as const) {
      for (const method of methods) {
        const answer = await call(path, { method })
        expect([method, answer.status, answer.headers['allow']]).toEqual([method, 405, allowed])
      }
    }
  })

  test('a foreign Host, before anything else', async () => {
    const answer = await call('/api/channels/town-square/webhooks', { headers: { Host: 'evil.example' } })
    expect([answer.status, typeof jsonOf<{ error: unknown }>(answer).error]).toEqual([421, 'string'])
  })

  test('without a right nobody’s body is waited for', async () => {
    const head = (token: string) => `POST /api/channels/town-square/webhooks HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nContent-Length: 1000\r\n\r\n`
    const statusOf = async (token: string) => /^HTTP\/1\.1 (\d+)[^]*connection: close/i.exec(await exchange(port, [head(token)]))?.[1]
    expect([await statusOf('wrong'), await statusOf(tokens['gus']?.token ?? '')]).toEqual(['401', '403'])
  })

  test('a sender that hangs up makes nothing', async () => {
    const half = '{"name": "half"}'
    await sendAndCut(port, [`POST /api/channels/town-square/webhooks HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${tokens['ann']?.token}\r\nContent-Length: 100\r\n\r\n`, half], 'reset')
    expect((await create({ name: 'whole' })).id).toBeTruthy()
    expect((await t.client.hooks.list()).map(({ name }) => name)).not.toContain('half')
  })

  test('none of it leaves a verdict', async () => {
    const verdicts = async () => {
      await t.app.ctx.write(() => undefined)
      return t.client.verdicts.list({ limit: 1000 })
    }
    const before = await verdicts()
    const { id } = await create({ name: 'quiet' })
    await create({})
    await call('/api/webhooks/nothing', { method: 'DELETE', as: null })
    await call(`/api/webhooks/${id}`, { method: 'DELETE' })
    expect(await verdicts()).toEqual(before)
  })
})
