/** Far more connections than anybody needs: silent ones, kept ones that ask nothing more, bodies that never end, answers that nobody reads. Whoever behaves is served as before. */
import diagnostics from 'node:diagnostics_channel'
import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFileLinker } from '#server/actions/outgoing/file-links.ts'
import { listLanAddresses } from '#server/lan-addresses.ts'
import { MOST_CONNECTIONS } from '#server/listener/limit-connections.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'
import { upload } from '../helpers/upload.ts'

let t: TestApp
let url: URL
const ends: (() => void)[] = []
beforeAll(async () => {
  t = await startApp()
  url = new URL((await t.makeHook({ rules: { perMinute: null, countRepeats: false } })).url)
})
afterAll(async () => {
  ends.forEach((end) => end())
  await t.stop()
})

interface Held {
  open(): number
  end(): void
}

interface Way {
  readonly host: string
  readonly port: number
  /** From another address than the usual one. */
  readonly localAddress?: string
}

/** Connections that stay until they are closed from the other side. */
async function hold(count: number, words: string | Buffer = '', way: Way = { host: '127.0.0.1', port: Number(url.port) }): Promise<Held> {
  const sockets = await Promise.all(
    Array.from({ length: count }, () => new Promise<net.Socket>((resolve) => {
      const socket = net.connect(way, () => socket.write(words, () => resolve(socket)))
      // What is written to one that was just closed fails, as it should.
      socket.on('error', () => resolve(socket)).resume()
    })),
  )
  const end = (): void => sockets.forEach((socket) => socket.destroy())
  ends.push(end)
  return { open: () => sockets.filter(({ destroyed, readableEnded }) => !destroyed && !readableEnded).length, end }
}

function post(agent: http.Agent, text: string, to = url): Promise<{ status: number | undefined; reused: boolean }> {
  return new Promise((resolve, reject) => {
    const request = (to.protocol === 'https:' ? https : http).request(to, { method: 'POST', agent }, (response) => {
      response.resume()
      response.once('end', () => resolve({ status: response.statusCode, reused: request.reusedSocket }))
    })
    request.once('error', reject)
    request.end(JSON.stringify({ text }))
  })
}

const body = (length: number, words: string): string => `POST ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Length: ${length}\r\n\r\n${words}`

test.each([
  ['silent ones', () => ''],
  ['unfinished headers', () => 'POST /x HTTP/1.1\r\nHost: '],
  ['bodies that never end', () => body(1000, '{')],
  ['kept ones that were answered once', () => body(14, '{"text": "hi"}')],
])('%s: there are never more than the limit, a kept connection goes on, and new ones are let in', async (_, words) => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  ends.push(() => agent.destroy())
  expect(await post(agent, 'before')).toEqual({ status: 200, reused: false })
  const half = MOST_CONNECTIONS / 2
  const crowds: Held[] = []
  for (let round = 0; round < 4; round += 1) {
    crowds.push(await hold(half, words()))
    expect(await post(agent, `beside ${round}`)).toEqual({ status: 200, reused: true })
    expect((await post(new http.Agent(), `new ${round}`)).status).toBe(200)
  }
  const open = (): number => crowds.reduce((sum, crowd) => sum + crowd.open(), 0)
  await expect.poll(open).toBeLessThan(MOST_CONNECTIONS)
  expect(open()).toBeGreaterThan(MOST_CONNECTIONS - 10)
  crowds.forEach(({ end }) => end())
})

test('who reads an answer that takes long is never cut off', async () => {
  const path = await linkFile(t, bigFile)
  const answer = await get(path)
  const crowd = await hold(MOST_CONNECTIONS * 2, body(1000, '{'))
  await expect.poll(crowd.open).toBeLessThan(MOST_CONNECTIONS)
  expect(await sizeOf(answer)).toBe(bigFile.length)
  crowd.end()
})

test('who is being answered is never cut off', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 50 })
  ends.push(() => agent.destroy())
  await Promise.all(Array.from({ length: 50 }, (_, number) => post(agent, `first ${number}`)))
  const posts = Array.from({ length: 200 }, (_, number) => post(agent, `under way ${number}`))
  const crowd = hold(MOST_CONNECTIONS * 2, body(1000, '{'))
  expect((await Promise.all(posts)).every(({ status }) => status === 200)).toBe(true)
  ;(await crowd).end()
})

const [lan] = listLanAddresses()
async function openLan(): Promise<Way & { readonly host: string }> {
  await t.client.settings.set({ key: 'hooks.lanPort', value: 0 })
  await t.client.settings.set({ key: 'hooks.reach', value: 'lan' })
  await expect.poll(async () => (await t.client.listener.status()).lan.state).toBe('listening')
  return { host: lan!, port: (await t.client.listener.status()).lan.port }
}

test.skipIf(lan === undefined)('over TLS too: a handshake that never ends pushes no kept connection out', async () => {
  const { port } = await openLan()
  const [agent, to] = [new https.Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false }), new URL(url.pathname, `https://${lan!}:${port}`)]
  ends.push(() => agent.destroy())
  expect(await post(agent, 'before', to)).toEqual({ status: 200, reused: false })
  for (let round = 0; round < 3; round += 1) {
    await hold(MOST_CONNECTIONS / 2, Buffer.of(0x16, 3, 1), { host: lan!, port })
    expect(await post(agent, `over TLS ${round}`, to)).toEqual({ status: 200, reused: true })
  }
  ends.splice(0).forEach((end) => end())
})

/** Only Linux has all of 127.0.0.0/8. */
const noSeveral = lan === undefined || process.platform !== 'linux'
test.skipIf(noSeveral)('over TLS from several computers: never more than the limit, no more than half from one, and a new one is let in', async () => {
  const way = await openLan()
  const to = new URL(url.pathname, `https://${way.host}:${way.port}`)
  const from = (number: number, count: number): Promise<Held> => hold(count, Buffer.of(0x16, 3, 1), { ...way, localAddress: `127.0.0.${number}` })
  const crowds = [await from(2, 400), await from(3, 400), await from(4, 400)]
  const open = (): number => crowds.reduce((sum, crowd) => sum + crowd.open(), 0)
  await expect.poll(open).toBeLessThanOrEqual(MOST_CONNECTIONS)
  expect(open()).toBeGreaterThan(MOST_CONNECTIONS - 10)
  expect((await post(new https.Agent({ rejectUnauthorized: false }), 'a new one', to)).status).toBe(200)
  crowds.forEach(({ end }) => end())
  const server = await serverOf(to)
  await expect.poll(() => countOf(server)).toBe(0)
  const [first, greedy] = [await from(5, MOST_CONNECTIONS / 2), await from(6, MOST_CONNECTIONS)]
  await expect.poll(greedy.open).toBe(MOST_CONNECTIONS / 2)
  // Who was refused for its own number takes nobody else’s place.
  expect(first.open()).toBe(MOST_CONNECTIONS / 2)
  expect((await post(new https.Agent({ rejectUnauthorized: false }), 'beside', to)).status).toBe(200)
  for (const crowd of [first, greedy]) crowd.end()
})

/** More than the system holds for a connection. */
const bigFile = Buffer.alloc(24 * 1024 * 1024, 'x')

/** @returns the path under which a receiver of an outgoing webhook may fetch it. */
async function linkFile({ app, client }: TestApp, bytes: Buffer): Promise<string> {
  await client.settings.set({ key: 'hooks.publicUrl', value: app.listener.url() })
  const { subscription } = await client.subscriptions.create({ name: 'files', channels: ['town-square'], urls: ['http://127.0.0.1:9/'], allow: ['127.0.0.1:9'], format: 'standard-webhooks', signature: 'standard', events: ['posted', 'files'], policy: 'once' })
  const file = await upload(client, { name: 'big.bin', bytes })
  await client.messages.post({ channel: 'town-square', text: '', fileIds: [file.id] })
  const link = createFileLinker(app.ctx.reader, subscription.id, app.ctx.now())!
  return new URL(link(file)).pathname
}

/** Its beginning alone is here, as nobody reads on yet. */
async function get(path: string, port = url.port): Promise<http.IncomingMessage> {
  const request = http.get({ port, host: '127.0.0.1', path, agent: new http.Agent() })
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage]
  expect(answer.statusCode).toBe(200)
  return answer.on('error', () => undefined)
}

/** What came until the end, or until it was cut. */
async function sizeOf(answer: http.IncomingMessage): Promise<number> {
  let sizeBytes = 0
  answer.on('data', (chunk: Buffer) => void (sizeBytes += chunk.length))
  await new Promise((resolve) => void answer.once('close', resolve))
  return sizeBytes
}

/** The server that answers at an address, as Node itself tells. */
async function serverOf(to: URL): Promise<http.Server> {
  const servers: http.Server[] = []
  const note = (told: unknown): void => void servers.push((told as { server: http.Server }).server)
  diagnostics.subscribe('http.server.request.start', note)
  await post(to.protocol === 'https:' ? new https.Agent({ rejectUnauthorized: false }) : new http.Agent(), 'who are you', to)
  diagnostics.unsubscribe('http.server.request.start', note)
  return servers[0]!
}

const countOf = (server: http.Server): Promise<number> => new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))))

describe('who reads no answer', () => {
  let hasty: TestApp
  beforeAll(async () => {
    hasty = await startApp({ unreadTimeoutMs: 200 })
  })
  afterAll(() => hasty.stop())

  test('of one large file is cut, and who reads it is not', async () => {
    const path = await linkFile(hasty, bigFile)
    const { port } = new URL(hasty.app.listener.url())
    const server = await serverOf(new URL((await hasty.makeHook()).url))
    const [idle, reading] = [await get(path, port), await get(path, port)]
    expect(await sizeOf(reading)).toBe(bigFile.length)
    await expect.poll(() => countOf(server)).toBe(0)
    expect(await sizeOf(idle)).toBeLessThan(bigFile.length)
  })

  test('of many small ones is cut', async () => {
    const to = new URL((await hasty.makeHook()).url)
    const server = await serverOf(to)
    const socket = net.connect({ host: '127.0.0.1', port: Number(to.port) })
    ends.push(() => socket.destroy())
    socket.on('error', () => undefined).pause()
    socket.write(`GET /files/${'0'.repeat(36)}/${'0'.repeat(36)}/1/${'0'.repeat(43)}/x HTTP/1.1\r\nHost: ${to.host}\r\n\r\n`.repeat(60_000))
    await expect.poll(() => countOf(server)).toBeGreaterThan(0)
    await expect.poll(() => countOf(server), { timeout: 20_000 }).toBe(0)
  })
})

describe('times', () => {
  const doors = [['127.0.0.1', async () => url], ['the network', async () => new URL(url.pathname, `https://${lan}:${(await openLan()).port}`)]] as const
  test.skipIf(lan === undefined).each(doors)('at %s a body has its own time, and headers have the server’s', async (_, door) => {
    const to = await door()
    const server = await serverOf(to)
    // Node’s own would end an upload of more than five minutes without a word.
    expect([server.requestTimeout, server.headersTimeout]).toEqual([0, 20_000])
    server.headersTimeout = 100
    const dial = async (words: string): Promise<net.Socket> => {
      const socket = to.protocol === 'https:' ? tls.connect({ host: to.hostname, port: Number(to.port), rejectUnauthorized: false }) : net.connect(Number(to.port), to.hostname)
      ends.push(() => socket.destroy())
      await once(socket, to.protocol === 'https:' ? 'secureConnect' : 'connect')
      socket.on('error', () => undefined).write(words)
      return socket
    }
    const [slow, headless] = [await dial(`POST ${to.pathname} HTTP/1.1\r\nHost: ${to.host}\r\nContent-Length: 16\r\n\r\n{`), await dial('POST /x HTTP/1.1\r\nHost: ')]
    const [refused] = (await once(headless, 'data')) as [Buffer]
    expect(refused.toString('latin1')).toMatch(/^HTTP\/1\.1 408 /)
    slow.write('"text": "slow"}')
    const [answer] = (await once(slow, 'data')) as [Buffer]
    expect(answer.toString('latin1')).toMatch(/^HTTP\/1\.1 200 /)
    server.headersTimeout = 20_000
  })
})

describe('bytes that are no HTTP', () => {
  const doors = [['127.0.0.1', async () => url], ['the network', async () => new URL(url.pathname, `https://${lan}:${(await openLan()).port}`)]] as const
  const texts = async () => (await t.client.messages.list({ channel: 'town-square', limit: 2 })).messages.map(({ text }) => text)
  /** All that comes until the other side closes. */
  const say = (to: URL, words: string) =>
    new Promise<string>((resolve) => {
      let answer = ''
      const send = (): void => void socket.write(words)
      const socket = to.protocol === 'https:' ? tls.connect({ host: to.hostname, port: Number(to.port), rejectUnauthorized: false }, send) : net.connect(Number(to.port), to.hostname, send)
      ends.push(() => socket.destroy())
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString())).on('error', () => undefined).on('close', () => resolve(answer))
    })
  const statuses = (answer: string): string[] => [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status!)
  const head = (to: URL, line: string): string => `POST ${to.pathname} HTTP/1.1\r\nHost: ${to.host}\r\n${line}\r\n\r\n`

  test.skipIf(lan === undefined).each(doors)('at %s: behind a body whose length counts characters, its sender hears that it was posted', async (name, door) => {
    const to = new URL(new URL((await t.makeHook({ dialect: 'any' })).url).pathname, await door())
    const words = `{"text":"café at ${name}"}`
    const answer = await say(to, head(to, `Content-Length: ${words.length}`) + words)
    expect(statuses(answer)).toEqual(['200'])
    expect(answer).toMatch(/X-Hookline-Reason: posted\r\n/)
    expect(answer).toMatch(/Connection: close\r\n/)
    expect((await texts()).at(-1)).toContain(`café at ${name}`)
  })

  test.skipIf(lan === undefined).each(doors)('at %s: in the middle of a body nothing is posted', async (_, door) => {
    const [to, before] = [await door(), await texts()]
    const answer = await say(to, `${head(to, 'Transfer-Encoding: chunked')}5\r\n{"tex\r\nzz\r\n`)
    expect(answer).toBe('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    expect(await texts()).toEqual(before)
  })

  test('behind two requests, both are answered', async () => {
    const [one, two] = ['{"text":"one of two"}', '{"text":"two of two"}']
    const answer = await say(url, head(url, `Content-Length: ${one.length}`) + one + head(url, `Content-Length: ${two.length}`) + two + 'GARBAGE\r\n\r\n')
    expect(statuses(answer)).toEqual(['200', '200'])
    expect((await texts()).toSorted()).toEqual(['one of two', 'two of two'])
  })

  test('alone, or headers without end, they are told so', async () => {
    expect(await say(url, 'GARBAGE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n\r\n$/)
    expect(await say(url, `POST ${url.pathname} HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
  })
})
