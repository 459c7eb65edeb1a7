/** The life of an address: added, rotated with and without overlap, removed; what the tool that still uses it is told, and what its owner sees. */
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

test('the limit counts definitions and says how many there are', async () => {
  const count = (await t.client.hooks.list()).length
  await t.makeHook({ name: 'one more' })
  await t.client.settings.set({ key: 'hooks.incomingLimit', value: 1 })
  await expect(t.makeHook({ name: 'too many' })).rejects.toMatchObject({ data: { code: 'limit_reached', message: expect.stringContaining(`There are ${count + 1} incoming webhooks and the limit is 1`) } })
  await t.client.settings.set({ key: 'hooks.incomingLimit', value: null })
})
