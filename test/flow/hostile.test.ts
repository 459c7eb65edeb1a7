/** Requests that no honest tool sends: broken, endless, oversized, cut off. The listener goes on, and nothing is stored. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { exchange, sendAndCut } from '../helpers/raw.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let url = ''
let port = 0
let path = ''
beforeAll(async () => {
  t = await startApp()
  ;({ url } = await t.makeHook())
  port = Number(new URL(url).port)
  path = new URL(url).pathname
})
afterAll(() => t.stop())

const unhandled: unknown[] = []
const note = (error: unknown): void => void unhandled.push(error)
process.on('unhandledRejection', note)
afterAll(() => void process.off('unhandledRejection', note))

/** After each of them the next honest post is answered and is the only thing that came in. */
afterEach(async () => {
  const text = `honest ${Math.random()}`
  const before = await messageCount()
  expect((await sendJson(url, { text })).status).toBe(200)
  expect([await messageCount(), unhandled]).toEqual([before + 1, []])
})

function messageCount(): Promise<number> {
  return t.app.ctx.write((tx) => tx.get<{ n: number }>('SELECT count(*) AS n FROM message')?.n ?? 0)
}
const head = (lines: string[] = [], method = 'POST') => [`${method} ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...lines, '', ''].join('\r\n')
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)

describe('garbage', () => {
  test.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['TLS', Buffer.from('16030100a5010000a10303', 'hex')],
    ['zeros', Buffer.alloc(64)],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['HTTP/9', 'POST / HTTP/9.9\r\n\r\n'],
    ['an unknown method', 'FROB / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a header without a name', 'POST / HTTP/1.1\r\n: x\r\n\r\n'],
    ['no Host', 'POST / HTTP/1.1\r\n\r\n'],
    ['a length that is none', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ten\r\n\r\n'],
    ['a length below zero', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    ['length and chunks', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello'],
    ['an unknown transfer coding', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: rot13\r\n\r\nhello'],
  ])('%s is refused', async (_name, bytes) => {
    const answer = await exchange(port, [bytes], { end: true })
    expect(answer === '' || statusOf(answer) >= 400).toBe(true)
  })

  test('a chunk that is none: the connection ends, nothing is posted', async () => {
    const answer = await exchange(port, [head(['Transfer-Encoding: chunked']), 'zz\r\n{"text":"x"}\r\n0\r\n\r\n'], { end: true })
    expect(answer === '' || statusOf(answer) >= 400).toBe(true)
  })

  test.each(['CONNECT', 'GET'])('%s with an upgrade gets no tunnel', async (method) => {
    const answer = await exchange(port, [head(['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='], method)], { end: true })
    expect(answer === '' || statusOf(answer) >= 400).toBe(true)
  })

  test('a second Host header does not help a foreign first one', async () => {
    const answer = await exchange(port, [[`POST ${path} HTTP/1.1`, 'Host: evil.example', `Host: 127.0.0.1:${port}`, 'Content-Length: 12', 'Connection: close', '', '{"text":"x"}'].join('\r\n')])
    expect([400, 421]).toContain(statusOf(answer))
  })
})

describe('too much', () => {
  test('headers of 100 kB, one and many', async () => {
    const one = await exchange(port, [head([`X-Large: ${'x'.repeat(100_000)}`])])
    const many = await exchange(port, [head(Array.from({ length: 5000 }, (_, index) => `X-${index}: yyyyyyyyyyyyy`))])
    expect([one, many].map((answer) => answer === '' ? 431 : statusOf(answer))).toEqual([431, 431])
  })

  test('a body declared larger than any limit is refused before it comes', async () => {
    const answer = await exchange(port, [head(['Content-Length: 999999999999', 'Connection: close'])])
    expect([statusOf(answer), /x-hookline-reason: (\w+)/i.exec(answer)?.[1]]).toEqual([413, 'body_too_large'])
  })

  test('200 connections that say nothing do not keep honest ones out', async () => {
    const silent = Array.from({ length: 200 }, () => sendAndCut(port, ['POST '], 'end'))
    expect((await sendJson(url, { text: 'through the crowd' })).status).toBe(200)
    await Promise.all(silent)
  })
})

describe('cut off', () => {
  test.each(['end', 'reset'] as const)('in the head, by %s', async (how) => {
    for (const part of ['P', 'POST /', head().slice(0, 30), head().slice(0, -2)]) await sendAndCut(port, [part], how)
  })

  test.each(['end', 'reset'] as const)('in the body, by %s: nothing is posted, and the hook’s owner sees why', async (how) => {
    const since = Number((await t.client.verdicts.list({ limit: 1 }))[0]?.id ?? 0)
    const size = statSize()
    for (const body of ['', '{', '{"text": "half']) await sendAndCut(port, [head(['Content-Length: 1000']), body], how)
    for (const chunk of ['', '5\r\n{"tex', '5\r\n{"tex\r\n']) await sendAndCut(port, [head(['Transfer-Encoding: chunked']), chunk], how)
    const fresh = await vi.waitFor(async () => {
      const verdicts = (await t.client.verdicts.list({ limit: 100 })).filter(({ id }) => id > since)
      expect(verdicts).toHaveLength(6)
      return verdicts
    }, { interval: 5, timeout: 5000 })
    expect(fresh.map(({ reason, messageId }) => [reason, messageId])).toEqual(fresh.map(() => ['body_timeout', null]))
    expect(readFileSync(join(t.dataFolder, 'hookline.log'), 'utf8').slice(size)).toBe('')
  })

  test('after the request, before the answer: posted all the same, or not at all', async () => {
    const before = await messageCount()
    for (let round = 0; round < 20; round += 1) await sendAndCut(port, [head(['Content-Length: 12']), '{"text":"x"}'], round % 2 === 0 ? 'end' : 'reset')
    await t.app.ctx.write(() => undefined)
    const { messages } = await t.client.messages.list({ channel: 'town-square', limit: 1000 })
    expect(messages.length - before).toBeLessThanOrEqual(20)
  })

  test('a body that never ends is given up after 30 s', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const answer = exchange(port, [head(['Content-Length: 1000']), '{"text": "sl'])
      // Until the listener waits for the body, there is no timer to move.
      while (vi.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve))
      await vi.advanceTimersByTimeAsync(29_999)
      expect(vi.getTimerCount()).toBeGreaterThan(0)
      await vi.advanceTimersByTimeAsync(1)
      vi.useRealTimers()
      expect(/x-hookline-reason: (\w+)/i.exec(await answer)?.[1]).toBe('body_timeout')
    } finally {
      vi.useRealTimers()
    }
  })
})

function statSize(): number {
  return readFileSync(join(t.dataFolder, 'hookline.log'), 'utf8').length
}
