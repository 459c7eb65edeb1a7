/** A Rocket.Chat address over real HTTP, with what apprise and others send. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodyOf, listClients } from '../helpers/fixtures.ts'
import { send, sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let url = ''
beforeAll(async () => {
  t = await startApp()
  await t.client.channels.create({ name: 'general' })
  ;({ url } = await t.makeHook({ dialect: 'rocketchat', name: 'CI' }))
})
afterAll(() => t.stop())

const newest = async (channel = 'town-square') => (await t.client.messages.list({ channel, limit: 1 })).messages[0]

test('a message, as JSON and with a user’s id in the path', async () => {
  const answer = await sendJson(url, { alias: 'Gruggy', emoji: ':ship:', text: '**Ships**', attachments: [{ title: 'Log' }] })
  expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([200, 'application/json', '{"success":true}'])
  expect(await newest()).toMatchObject({ text: '**Ships**', username: 'Gruggy', iconEmoji: 'ship', attachments: [{ title: 'Log' }] })
  const { origin, pathname } = new URL(url)
  const [, hooks, id, token] = pathname.split('/')
  expect((await sendJson(`${origin}/${hooks}/${id}/rocket0cat0123456/${token}`, { text: 'with a user' })).body).toBe('{"success":true}')
  expect(await newest()).toMatchObject({ text: 'with a user', username: 'CI' })
})

test('apprise’s own request, byte for byte', async () => {
  const apprise = listClients().find(({ variant }) => variant === 'rocketchat webhook mode')!
  expect((await send(url, { method: 'POST', headers: apprise.request.headers, body: bodyOf(apprise.request)! })).body).toBe('{"success":true}')
  expect(await newest('general')).toMatchObject({ text: '# Disk alert\r\nhost **web1** is at 91% [dash](https://example.com) & more' })
})

test('refusals', async () => {
  const wrong = url.slice(0, -1) + (url.endsWith('a') ? 'b' : 'a')
  const unknown = await sendJson(wrong, { text: 'x' })
  expect([unknown.status, JSON.parse(unknown.body)]).toEqual([404, { success: false, error: expect.stringContaining('No webhook has this address') }])
  const nowhere = await sendJson(url, { text: 'x', channel: '#nowhere' })
  expect([nowhere.status, JSON.parse(nowhere.body)]).toEqual([400, { success: false, error: expect.stringContaining('nowhere') }])
  expect((await send(url, { method: 'GET' })).status).toBe(405)
})
