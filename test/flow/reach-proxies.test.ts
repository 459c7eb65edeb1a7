/** Behind a proxy: only one of the settings is believed about where a post came from, and never about host or scheme. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let url = ''
let hookId = ''
let proxy: { url: string; stop: () => Promise<void> }
const trust = (value: string[]) => t.client.settings.set({ key: 'hooks.trustedProxies', value })
const last = async () => (await t.client.verdicts.list({ limit: 1 }))[0]

beforeAll(async () => {
  t = await startApp()
  ;({ url, hookId } = await t.makeHook({ rules: { countRepeats: false } }))
  proxy = await startProxy(url)
})
afterAll(async () => {
  await proxy.stop()
  await t.stop()
})

/** Appends who came to it, as nginx and Caddy do; for the test, whoever `X-Test-From` says it is. */
async function startProxy(target: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = http.createServer((request, response) => {
    const { 'x-test-from': from = '', 'x-forwarded-for': before, host: _host, ...headers } = request.headers
    const chain = [before, from].filter((one) => one !== undefined).join(', ')
    const onward = http.request(target, { method: request.method, agent: false, headers: { ...headers, 'x-forwarded-for': chain } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}

const through = (from: string, headers: Record<string, string> = {}) => sendJson(proxy.url, { text: `from ${from}` }, { 'X-Test-From': from, ...headers })

describe('a trusted proxy', () => {
  test('without the setting, nobody is believed, and the request says so', async () => {
    expect((await through('203.0.113.7')).status).toBe(200)
    expect(await last()).toMatchObject({ remote: '127.0.0.1', ignored: ['X-Forwarded-For (127.0.0.1 is no trusted proxy)'] })
    await sendJson(url, { text: 'x' }, { 'X-Forwarded-For': '10.0.0.1', Forwarded: 'for=10.0.0.1' })
    expect(await last()).toMatchObject({ remote: '127.0.0.1', ignored: ['X-Forwarded-For (127.0.0.1 is no trusted proxy)', 'Forwarded (127.0.0.1 is no trusted proxy)'] })
  })

  test('with it, the request came from who the proxy says, at once and without a restart', async () => {
    await trust(['127.0.0.1'])
    expect((await through('203.0.113.7')).status).toBe(200)
    expect(await last()).toMatchObject({ remote: '203.0.113.7', ignored: [] })
    // The sender's own line stands in front and counts for nothing.
    await through('203.0.113.7', { 'X-Forwarded-For': '10.0.0.1' })
    expect(await last()).toMatchObject({ remote: '203.0.113.7' })
    await sendJson(url, { text: 'from here' })
    expect(await last()).toMatchObject({ remote: '127.0.0.1', ignored: [] })
  })

  test('a webhook’s own addresses are asked of the sender, not of the proxy; a forged header opens nothing', async () => {
    await trust(['127.0.0.1'])
    await t.client.hooks.update({ id: hookId as never, rules: { sources: ['203.0.113.0/24'] } })
    const statuses = [
      (await through('203.0.113.7')).status,
      (await through('198.51.100.9')).status,
      (await through('198.51.100.9', { 'X-Forwarded-For': '203.0.113.7' })).status,
      (await through('198.51.100.9', { Forwarded: 'for=203.0.113.7' })).status,
      (await through('unknown')).status,
      (await sendJson(url, { text: 'x' })).status,
    ]
    expect(statuses).toEqual([200, 403, 403, 403, 403, 403])
    const reasons = (await t.client.verdicts.list({ limit: 6 })).map(({ reason, remote }) => [reason, remote]).reverse()
    expect(reasons).toEqual([['posted', '203.0.113.7'], ['source_refused', '198.51.100.9'], ['source_refused', '198.51.100.9'], ['source_refused', 'unknown'], ['source_refused', 'unknown'], ['source_refused', '127.0.0.1']])
    await trust([])
    expect((await sendJson(url, { text: 'x' }, { 'X-Forwarded-For': '203.0.113.7' })).status).toBe(403)
    await t.client.hooks.update({ id: hookId as never, rules: { sources: [] } })
  })

  test('requests to no webhook are told apart by who sent them', async () => {
    await trust(['127.0.0.1'])
    const stray = new URL('/in/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', url).href
    for (const from of ['203.0.113.7', '203.0.113.8', '203.0.113.7']) await sendJson(stray, {}, { 'X-Forwarded-For': from })
    await expect.poll(async () => (await t.client.verdicts.list({ state: 'strays', limit: 10 })).map(({ remote, count }) => [remote, count]).sort()).toEqual([['203.0.113.7', 2], ['203.0.113.8', 1]])
  })
})

describe('host and scheme', () => {
  test('are never taken from headers: neither for what is answered nor for what is written', async () => {
    await trust(['127.0.0.1'])
    await t.client.settings.set({ key: 'hooks.publicUrl', value: 'https://chat.example/hooks-in' })
    const forged = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http', 'X-Forwarded-Prefix': '/evil', 'X-Original-Url': '/evil', Forwarded: 'for=203.0.113.7;host=evil.example;proto=http' }
    const answer = await sendJson(url, { text: 'x' }, { ...forged, Host: 'chat.example' })
    expect([answer.status, JSON.stringify(answer)]).toEqual([200, expect.not.stringContaining('evil')])
    expect((await sendJson(url, { text: 'x' }, { ...forged, Host: 'evil.example' })).status).toBe(421)
    expect((await sendJson(url, { text: 'x' }, { 'X-Forwarded-Host': 'chat.example', Host: 'evil.example' })).status).toBe(421)
    const made = await t.makeHook({ name: 'behind', dialect: 'discord' })
    expect(made.url).toMatch(/^https:\/\/chat\.example\/hooks-in\/api\/webhooks\//)
    const told = await (await fetch(url.replace(/\/hooks\/.*$/, new URL(made.url).pathname.replace('/hooks-in', '')), { headers: forged })).text()
    expect(told).not.toContain('evil')
    await t.client.settings.set({ key: 'hooks.publicUrl', value: null })
  })
})
