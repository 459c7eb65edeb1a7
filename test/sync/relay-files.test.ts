/** Sealed files through the gateway: whole or not at all, to devices that are let in, and to nobody who is not the host. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCertificate } from '#server/sync/transports/create-certificate.ts'
import type { RemoteRelay } from '#server/sync/transports/connect-relay.ts'
import { createRemoteFiles, type RemoteFiles, type RemoteFilesOptions } from '#server/sync/transports/remote-files.ts'
import { openSealedFiles, type SealedFiles } from '#server/sync/transports/sealed-files.ts'
import { createTokens, TOKEN_MS } from '#server/sync/transports/tokens.ts'
import { hostRelay, newIdentity, type Hosted } from './hosted-relay.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

const MIB = 1024 * 1024
let folder: string
let files: SealedFiles
let hosted: Hosted
let proxy: TcpProxy
let refused: string | undefined
let clients: RemoteFiles[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-sealed-'))
  files = await openSealedFiles({ folder, limitBytes: 8 * MIB, quotaBytes: 12 * MIB })
  refused = undefined
  hosted = await hostRelay({ files, admit: () => ({ refuseFiles: () => refused }) })
  proxy = await startTcpProxy(() => hosted.gateway().port)
  clients = []
})
afterEach(async () => {
  for (const client of clients) await client.close()
  await proxy.close()
  await hosted.close()
  rmSync(folder, { recursive: true })
})

function reach(relay: Pick<RemoteRelay, 'token'> = hosted.connect(), more: Partial<RemoteFilesOptions> = {}): RemoteFiles {
  const client = createRemoteFiles({ addresses: [{ host: '127.0.0.1', port: hosted.gateway().port }], pin: hosted.pin, token: () => relay.token(), ...more })
  clients.push(client)
  return client
}

function makeFile(sizeBytes: number) {
  const bytes = randomBytes(sizeBytes)
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < sizeBytes; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024)
  }
  return { bytes, at: { sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes, of: randomUUID() }, pieces }
}

async function fetchAll(client: RemoteFiles, at: { sha256: string; sizeBytes: number }): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  await client.download(at, (piece) => void pieces.push(new Uint8Array(piece)))
  return Buffer.concat(pieces)
}

/** But the notes of which record each belongs to. */
const onDisk = (): string[] => readdirSync(folder, { recursive: true }).map(String).filter((name) => statSync(join(folder, name)).isFile() && dirname(name) !== 'of')

test('what one device brings another fetches, and it is sent once', async () => {
  const { bytes, at, pieces } = makeFile(3 * MIB + 17)
  const empty = makeFile(0)
  const [one, other] = [reach(), reach()]
  await one.upload(at, pieces)
  await one.upload(empty.at, empty.pieces)
  expect((await fetchAll(other, at)).equals(bytes)).toBe(true)
  expect(await fetchAll(other, empty.at)).toHaveLength(0)
  await other.upload(at, () => {
    throw new Error('it is there already')
  })
  expect(files.usedBytes()).toBe(at.sizeBytes)
  expect(onDisk().sort()).toEqual([at.sha256, empty.at.sha256].map((name) => join(name.slice(0, 2), name)).sort())
  // Also after a restart of the host, and without what a crash cut off.
  writeFileSync(join(folder, 'parts', 'half'), 'half')
  mkdirSync(join(folder, 'parts', 'x'))
  const again = await openSealedFiles({ folder, limitBytes: 1, quotaBytes: 1 })
  expect([again.usedBytes(), await again.findSize(at.sha256), readdirSync(join(folder, 'parts'))]).toEqual([at.sizeBytes, at.sizeBytes, []])
})

test('two who bring the same at once leave one file', async () => {
  const { at, pieces } = makeFile(2 * MIB)
  await Promise.all([reach().upload(at, pieces), reach().upload(at, pieces)])
  expect([onDisk().length, files.usedBytes()]).toEqual([1, at.sizeBytes])
})

test('what came for a record goes with it, once, and frees its room; no note leads out of the folder', async () => {
  const [one, two, other] = [makeFile(5 * MIB), makeFile(MIB), makeFile(4 * MIB)]
  const of = one.at.of
  const client = reach()
  await client.upload(one.at, one.pieces)
  await client.upload({ ...two.at, of }, two.pieces)
  await client.upload(other.at, other.pieces)
  // Who brings once more what is there does not make it theirs.
  await client.upload({ ...other.at, of }, other.pieces)
  files.drop(randomUUID())
  expect(onDisk()).toHaveLength(3)
  const again = await openSealedFiles({ folder, limitBytes: 8 * MIB, quotaBytes: 12 * MIB })
  again.drop(of)
  again.drop(of)
  expect([onDisk(), again.usedBytes(), readdirSync(join(folder, 'of'))]).toEqual([[join(other.at.sha256.slice(0, 2), other.at.sha256)], other.at.sizeBytes, [other.at.of]])
  for (const odd of ['', '..', '../parts', `../${other.at.sha256.slice(0, 2)}/${other.at.sha256}`]) {
    const strange = makeFile(10)
    await client.upload({ ...strange.at, of: odd }, strange.pieces)
    again.drop(odd)
    expect(onDisk()).toContain(join(strange.at.sha256.slice(0, 2), strange.at.sha256))
  }
  expect([onDisk().length, readdirSync(join(folder, 'of'))]).toEqual([5, [other.at.of]])
})

test('other bytes than the name says are not kept, and not taken from a host that lies', async () => {
  const { at } = makeFile(MIB)
  const wrong = makeFile(MIB)
  await expect(reach().upload(at, wrong.pieces)).rejects.toMatchObject({ problem: 'broken' })
  expect(onDisk()).toEqual([])
  await reach().upload(wrong.at, wrong.pieces)
  const path = join(folder, wrong.at.sha256.slice(0, 2), wrong.at.sha256)
  writeFileSync(path, randomBytes(MIB))
  await expect(fetchAll(reach(), wrong.at)).rejects.toMatchObject({ problem: 'broken' })
  writeFileSync(path, randomBytes(MIB + 1))
  await expect(fetchAll(reach(), wrong.at)).rejects.toMatchObject({ problem: 'broken' })
})

test('a missing one is said to be missing, one too large or too much is refused before a byte of it is sent', async () => {
  const client = reach()
  await expect(fetchAll(client, makeFile(10).at)).rejects.toMatchObject({ problem: 'missing' })
  const unread = (): never => {
    throw new Error('nobody asked for it')
  }
  await expect(client.upload({ sha256: 'a'.repeat(64), sizeBytes: 8 * MIB + 1, of: randomUUID() }, unread)).rejects.toMatchObject({ problem: 'too_large' })
  const first = makeFile(7 * MIB)
  await client.upload(first.at, first.pieces)
  await expect(client.upload({ sha256: 'a'.repeat(64), sizeBytes: 7 * MIB, of: randomUUID() }, unread)).rejects.toMatchObject({ problem: 'full' })
  const small = makeFile(MIB)
  await client.upload(small.at, small.pieces)
})

test('over a connection that is cut, whole files arrive or none', async () => {
  const addresses = [{ host: '127.0.0.1', port: proxy.port }]
  const relay = hosted.connect()
  const { bytes, at, pieces } = makeFile(6 * MIB)
  let cuts = 0
  const client = reach(relay, { addresses, tries: 6 })
  await client.upload(at, async function* () {
    let sent = 0
    for await (const piece of pieces()) {
      yield piece
      sent += piece.length
      if (cuts < 2 && sent > MIB * (cuts + 1)) {
        cuts += 1
        proxy.cut()
      }
    }
  })
  expect([cuts, onDisk().length]).toEqual([2, 1])
  let got = 0
  const pieces2: Uint8Array[] = []
  await client.download(at, (piece) => {
    pieces2.push(new Uint8Array(piece))
    got += piece.length
    if (cuts < 4 && got > MIB * (cuts - 1)) {
      cuts += 1
      proxy.cut()
    }
  })
  expect([cuts, Buffer.concat(pieces2).equals(bytes)]).toEqual([4, true])
  const never = reach(relay, { addresses, tries: 2 })
  await expect(
    never.upload(makeFile(MIB).at, async function* () {
      yield new Uint8Array(1000)
      proxy.cut()
      yield new Uint8Array(1000)
    }),
  ).rejects.toMatchObject({ problem: 'gone' })
  expect(onDisk()).toHaveLength(1)
})

test('an impostor sees nothing of a file, not even its name', async () => {
  const { certificate, privateKey } = await createCertificate(Date.now())
  const heard: Buffer[] = []
  const impostor = createServer({ cert: certificate, key: privateKey }, (socket) => socket.on('data', (data) => heard.push(data)).on('error', () => undefined))
  impostor.listen(0, '127.0.0.1')
  await once(impostor, 'listening')
  const client = reach(hosted.connect(), { addresses: [{ host: '127.0.0.1', port: (impostor.address() as AddressInfo).port }] })
  const { at, pieces } = makeFile(1000)
  await expect(client.upload(at, pieces)).rejects.toMatchObject({ problem: 'not_allowed', message: expect.stringContaining('another key') as string })
  await expect(fetchAll(client, at)).rejects.toMatchObject({ problem: 'not_allowed' })
  expect(heard).toEqual([])
  impostor.close()
})

async function ask(path: string, headers: Record<string, string>, method = 'GET'): Promise<number | undefined> {
  const asked = request({ port: hosted.gateway().port, host: '127.0.0.1', rejectUnauthorized: false, path, headers, method, agent: false }).end()
  const [answer] = (await once(asked, 'response')) as [{ statusCode?: number; resume(): void }]
  answer.resume()
  return answer.statusCode
}

test('without a token nobody gets or brings anything; a token dies with its connection, with the device’s rights and with time', async () => {
  const { at, pieces } = makeFile(1000)
  const identity = newIdentity()
  const relay = hosted.connect(identity)
  await reach(relay).upload(at, pieces)
  const path = `/files/${at.sha256}`
  const token = await relay.token()
  const bearer = { authorization: `Bearer ${token}` }
  expect(await ask(path, bearer)).toBe(200)
  expect(await Promise.all([ask(path, {}), ask(path, { authorization: `Bearer ${'a'.repeat(43)}` }), ask(path, { authorization: `Bearer ${token.slice(1)}` }), ask(path, { authorization: token })])).toEqual([401, 401, 401, 401])
  expect(await Promise.all([ask(path, {}, 'PUT'), ask('/files/../relay', bearer), ask('/files/..%2frelay.db', bearer), ask(path, bearer, 'DELETE'), ask(path, { ...bearer, origin: 'https://example.com' })])).toEqual([401, 404, 404, 405, 404])
  refused = 'This device was removed.'
  expect(await ask(path, bearer)).toBe(403)
  refused = undefined
  hosted.gateway().drop(identity.device, 'This device was removed.')
  await expect.poll(() => relay.states.at(-1)?.status).toBe('refused')
  expect(await ask(path, bearer)).toBe(401)
  await expect(reach(relay).upload(at, pieces)).rejects.toMatchObject({ problem: 'not_allowed' })

  const tokens = createTokens()
  const [here, there] = [{}, {}]
  const mine = tokens.mint(here, { device: identity.device, access: {} }, 1000)
  expect([tokens.find(mine, 1000 + TOKEN_MS - 1)?.device, tokens.find(mine, 1000 + TOKEN_MS)]).toEqual([identity.device, undefined])
  tokens.forget(there)
  expect(tokens.find(mine, 1000)).toBeDefined()
  tokens.forget(here)
  expect(tokens.find(mine, 1000)).toBeUndefined()
})
