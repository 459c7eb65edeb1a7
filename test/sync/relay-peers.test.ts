/** Both ends of a relay's socket against others that lie, flood, fall silent or speak nonsense. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request } from 'node:https'
import { connect, type AddressInfo } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { Relay } from '#server/sync/relay.ts'
import { createCertificate, pinOfPem } from '#server/sync/transports/create-certificate.ts'
import { dial } from '#server/sync/transports/dial.ts'
import { answerSchema, decodeFrame, encodeFrame, FRAME_LIMIT_BYTES, PATH, PROTOCOL, requestSchema, type Answer } from '#server/sync/transports/frames.ts'
import { proofBytes } from '#server/sync/transports/proof.ts'
import { bytes, channel, envelope, group, testDevice } from './envelopes.ts'
import { hostRelay, newIdentity, testCertificate, type Hosted } from './hosted-relay.ts'
import { follow, refusalOf } from './relay-conformance.ts'

let hosted: Hosted
/** What the gateway's owner decides; tests change it. */
let refusals: { device?: string; append?: string; read?: string }
beforeEach(async () => {
  refusals = {}
  hosted = await hostRelay({
    admit: ({ device, credential }) => (credential || device !== refusals.device ? { refuseAppend: async () => refusals.append, refuseRead: () => refusals.read } : 'You were removed.'),
    limits: { proofMs: 300, unproven: 3, rate: { perSecond: 50, burst: 40, bytesPerSecond: 1e9, burstBytes: 1e9 } },
  })
})
afterEach(() => hosted.close())

/** A socket with the right pin that then does what it likes. */
async function openRaw(): Promise<{ ws: WebSocket; socket: TLSSocket; nonce: Uint8Array }> {
  const { socket } = await dial({ addresses: [{ host: '127.0.0.1', port: hosted.gateway().port }], pin: hosted.pin, timeoutMs: 2000, signal: new AbortController().signal })
  const ws = new WebSocket(`wss://hookline.invalid${PATH}`, PROTOCOL, { createConnection: () => socket })
  ws.on('error', () => undefined)
  const hello = await nextAnswer(ws)
  return { ws, socket, nonce: hello?.t === 'hello' ? hello.nonce : new Uint8Array() }
}

async function nextAnswer(ws: WebSocket): Promise<Answer | undefined> {
  const [data] = (await once(ws, 'message')) as [Buffer]
  return decodeFrame(data, answerSchema)?.header
}

const closed = (ws: WebSocket): Promise<unknown> => once(ws, 'close')
const isServing = async (): Promise<boolean> => (await hosted.connect().append(envelope(channel()))).position === 1

describe('somebody in between', () => {
  test('without the key sees not a byte of HTTP, and what waits goes to the right one', async () => {
    const { certificate, privateKey } = await createCertificate(Date.now())
    const heard: unknown[] = []
    const impostor = createServer({ cert: certificate, key: privateKey }, (message) => heard.push(message.url))
    impostor.on('upgrade', (message) => heard.push(message.url)).on('secureConnection', (socket) => socket.on('data', (data) => heard.push(data)))
    impostor.listen(0, '127.0.0.1')
    await once(impostor, 'listening')
    const addresses = [{ host: '127.0.0.1', port: (impostor.address() as AddressInfo).port }]
    const relay = hosted.connect({ addresses, timings: { patienceMs: 200 } })
    expect(await refusalOf(relay.append(envelope(channel())))).toMatchObject({ reason: 'gone' })
    expect(relay.states).toContainEqual({ status: 'waiting', problem: 'wrong_key', message: expect.stringContaining('another key than that of the invite'), retryInMs: expect.any(Number) })
    expect(heard).toEqual([])
    const both = hosted.connect({ addresses: [...addresses, { host: '127.0.0.1', port: hosted.gateway().port }] })
    expect(await both.append(envelope(channel()))).toMatchObject({ position: 1 })
    expect(heard).toEqual([])
    impostor.closeAllConnections()
    impostor.close()
  })

  test('cannot pass on a proof, nor use one again', async () => {
    const { device, publicKey, sign } = newIdentity()
    const [one, two] = [await openRaw(), await openRaw()]
    const prove = async (signed: Uint8Array): Promise<Buffer> => encodeFrame({ t: 'prove', device, publicKey, signature: await sign(signed) })
    // Made on the first connection for the nonce of the second.
    two.ws.send(await prove(proofBytes(one.socket, two.nonce, device, publicKey)))
    expect(await nextAnswer(two.ws)).toMatchObject({ t: 'refused', n: 0, reason: 'not_allowed', message: 'The signature does not fit the key of this device.' })
    // Made for another nonce than this connection's own.
    const other = await openRaw()
    other.ws.send(await prove(proofBytes(other.socket, one.nonce, device, publicKey)))
    expect(await nextAnswer(other.ws)).toMatchObject({ t: 'refused', n: 0 })
    const good = await prove(proofBytes(one.socket, one.nonce, device, publicKey))
    one.ws.send(good)
    expect(await nextAnswer(one.ws)).toMatchObject({ t: 'welcome' })
    for (const { ws } of [two, other]) if (ws.readyState !== ws.CLOSED) await closed(ws)
    const three = await openRaw()
    three.ws.send(good)
    expect(await nextAnswer(three.ws)).toMatchObject({ t: 'refused' })
    expect(hosted.gateway().devices()).toMatchObject([{ device }])
    one.ws.terminate()
  })

  test('gets no older TLS', async () => {
    const socket = connectTls({ port: hosted.gateway().port, host: '127.0.0.1', rejectUnauthorized: false, maxVersion: 'TLSv1.2' })
    const [error] = (await once(socket, 'error')) as [Error]
    expect(error.message).toMatch(/protocol version/)
  })
})

test('a certificate made anew with the same key fits the pin of older invites', async () => {
  const first = await testCertificate()
  const second = await createCertificate(Date.now() + 1000, first.privateKey)
  expect(second.certificate).not.toBe(first.certificate)
  expect(pinOfPem(second.certificate)).toEqual(pinOfPem(first.certificate))
  expect(pinOfPem((await createCertificate(Date.now())).certificate)).not.toEqual(pinOfPem(first.certificate))
})

describe('who is not let in', () => {
  test('is told why, and its calls and subscriptions end', async () => {
    refusals.device = testDevice
    const relay = hosted.connect()
    const seen = follow(relay, { workspace: 0 })
    expect(await refusalOf(relay.append(envelope('workspace')))).toMatchObject({ reason: 'not_allowed', message: 'You were removed.' })
    expect(await refusalOf(relay.read('workspace', 0, 1))).toMatchObject({ reason: 'not_allowed' })
    await expect.poll(() => seen.ended).toMatchObject([{ reason: 'not_allowed' }])
    expect(relay.states.map(({ status }) => status)).toEqual(['connecting', 'refused'])
    expect((await hosted.store().read('workspace', 0, 1)).last).toBe(0)
    // An invite lets it in.
    const invited = hosted.connect({ credential: () => bytes(100) })
    expect(await invited.append(envelope('workspace'))).toMatchObject({ position: 1 })
  })

  test('any more is cut off at once', async () => {
    const relay = hosted.connect()
    const seen = follow(relay, { workspace: 0 })
    await relay.append(envelope('workspace'))
    refusals.device = testDevice
    hosted.gateway().drop(testDevice, 'You were removed.')
    await expect.poll(() => seen.ended).toMatchObject([{ reason: 'not_allowed', message: 'You were removed.' }])
    expect(await refusalOf(relay.append(envelope('workspace')))).toMatchObject({ reason: 'not_allowed' })
    await expect.poll(() => hosted.gateway().devices()).toEqual([])
  })

  test('to a subject, or with an envelope of another device, is refused that call only', async () => {
    const relay = hosted.connect()
    const subject = channel()
    expect(await refusalOf(relay.append(envelope(subject, { device: crypto.randomUUID() })))).toMatchObject({ reason: 'not_allowed' })
    refusals.append = 'Guests do not post here.'
    expect(await refusalOf(relay.append(envelope(subject)))).toMatchObject({ reason: 'not_allowed', message: refusals.append })
    refusals = { read: 'This channel is private.' }
    expect(await refusalOf(relay.read(subject, 0, 1))).toMatchObject({ reason: 'not_allowed', message: refusals.read })
    const seen = follow(relay, { [subject]: 0 })
    await expect.poll(() => seen.ended).toMatchObject([{ reason: 'not_allowed', message: refusals.read }])
    expect(await refusalOf(relay.inTurn(group(), async () => 1))).toMatchObject({ reason: 'not_allowed' })
    refusals = {}
    expect(await relay.append(envelope(subject))).toMatchObject({ position: 1 })
    expect(relay.states).toHaveLength(2)
  })
})

describe('a device that misbehaves', () => {
  test('is cut off, and others are served', async () => {
    const hello = encodeFrame({ t: 'read', n: 1, subject: 'workspace', after: 0, limit: 1 })
    const nonsense: (Buffer | string)[] = [Buffer.alloc(0), randomBytes(3), randomBytes(500), Buffer.from('ffffffff00', 'hex'), 'text', hello.subarray(0, -1), hello, Buffer.alloc(FRAME_LIMIT_BYTES + 1)]
    for (const data of nonsense) {
      const { ws } = await openRaw()
      ws.send(data)
      await closed(ws)
    }
    for (const data of nonsense.filter((one) => one !== hello)) {
      const { ws, socket, nonce } = await openRaw()
      const { device, publicKey, sign } = newIdentity()
      ws.send(encodeFrame({ t: 'prove', device, publicKey, signature: await sign(proofBytes(socket, nonce, device, publicKey)) }))
      expect(await nextAnswer(ws)).toMatchObject({ t: 'welcome' })
      ws.send(data)
      await closed(ws)
    }
    expect(await isServing()).toBe(true)
  })

  test('that proves nothing is cut off in time, and only so many may try at once', async () => {
    const silent = [await openRaw(), await openRaw(), await openRaw()]
    const relay = hosted.connect()
    await expect.poll(() => relay.states).toContainEqual(expect.objectContaining({ status: 'waiting', problem: 'unreachable', message: expect.stringContaining('503') }))
    await Promise.all(silent.map(({ ws }) => closed(ws)))
    expect(await relay.append(envelope(channel()))).toMatchObject({ position: 1 })
  })

  test('that sends too much waits, and others do not', async () => {
    const [busy, calm] = [hosted.connect(newIdentity(crypto.randomUUID())), hosted.connect()]
    const subject = channel()
    await calm.read(subject, 0, 1)
    const startedAt = performance.now()
    let calmMs = Number.NaN
    await Promise.all([...Array.from({ length: 65 }, () => busy.read(subject, 0, 1)), calm.read(subject, 0, 1).then(() => (calmMs = performance.now() - startedAt))])
    // 40 at once and 50 a second: the other 25 take half a second.
    expect(performance.now() - startedAt).toBeGreaterThan(400)
    expect(calmMs).toBeLessThan(400)
  })

  test('as a browser, on another path or in plain HTTP gets nothing', async () => {
    const ask = async (path: string, headers: Record<string, string>): Promise<number | undefined> => {
      const asked = request({ port: hosted.gateway().port, host: '127.0.0.1', rejectUnauthorized: false, path, headers, agent: false }).end()
      const [response] = (await once(asked, 'response')) as [{ statusCode?: number; resume(): void }]
      response.resume()
      return response.statusCode
    }
    const upgrade = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': randomBytes(16).toString('base64') }
    expect(await ask(PATH, {})).toBe(404)
    expect(await ask('/elsewhere', upgrade)).toBe(404)
    expect(await ask(PATH, { ...upgrade, origin: 'https://example.com', 'sec-websocket-protocol': PROTOCOL })).toBe(403)
    expect(await ask(PATH, { ...upgrade, 'sec-websocket-protocol': 'hookline.relay.2' })).toBe(426)
  })

  test('or whose lines broke without a word gets in a fifth time: its oldest connection makes room', async () => {
    const all = Array.from({ length: 5 }, () => hosted.connect({ timings: { firstDelayMs: 3_600_000, longestDelayMs: 3_600_000 } }))
    for (const relay of all) expect((await relay.read('workspace', 0, 1)).last).toBe(0)
    await expect.poll(() => all.map(({ states }) => states.at(-1)?.status)).toEqual(['waiting', ...Array<string>(4).fill('connected')])
    expect(hosted.gateway().devices().map(({ device }) => device)).toEqual(Array(4).fill(testDevice))
  })
})

test('who stops hosting waits for nobody who said nothing, neither before the handshake nor after it', async () => {
  const quiet = await hostRelay()
  const { port } = quiet.gateway()
  const plain = connect(port, '127.0.0.1')
  await once(plain, 'connect')
  const shaken = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
  await once(shaken, 'secureConnect')
  for (const socket of [plain, shaken]) socket.on('error', () => undefined)
  const startedAt = performance.now()
  await quiet.gateway().close()
  // A handshake is waited for ten seconds else, and what comes after it without end.
  expect(performance.now() - startedAt).toBeLessThan(5000)
  for (const socket of [plain, shaken]) socket.destroy()
  await quiet.close()
})

describe('a relay that lies', () => {
  const subject = channel()
  const record = (position: number, changes: Partial<RelayRecord> = {}): RelayRecord => ({ ...envelope(subject), position, at: 1, redacted: false, ...changes })
  const lies: [string, RelayRecord[]][] = [
    ['leaves one out', [record(1), record(3)]],
    ['repeats one', [record(1), record(1)]],
    ['starts elsewhere', [record(2)]],
    ['brings what was not asked for', [record(1), record(2, { subject: channel() })]],
  ]
  test.each(lies)('and %s is not believed', async (_what, records) => {
    const liar: Relay = { ...hosted.store(), read: async () => ({ records, last: 9 }), subscribe: (_from, onRecord) => (records.forEach((one) => void onRecord(one)), () => undefined) }
    const lying = await hostRelay({ relay: liar })
    const relay = lying.connect({ timings: { firstDelayMs: 1000, longestDelayMs: 1000 } })
    expect(await refusalOf(relay.read(subject, 0, 10))).toMatchObject({ reason: 'gone' })
    await expect.poll(() => relay.states).toContainEqual(expect.objectContaining({ status: 'waiting', problem: 'misbehaving' }))
    const follower = lying.connect({ timings: { firstDelayMs: 1000, longestDelayMs: 1000 } })
    const seen = follow(follower, { [subject]: 0 })
    await expect.poll(() => follower.states).toContainEqual(expect.objectContaining({ status: 'waiting', problem: 'misbehaving' }))
    expect(seen.records.map(({ position }) => position)).toEqual(records[0]?.position === 1 ? [1] : [])
    await lying.close()
  })
})

test('bytes of any kind are a frame or none, and never an error', () => {
  const good = encodeFrame({ t: 'append', n: 1, ...envelope(channel()) }, bytes(40))
  for (let round = 0; round < 3000; round += 1) {
    const changed = Buffer.from(round % 2 ? good : randomBytes(round % 90))
    for (let flip = 0; flip < 3 && changed.length > 0; flip += 1) changed[Math.floor(Math.random() * changed.length)] = Math.floor(Math.random() * 256)
    expect([undefined, 'object']).toContain(decodeFrame(changed, requestSchema) && 'object')
  }
})
