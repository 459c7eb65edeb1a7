/** Loopback is not trust: every Host with every Origin, over real sockets, at the listener and at the port of the window. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKeys, type Keys } from '#server/rpc/keys.ts'
import { startWeb, type Web } from '../../src/main/headless/web.ts'
import { exchange } from '../helpers/raw.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let web: Web
let keys: Keys
let hook: URL
const rendererFolder = mkdtempSync(join(tmpdir(), 'hookline-renderer-'))
beforeAll(async () => {
  t = await startApp()
  hook = new URL((await t.makeHook({ rules: { perMinute: null, countRepeats: false } })).url)
  writeFileSync(join(rendererFolder, 'index.html'), '<!doctype html>')
  keys = createKeys()
  web = await startWeb({ port: 0, keys, rendererFolder, callFor: (sessionKey) => t.app.callAs(t.app.me, { sessionKey }) })
})
afterAll(async () => {
  await web.stop()
  await t.stop()
  rmSync(rendererFolder, { recursive: true })
})

/** `P` is the port; undefined sends no Host at all. */
const hosts: readonly (readonly [host: string | undefined, isOurs: boolean])[] = [
  ['127.0.0.1:P', true], ['localhost:P', true], ['LOCALHOST:P', true], ['[::1]:P', true],
  ['evil.com', false], ['evil.com:P', false], ['127.0.0.1', false], ['localhost', false], ['127.0.0.1:1', false], ['localhost.:P', false], ['127.0.0.2:P', false], ['127.1:P', false], ['0.0.0.0:P', false], ['0:P', false], ['2130706433:P', false], ['0x7f.1:P', false], ['[::]:P', false], ['[::ffff:127.0.0.1]:P', false], ['[0:0:0:0:0:0:0:1]:P', false], ['127.0.0.1.evil.com:P', false], ['localhost.evil.com:P', false], ['evil.com#127.0.0.1:P', false], ['user@127.0.0.1:P', false], ['127.0.0.1:P, evil.com', false], ['', false], [undefined, false],
]
const origins: readonly (readonly [origin: string | undefined, kind: 'none' | 'own' | 'near' | 'foreign'])[] = [
  [undefined, 'none'], ['http://127.0.0.1:P', 'own'], ['http://localhost:3000', 'near'], ['chrome-extension://abc', 'near'],
  ['null', 'foreign'], ['http://evil.com', 'foreign'], ['https://evil.com:P', 'foreign'], ['http://127.0.0.1.evil.com', 'foreign'], ['http://127.0.0.1@evil.com', 'foreign'], ['http://localhost.evil.com:P', 'foreign'], ['garbage', 'foreign'], ['', 'foreign'],
]
interface Shape {
  readonly method: string
  readonly type?: string
  readonly body?: string
  readonly extra?: readonly string[]
}
const shapes: readonly (readonly [name: string, shape: Shape])[] = [
  ['GET', { method: 'GET' }],
  ['POST of JSON', { method: 'POST', type: 'application/json', body: '{"text":"x"}' }],
  ['POST of a form', { method: 'POST', type: 'application/x-www-form-urlencoded', body: 'payload=%7B%22text%22%3A%22x%22%7D' }],
  ['POST of text', { method: 'POST', type: 'text/plain', body: '{"text":"x"}' }],
  ['OPTIONS', { method: 'OPTIONS', extra: ['Access-Control-Request-Method: POST', 'Access-Control-Request-Headers: content-type', 'Access-Control-Request-Private-Network: true'] }],
]

interface Answered {
  readonly status: number
  readonly cors: boolean
}

async function ask(port: number, path: string, { method, type, body, extra = [] }: Shape, head: { host: string | undefined; origin: string | undefined; more?: readonly string[] }): Promise<Answered> {
  const named = (value: string) => value.replaceAll('P', String(port))
  const lines = [`${method} ${path} HTTP/1.1`, ...(head.host === undefined ? [] : [`Host: ${named(head.host)}`]), ...(head.origin === undefined ? [] : [`Origin: ${named(head.origin)}`]), ...(type === undefined ? [] : [`Content-Type: ${type}`]), ...(body === undefined ? [] : [`Content-Length: ${body.length}`]), ...extra, ...(head.more ?? ['Connection: close']), '', body ?? '']
  // An upgrade that is taken would stay open: whoever ends their side is answered and let go.
  const answer = await exchange(port, [lines.join('\r\n')], { end: head.more !== undefined })
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0), cors: /^access-control-/im.test(answer) }
}

const messages = (): number => t.app.ctx.reader.get<{ n: number }>("SELECT count(*) AS n FROM message WHERE type = 'webhook'")?.n ?? 0

describe('the listener', () => {
  test.each(hosts)('Host “%s” (ours: %s)', async (host, isOurs) => {
    const wrong: unknown[] = []
    for (const [origin, kind] of origins) {
      for (const [name, shape] of shapes) {
        const before = messages()
        const { status, cors } = await ask(Number(hook.port), hook.pathname, shape, { host, origin })
        const posts = isOurs && kind !== 'foreign' && shape.method === 'POST'
        const isRight = !cors && (status >= 200 && status < 300) === posts && messages() - before === (posts ? 1 : 0)
        // Which guard it was: Host first, then Origin, then the method.
        const expected = posts ? 200 : !isOurs ? (host === undefined || host === '' || host.includes(',') ? status : 421) : kind === 'foreign' ? 403 : 405
        if (!isRight || status !== expected) wrong.push([name, origin, status, cors, messages() - before])
      }
    }
    expect(wrong).toEqual([])
  })

  test('management calls and links to files are behind the same guards', async () => {
    const { token } = await t.client.tokens.create({ scope: 'hooks' })
    const list = (host: string, origin?: string) => ask(Number(hook.port), '/api/channels/town-square/webhooks', { method: 'GET', extra: [`Authorization: Bearer ${token}`] }, { host, origin })
    expect(await Promise.all([list('127.0.0.1:P'), list('evil.com:P'), list('127.0.0.1:P', 'http://evil.com'), list('127.0.0.1:P', 'null')].map(async (one) => (await one).status))).toEqual([200, 421, 403, 403])
  })
})

describe('the port of the window', () => {
  const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']
  const port = () => Number(new URL(web.url).port)

  test.each(hosts)('Host “%s” (ours: %s)', async (host, isOurs) => {
    const wrong: unknown[] = []
    for (const [origin] of origins) {
      for (const [name, shape] of shapes) {
        const { status, cors } = await ask(port(), '/', shape, { host, origin })
        // The page itself holds no data; nobody else can read it, because no CORS header is sent.
        const isRight = !cors && (status >= 200 && status < 300) === (isOurs && shape.method === 'GET')
        if (!isRight) wrong.push([name, origin, status, cors])
      }
      const socket = await ask(port(), '/rpc', { method: 'GET', extra: [`Sec-WebSocket-Protocol: hookline.v1, key.${keys.mintLasting()}`] }, { host, origin, more: upgrade })
      const same = origin === undefined || origin.replace('P', String(port())) === `http://${(host ?? '').replace('P', String(port()))}`
      if ((socket.status === 101) !== (isOurs && same)) wrong.push(['socket', origin, socket.status])
    }
    expect(wrong).toEqual([])
  })
})
