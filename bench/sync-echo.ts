/** The yardstick of sync: an echo over the same relay and sockets, with nothing sealed. */
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
import { until } from './sync-team.ts'

const rounds = 200

/** From an append to the record on the other side; the median, ms. */
export async function timeEcho(): Promise<number> {
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
