/** A host in the hands of somebody who means ill: the same port, certificate and log, and no rules at the door. */
import { join } from 'node:path'
import type { Envelope } from '#shared/contract/envelope.ts'
import { openRelayStore } from '#server/sync/relay-store.ts'
import type { Relay } from '#server/sync/relay.ts'
import { ownCertificate } from '#server/sync/engine/host-team.ts'
import { openSyncStore } from '#server/sync/engine/sync-store.ts'
import { openIdentity } from '#server/sync/engine/team-keys.ts'
import type { DeviceIdentity } from '#server/sync/sealing/device-identity.ts'
import { signEnvelope } from '#server/sync/sealing/sign-envelope.ts'
import { syncPath } from '#server/sync/sync-file.ts'
import { startGateway } from '#server/sync/transports/gateway.ts'
import { atEnd, portOf, type Here } from './engine-team.ts'
import { verifyWithNode } from './hosted-relay.ts'

/** @param now its clock. @returns the log, into which anything can be put. */
export async function takeOver(host: Here, now: () => number = Date.now): Promise<Relay> {
  const port = portOf(host)
  await host.stop()
  const sync = openSyncStore(syncPath(host.dataFolder), host.masterKey)
  const certificate = await ownCertificate(sync, Date.now())
  sync.close()
  const relay = await openRelayStore({ path: join(host.dataFolder, 'relay.db'), now })
  atEnd(() => relay.close())
  const gateway = await startGateway({ relay, certificate, host: '127.0.0.1', port, verify: verifyWithNode, admit: () => ({}) })
  atEnd(() => gateway.close())
  return relay
}

/** The keys of a device, for a client of one's own. */
export function keysOf({ dataFolder, masterKey }: Here): DeviceIdentity {
  const store = openSyncStore(syncPath(dataFolder), masterKey)
  const identity = openIdentity(store, masterKey)
  store.close()
  return identity
}

/** What the device of these keys signs, whatever it says. */
export function signAs({ device, signingKey }: DeviceIdentity, envelope: Omit<Envelope, 'signature' | 'device'>): Envelope {
  return signEnvelope({ ...envelope, device }, signingKey)
}

/** A relay that keeps the facts from a position on to itself. */
export function hideFacts(relay: Relay, from: number): Relay {
  return {
    ...relay,
    async read(subject, after, limit) {
      const page = await relay.read(subject, after, limit)
      return subject === 'workspace' ? { records: page.records.filter(({ position }) => position < from), last: Math.min(page.last, from - 1) } : page
    },
    subscribe: (after, onRecord, onEnd) => relay.subscribe(after, (record) => (record.subject === 'workspace' && record.position >= from ? undefined : onRecord(record)), onEnd),
  }
}
