/** A relay in SQLite behind a gateway on loopback, and devices that connect to it with real keys. */
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRelayStore, type RelayStore } from '#server/sync/relay-store.ts'
import { connectRelay, type RemoteRelay, type RemoteRelayOptions } from '#server/sync/transports/connect-relay.ts'
import { createCertificate, pinOfPem, type Certificate } from '#server/sync/transports/create-certificate.ts'
import { startGateway, type Gateway, type GatewayOptions } from '#server/sync/transports/gateway.ts'
import type { LinkState } from '#server/sync/transports/keep-link.ts'
import type { Identity } from '#server/sync/transports/open-link.ts'
import { testDevice } from './envelopes.ts'

let made: Promise<Certificate> | undefined
export const testCertificate = (): Promise<Certificate> => (made ??= createCertificate(Date.now()))

/** Ed25519 through node:crypto; the program brings its own with a fallback. */
export function verifyWithNode(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }, format: 'jwk' }), signature)
}

export function newIdentity(device: string = testDevice): Identity {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { device, publicKey: new Uint8Array(Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')), sign: (bytes) => sign(null, bytes, privateKey) }
}

export interface Hosted {
  readonly gateway: () => Gateway
  readonly store: () => RelayStore
  readonly pin: Uint8Array
  /** Over sockets; `states` grows with what it says of its connection. */
  connect(options?: Partial<RemoteRelayOptions>): RemoteRelay & { readonly states: LinkState[] }
  /** Ends and starts store and gateway, on the same port. */
  restart(): Promise<void>
  close(): Promise<void>
}

export const quick = { connectMs: 5000, pingMs: 5000, patienceMs: 10_000, firstDelayMs: 5, longestDelayMs: 50 }

export async function hostRelay(options: Partial<GatewayOptions> = {}): Promise<Hosted> {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-gateway-'))
  const certificate = await testCertificate()
  const clients: RemoteRelay[] = []
  const start = async (port: number): Promise<[RelayStore, Gateway]> => {
    const relay = await openRelayStore({ path: join(folder, 'relay.db'), now: Date.now })
    return [relay, await startGateway({ relay, certificate, host: '127.0.0.1', port, verify: verifyWithNode, admit: () => ({}), ...options })]
  }
  let [store, gateway] = await start(0)
  const pin = pinOfPem(certificate.certificate)
  const stop = async (): Promise<void> => {
    await gateway.close()
    await store.close()
  }
  return {
    gateway: () => gateway,
    store: () => store,
    pin,
    connect(more = {}) {
      const states: LinkState[] = []
      const relay = connectRelay({ ...newIdentity(), addresses: [{ host: '127.0.0.1', port: gateway.port }], pin, onState: (state) => states.push(state), ...more, timings: { ...quick, ...more.timings } })
      clients.push(relay)
      return Object.assign(relay, { states })
    },
    async restart() {
      const { port } = gateway
      await stop()
      ;[store, gateway] = await start(port)
    },
    async close() {
      await Promise.all(clients.map((client) => client.close()))
      await stop()
      rmSync(folder, { recursive: true })
    },
  }
}
