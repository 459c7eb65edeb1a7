/** What a hosting device runs for the others: the relay's file and the door to it. */
import { join } from 'node:path'
import type { Relay } from '../relay.ts'
import { openRelayStore } from '../relay-store.ts'
import { parsePublicKey } from '../sealing/signing-keys.ts'
import { createCertificate, pinOfPem, type Certificate } from '../transports/create-certificate.ts'
import type { Doorkeeper } from '../transports/access.ts'
import { startGateway, type Gateway } from '../transports/gateway.ts'
import type { SyncStore } from './sync-store.ts'

/** Its key is kept for good, so that the pin in invites holds. */
export async function ownCertificate(store: SyncStore, now: number): Promise<Certificate> {
  const kept = store.secret('certificate')
  if (kept) return JSON.parse(Buffer.from(kept).toString('utf8')) as Certificate
  const made = await createCertificate(now)
  store.keepSecret('certificate', Buffer.from(JSON.stringify(made), 'utf8'))
  return made
}

export const pinOfCertificate = ({ certificate }: Certificate): Uint8Array => pinOfPem(certificate)

export const openOwnRelay = (dataFolder: string): Promise<Relay> => openRelayStore({ path: join(dataFolder, 'relay.db'), now: Date.now })

export interface Door {
  readonly relay: Relay
  readonly certificate: Certificate
  readonly port: number
  readonly admit: Doorkeeper['admit']
  readonly onDevices: () => void
}

/** On all addresses of this computer. @throws an Error with `code` when it cannot listen there. */
export function openDoor({ relay, certificate, port, admit, onDevices }: Door): Promise<Gateway> {
  const verify = (publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean => parsePublicKey(publicKey)?.verify(bytes, signature) === true
  return startGateway({ relay, certificate, host: '::', port, verify, admit, onDevices })
}
