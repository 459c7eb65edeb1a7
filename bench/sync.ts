/** Sync: from one device to the other, the catch-up of a newcomer, and the fiftieth device, against an unencrypted echo over the same sockets. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Envelope } from '../src/shared/contract/envelope.ts'
import { createSigningKey, parsePublicKey } from '../src/main/server/sync/sealing/signing-keys.ts'
import { openRelayStore } from '../src/main/server/sync/relay-store.ts'
import { connectRelay } from '../src/main/server/sync/transports/connect-relay.ts'
import { createCertificate, pinOfPem } from '../src/main/server/sync/transports/create-certificate.ts'
import { startGateway } from '../src/main/server/sync/transports/gateway.ts'
import { median } from './load.ts'
import { hostTeam, until } from './sync-team.ts'

const rounds = 200
const history = 10_000
const devices = 50

export async function sync(): Promise<string[]> {
  const echo = await timeEcho()
  const hosted = await hostTeam()
  try {
    const bob = await hosted.join('bob')
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const before = hosted.home.arrivals.length
      const startedAt = performance.now()
      await bob.say(`Deployed **web 4.18.2** to production, ${round}`)
      await until(() => hosted.home.arrivals.length > before, 0)
      times.push(performance.now() - startedAt)
    }
    const already = hosted.home.arrivals.length
    for (let number = 0; number < history; number += 1) await hosted.say(`message ${number}`)
    await until(() => hosted.home.arrivals.length >= already + history, 20)
    const joinedAt = performance.now()
    await bob.team.stop()
    const late = await hosted.join('late')
    await until(() => late.home.texts(hosted.channel).length >= history + rounds, 20)
    const catchUp = performance.now() - joinedAt
    await late.team.stop()
    let last = 0
    for (let number = 3; number < devices; number += 1) {
      const startedAt = performance.now()
      const member = await hosted.join(`member-${number}`)
      last = performance.now() - startedAt
      // They share this process: all of them at work would be measured together.
      await member.team.stop()
    }
    const sent = median(times)
    return [
      `sync send ratio ${(sent / echo).toFixed(1)} (p50 ${sent.toFixed(2)} ms sealed, signed, ordered and opened; echo ${echo.toFixed(2)} ms)`,
      `sync join and catch-up of ${history + rounds} messages ${(catchUp / 1000).toFixed(2)} s`,
      `sync join of device ${devices} ${(last / 1000).toFixed(2)} s`,
    ]
  } finally {
    await hosted.stop()
  }
}

/** The same relay and sockets, and nothing sealed or judged: from an append to the record on the other side. */
async function timeEcho(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-echo-'))
  const relay = await openRelayStore({ path: join(folder, 'relay.db'), now: Date.now })
  const certificate = await createCertificate(Date.now())
  const verify = (key: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean => parsePublicKey(key)?.verify(bytes, signature) === true
  const gateway = await startGateway({ relay, certificate, host: '127.0.0.1', port: 0, verify, admit: () => ({}) })
  const device = randomUUID()
  const key = createSigningKey()
  const client = connectRelay({ device, publicKey: key.publicKey.bytes, sign: (bytes) => key.sign(bytes), addresses: [{ host: '127.0.0.1', port: gateway.port }], pin: pinOfPem(certificate.certificate) })
  try {
    let arrived = 0
    client.subscribe({ workspace: 0 }, () => void (arrived += 1), () => undefined)
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const envelope: Envelope = { id: randomUUID(), subject: 'workspace', kind: 'plain', device, body: new Uint8Array(512), signature: new Uint8Array(64) }
      const startedAt = performance.now()
      await client.append(envelope)
      await until(() => arrived > round, 0)
      times.push(performance.now() - startedAt)
    }
    return median(times)
  } finally {
    await client.close()
    await gateway.close()
    await relay.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
