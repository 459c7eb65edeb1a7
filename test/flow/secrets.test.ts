/** Where the secret of an address or a token may be: in the answer that made it, and nowhere else, on disk or in any answer. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import http from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MintedAddress } from '#shared/contract/hook.ts'
import { dialects, getDialect } from '#shared/dialects/index.ts'
import { serve, type Serving } from '../../src/main/headless/serve.ts'
import { createInlineClient } from '#server/rpc/router.ts'
import { makeHistory } from '../helpers/history.ts'
import { exchange } from '../helpers/raw.ts'
import { makeDataFolder, type TestApp } from '../helpers/start-app.ts'

let serving: Serving
let dataFolder = ''
let minted: MintedAddress[] = []
const tokens: string[] = []
/** Every answer over HTTP and RPC but those that make addresses. */
const answers: string[] = []
const events: string[] = []

beforeAll(async () => {
  dataFolder = makeDataFolder()
  serving = await serve({ dataFolder, hooksPort: 0 })
  const { app } = serving
  app.ctx.events.subscribe((announced) => void events.push(JSON.stringify(announced)))
  const clientAs: TestApp['clientAs'] = (actor) => createInlineClient(app.callAs(actor))
  ;({ minted } = await makeHistory({ app, client: clientAs(app.me), clientAs } as TestApp))
  const missing = dialects.map(({ id }) => id).filter((id) => !minted.some(({ dialect }) => dialect === id))
  minted.push(...(await clientAs(app.me).hooks.create({ name: 'the other shapes', channel: 'town-square', dialects: missing })).addresses)
  for (const { url } of minted) await provoke(url)
  await manageWithTokens(clientAs(app.me), app.listener.url())
  await app.ctx.write(() => undefined)
  const client = clientAs(app.me)
  for (const { id } of await client.hooks.list()) answers.push(JSON.stringify([await client.hooks.show({ id }), await client.addresses.list({ hookId: id }), await client.verdicts.list({ hookId: id })]))
  answers.push(JSON.stringify([await client.verdicts.list({ limit: 1000 }), await client.settings.list(), await client.listener.status(), await client.session.get(), await client.channels.list(), await client.tokens.list()]))
  for (const channel of ['town-square', 'release-room', '@gast']) answers.push(JSON.stringify(await client.messages.list({ channel, limit: 1000 })))
})
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }))

/** All that makes a server talkative, with the secret in the path. */
async function provoke(url: string): Promise<void> {
  const { port, pathname } = new URL(url)
  const request = (path: string, method: string, headers: Record<string, string | number>, body?: string) =>
    new Promise<void>((resolve) => {
      const sent = http.request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (response) => {
        let text = JSON.stringify(response.headers)
        response.on('data', (chunk: Buffer) => void (text += chunk.toString()))
        response.on('end', () => {
          // Discord's address tells what it is to who opens it, its own URL included, as clients read it there; of others it tells nothing.
          answers.push(method === 'GET' && text.includes('"application_id":null') ? text.replaceAll(pathname, '').replaceAll(url, '') : text)
          resolve()
        })
      })
      sent.on('error', () => resolve())
      sent.end(body)
    })
  for (const method of ['GET', 'HEAD', 'DELETE', 'OPTIONS']) await request(pathname, method, {})
  for (const path of [`${pathname}/`, `${pathname}?slack_return_format=true`, `${pathname}/more`, `${pathname}%zz`, `${pathname}%00`, `/${pathname}`, pathname.toUpperCase()]) await request(path, 'POST', {}, '{"text":"provoked"}')
  for (const body of ['', '{', 'null', '[]', '{"text":7}', '{"content":"provoked"}', '{"content":7}', '{"text":"x","channel":"nowhere"}', '{"text":"x","type":"system"}', `{"text":"x","attachments":7}`]) await request(pathname, 'POST', {}, body)
  await request(pathname, 'POST', { Host: 'evil.example' }, '{"text":"x"}')
  await request(pathname, 'POST', { 'Content-Encoding': 'gzip' }, 'not gzip')
  await request(pathname, 'POST', { 'Content-Encoding': 'rot13' }, 'x')
  await request(pathname, 'POST', { 'Content-Length': 99_999_999_999 }, '')
  answers.push(await exchange(Number(port), [`POST ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`], { end: true }))
  answers.push(await exchange(Number(port), [`POST ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 10\r\n\r\n{`], { end: true }))
}

/** Makes tokens, manages a webhook with one of them, and shows them where they do not belong. */
async function manageWithTokens(client: TestApp['client'], hooksUrl: string): Promise<void> {
  const [used, revoked] = [await client.tokens.create({ scope: 'hooks' }), await client.tokens.create({ scope: 'hooks', person: 'gast' })]
  tokens.push(used.token, revoked.token)
  const call = async (path: string, method: string, token: string, body?: string) => {
    const response = await fetch(`${hooksUrl}/api/${path}`, { method, headers: { Authorization: `Bearer ${token}` }, ...(body === undefined ? {} : { body }) })
    const text = await response.text()
    if (response.status !== 201) answers.push(JSON.stringify([...response.headers]) + text)
    return text
  }
  const made = JSON.parse(await call('channels/town-square/webhooks', 'POST', used.token, '{"name": "managed"}')) as { id: string; url: string }
  minted.push({ id: made.id as MintedAddress['id'], dialect: 'chatalot', url: made.url, path: new URL(made.url).pathname })
  await provoke(made.url)
  for (const token of tokens) {
    for (const body of ['{"active": true}', '{"active": "yes"}', '{', `{"name": "${'x'.repeat(70)}"}`, ' '.repeat(70_000)]) await call(`webhooks/${made.id}`, 'PATCH', token, body)
    await call('channels/town-square/webhooks', 'GET', token)
    await call('channels/nowhere/webhooks', 'POST', token, '{"name": "x"}')
    await call(`webhooks/${token}`, 'DELETE', token)
    await call(`webhooks/execute/${token}`, 'POST', token, '{"content": "x"}')
  }
  await client.tokens.revoke({ id: revoked.id })
  await call('channels/town-square/webhooks', 'GET', revoked.token)
}

/** The secrets of all addresses and tokens that were ever made, in each form in which a program could write them down. */
function secrets(): string[] {
  const plain = [...minted.map(({ dialect, url }) => getDialect(dialect).matchPath(new URL(url).pathname) ?? ''), ...tokens]
  expect(plain.every((secret) => secret.length >= 24)).toBe(true)
  return plain.flatMap((secret) => [secret, secret.toUpperCase(), Buffer.from(secret).toString('base64').replace(/=+$/, ''), Buffer.from(secret).toString('hex')]).concat(minted.map(({ url }) => new URL(url).pathname))
}
const foundIn = (text: string) => secrets().filter((secret) => text.includes(secret))

test('there was something to find: all shapes, posts, refusals and a rotated address', () => {
  expect(new Set(minted.map(({ dialect }) => dialect)).size).toBe(dialects.length)
  expect(minted.map(({ url }) => foundIn(url).length > 0)).toEqual(minted.map(() => true))
  expect(answers.length).toBeGreaterThan(100)
  expect(events.join()).toContain('verdict.recorded')
})

describe('no secret is', () => {
  test('in any answer', () => {
    expect(answers.flatMap(foundIn)).toEqual([])
  })
  test('in any event', () => {
    expect(foundIn(events.join('\n'))).toEqual([])
  })
  test('in any file of the data folder, while it runs and after it stopped', async () => {
    const names = () => readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(dataFolder, name)).isFile())
    const look = () => names().map((name) => ({ name, found: foundIn(readFileSync(join(dataFolder, name)).toString('latin1')) }))
    const running = look()
    expect(running.map(({ name }) => name)).toEqual(expect.arrayContaining(['hookline.db', 'hookline.db-wal', 'hookline.log', 'run.json']))
    expect(running.filter(({ found }) => found.length > 0)).toEqual([])
    // The keys of windows are secrets as well; the one of run.json is what the file is for.
    const keys = [serving.uiUrl, serving.mintWindowUrl()].map((url) => url.slice(url.indexOf('#key=') + 5))
    const files = names().map((name) => readFileSync(join(dataFolder, name)).toString('latin1'))
    expect(keys.filter((key) => files.some((file) => file.includes(key)))).toEqual([])
    await serving.stop()
    expect(look().filter(({ found }) => found.length > 0)).toEqual([])
  })
})
