/** The life of an address: added, rotated with and without overlap, removed; what the tool that still uses it is told, and what its owner sees. */
import http from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HookId } from '#shared/contract/ids.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
beforeAll(async () => {
  t = await startApp()
})
afterAll(() => t.stop())

test('a removed address is answered as unknown and seen on its hook’s page; the hook remembers its last use', async () => {
  const { url, hookId: id } = await t.makeHook({ name: 'life', dialect: 'slack' })
  const hookId = id as HookId
  expect((await sendJson(url, { text: 'x' })).status).toBe(200)
  const before = await t.client.hooks.show({ id: hookId })
  const [address] = await t.client.addresses.list({ hookId })
  await t.client.addresses.remove({ id: address!.id })
  const answer = await sendJson(url, { text: 'y' })
  expect([answer.status, answer.body, answer.headers['x-hookline-reason']]).toEqual([404, 'no_service', 'address_expired'])
  await t.app.ctx.write(() => undefined)
  expect((await t.client.verdicts.list({ hookId })).map(({ reason }) => reason)).toEqual(['address_expired', 'posted'])
  expect(await t.client.addresses.list({ hookId })).toEqual([])
  expect(await t.client.hooks.show({ id: hookId })).toEqual({ ...before, dialects: [], requests: 2, refused: 1 })
})

test('an address that will end, and one that has and can be extended, has its shape in the list', async () => {
  const { hookId: id } = await t.makeHook({ name: 'ends', dialect: 'slack' })
  const hookId = id as HookId
  const [address] = await t.client.addresses.list({ hookId })
  await t.client.addresses.setExpiry({ id: address!.id, expiresAt: Date.now() + 50 })
  expect((await t.client.hooks.show({ id: hookId })).dialects).toEqual(['slack'])
  await expect.poll(async () => (await t.client.addresses.list({ hookId }))[0]!.expiresAt! <= Date.now()).toBe(true)
  expect((await t.client.hooks.show({ id: hookId })).dialects).toEqual(['slack'])
  await t.client.addresses.rotate({ id: address!.id, overlapMs: 0 })
  expect((await t.client.hooks.show({ id: hookId })).dialects).toEqual(['slack'])
})

test('the limit counts definitions and says how many there are', async () => {
  const count = (await t.client.hooks.list()).length
  await t.makeHook({ name: 'one more' })
  await t.client.settings.set({ key: 'hooks.incomingLimit', value: 1 })
  await expect(t.makeHook({ name: 'too many' })).rejects.toMatchObject({ data: { code: 'limit_reached', message: expect.stringContaining(`There are ${count + 1} incoming webhooks and the limit is 1`) } })
  await t.client.settings.set({ key: 'hooks.incomingLimit', value: null })
})

test.each([
  ['switched off', (hookId: HookId) => t.client.hooks.update({ id: hookId, enabled: false })],
  ['deleted', (hookId: HookId) => t.client.hooks.delete({ id: hookId })],
  ['moved to an archived channel', async (hookId: HookId) => {
    await t.client.channels.create({ name: 'short-lived' })
    await t.client.hooks.update({ id: hookId, channel: 'short-lived' })
    await t.client.channels.archive({ channel: 'short-lived' })
  }],
])('a hook that is %s while the body is still on its way posts nothing: the write decides', async (name, change) => {
  const { url, hookId } = await t.makeHook({ name })
  const body = JSON.stringify({ text: `late, ${name}` })
  const request = http.request(url, { method: 'POST', headers: { 'Content-Length': String(body.length) } })
  const answered = new Promise<number>((resolve, reject) => request.on('response', (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject))
  await new Promise<void>((resolve) => request.write(body.slice(0, 5), () => resolve()))
  // A later request is answered, so the first look at the address of the earlier one is long over.
  await sendJson(url, { text: `early, ${name}` })
  await change(hookId as HookId)
  request.end(body.slice(5))
  expect([400, 404]).toContain(await answered)
  const texts = (await t.client.messages.list({ channel: 'town-square', limit: 200 })).messages.map(({ text }) => text)
  expect(texts.filter((text) => text.endsWith(name))).toEqual([`early, ${name}`])
})
