/** Who may post to a hook: each of its rules with one request that is let in and one that is refused, over real HTTP. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { HookRules } from '#shared/contract/hook-rules.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { formOf, multipart, multipartType } from '../helpers/multipart.ts'
import { send, sendJson, type SentRequest } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
beforeAll(async () => {
  t = await startApp()
})
afterAll(() => t.stop())

let url: string
let id: HookId
let unique = 0
beforeEach(async () => {
  unique += 1
  const made = await t.makeHook({ name: `hook-${unique}`, dialect: 'discord', username: 'Deploys' })
  url = made.url
  id = made.hookId as HookId
})

const rule = (rules: Partial<HookRules>) => t.client.hooks.update({ id, rules })
const newest = async () => (await t.client.verdicts.list({ hookId: id, limit: 1 }))[0]!
const post = (headers: Record<string, string> = {}, body: string | Buffer = '{"content":"hello"}', more: Partial<SentRequest> = {}) => send(url, { headers: { 'Content-Type': 'application/json', ...headers }, body, ...more })
const ipv6 = () => url.replace('127.0.0.1', '[::1]')

test('sources: addresses and ranges, each family by itself', async () => {
  await rule({ sources: ['127.0.0.0/8', '10.0.0.7'] })
  expect((await post()).status).toBe(204)
  expect(await send(ipv6(), { body: '{"content":"hello"}' })).toMatchObject({ status: 403, headers: { 'x-hookline-reason': 'source_refused', connection: 'close' } })
  await expect.poll(newest).toMatchObject({ reason: 'source_refused', detail: `“hook-${unique}” takes requests only from addresses on its list, and ::1 is not among them.` })
  await rule({ sources: ['::1'] })
  expect((await send(ipv6(), { body: '{"content":"hello"}' })).status).toBe(204)
  expect((await post()).status).toBe(403)
})

test('sources: IPv4 that is written as IPv6 is IPv4', async () => {
  for (const source of ['::ffff:127.0.0.1', '::ffff:7f00:0/104', '::/0']) {
    await rule({ sources: [source] })
    expect([source, (await post()).status]).toEqual([source, source === '::/0' ? 403 : 204])
  }
})

test('sources hold for what else an address does', async () => {
  const wait = await send(`${url}?wait=true`, { headers: { 'Content-Type': 'application/json' }, body: '{"content":"hello"}' })
  const message = `${url}/messages/${(JSON.parse(wait.body) as { id: string }).id}`
  await rule({ sources: ['192.0.2.0/24'] })
  const statuses = []
  for (const [method, to, body] of [['GET', url], ['GET', message], ['PATCH', message, '{"content":"x"}'], ['DELETE', message]] as const) statuses.push((await send(to, { method, body })).headers['x-hookline-reason'])
  expect(statuses).toEqual(Array.from({ length: 4 }, () => 'source_refused'))
  await rule({ sources: [] })
  expect((await send(message, { method: 'PATCH', body: '{"content":"x"}' })).status).toBe(200)
})

test.each([
  ['json', 'application/json; charset=utf-8', 'text/plain'],
  ['json', 'application/problem+json', ''],
  ['form', 'application/x-www-form-urlencoded', 'application/json'],
  ['text', 'text/plain', 'application/octet-stream'],
  ['xml', 'application/atom+xml', 'application/jsonx'],
] as const)('content kind %s: %s and not %s', async (kind, good, bad) => {
  await rule({ contentKinds: [kind] })
  expect((await post({ 'Content-Type': good })).headers['x-hookline-reason']).not.toBe('content_type_refused')
  const refused = await post({ 'Content-Type': bad })
  expect([refused.status, refused.headers['x-hookline-reason']]).toEqual([415, 'content_type_refused'])
})

test('content kind multipart', async () => {
  await rule({ contentKinds: ['multipart'] })
  expect((await post({ 'Content-Type': multipartType }, formOf({ content: 'hello' }))).status).toBe(204)
  expect((await post()).status).toBe(415)
})

test('size: to the byte, and the words name the hook’s own limit', async () => {
  await rule({ maxBytes: 100 })
  const of = (size: number) => `{"content":"${'x'.repeat(size - 14)}"}`
  expect((await post({}, of(100))).status).toBe(204)
  for (const more of [{}, { chunked: true }]) {
    expect((await post({}, of(101), more)).status).toBe(413)
    await expect.poll(newest).toMatchObject({ reason: 'body_too_large', detail: `The body is larger than 100 bytes, the limit of “hook-${unique}”.` })
  }
  const form = multipart([{ name: 'content', content: 'hello' }, { name: 'file', fileName: 'a.txt', content: 'x'.repeat(200) }])
  expect((await post({ 'Content-Type': multipartType }, form)).status).toBe(413)
})

test.each([2048, 4096])('size: %i bytes of a form with its files hold also where a body may not be that large', async (maxBytes) => {
  await t.client.settings.set({ key: 'hooks.bodyLimitBytes', value: 2048 })
  await rule({ maxBytes })
  const form = (bytes: number) => multipart([{ name: 'content', content: 'hello' }, { name: 'file', fileName: 'a.txt', content: 'x'.repeat(bytes) }])
  expect((await post({ 'Content-Type': multipartType }, form(maxBytes - 500))).status).toBe(200)
  expect((await post({ 'Content-Type': multipartType }, form(maxBytes))).status).toBe(413)
  await expect.poll(newest).toMatchObject({ reason: 'body_too_large', detail: `The body is larger than ${maxBytes} bytes, the limit of “hook-${unique}”.` })
  // Fields, and bodies without files, have the limit of all webhooks.
  expect((await post({}, `{"content":"${'x'.repeat(2048)}"}`)).status).toBe(413)
  await t.client.settings.set({ key: 'hooks.bodyLimitBytes', value: 10_485_760 })
})

test('name and picture: the hook’s own where a post may not choose', async () => {
  const body = JSON.stringify({ content: 'hello', username: 'Mallory', avatar_url: 'https://example.com/a.png' })
  const shown = async () => {
    expect((await post({}, body)).status).toBe(204)
    const { messageId, ignored } = await newest()
    const message = await t.client.messages.show({ id: messageId! })
    return { name: message.username, iconUrl: message.iconUrl, ignored }
  }
  expect(await shown()).toEqual({ name: 'Mallory', iconUrl: 'https://example.com/a.png', ignored: [] })
  await rule({ allowName: false, allowIcon: false })
  expect(await shown()).toEqual({ name: 'Deploys', iconUrl: null, ignored: ['username', 'icon_url'] })
})

test('lock: its own channel only', async () => {
  await t.client.channels.create({ name: `other-${unique}` })
  const { url: slack, hookId } = await t.makeHook({ name: 'locked', dialect: 'mattermost' })
  const elsewhere = { text: 'hello', channel: `other-${unique}` }
  expect((await sendJson(slack, elsewhere)).status).toBe(200)
  await t.client.hooks.update({ id: hookId as HookId, locked: true })
  expect((await sendJson(slack, elsewhere)).headers['x-hookline-reason']).toBe('channel_locked')
})
