/** The way to the relay: this device's own file, or the host's over pinned TLS; and the same for sealed files. */
import type { Relay } from '../relay.ts'
import { removedMessage } from '../ledger/door.ts'
import type { DeviceIdentity } from '../sealing/device-identity.ts'
import { connectRelay } from '../transports/connect-relay.ts'
import { findAt } from './find-at.ts'
import { relayPath } from '../sync-file.ts'
import type { LinkState } from '../transports/keep-link.ts'
import { createRemoteFiles } from '../transports/remote-files.ts'
import type { SealedFiles } from '../transports/sealed-files.ts'
import type { Home } from './home.ts'
import { openOwnRelay, type RelayKeeper } from '../own-relay.ts'
import type { RelayStore } from '../relay-store.ts'
import { dropWithFiles, nearFiles, openOwnFiles } from './host-team.ts'
import type { FileHome } from './team-files.ts'
import { createPlaces } from './places.ts'
import type { SyncStore } from './sync-store.ts'
import { fromText, requireFacts } from './team-keys.ts'

export interface Reached {
  readonly relay: Relay
  readonly files: FileHome
  /** Of a host: what it keeps for others. */
  readonly ownFiles?: SealedFiles
  /** Of a host: any record, also of channels that its person is not in. */
  readonly findRecord?: RelayStore['find']
  /** Of a host: its relay's clock, ms since epoch, which never goes back by itself; and that the computer's is right. */
  readonly clock?: Pick<RelayStore, 'clock' | 'setClock'>
  /** Of a host: how far the facts are in its relay. */
  readonly lastFact?: () => number
  /** Looks for the host at once. */
  wake(): void
  /** Of a member: the host is at this address now. @throws AppError `invalid`, `unavailable`, `forbidden` when somebody else is there */
  readonly findAt?: (address: string) => Promise<void>
  close(): Promise<void>
}

export async function openNear(dataFolder: string, keeper: RelayKeeper, log: Home['log']): Promise<Reached> {
  const kept = await openOwnRelay(relayPath(dataFolder), keeper)
  const ownFiles = await openOwnFiles(dataFolder)
  const relay = dropWithFiles(kept, ownFiles, log)
  return { relay, files: nearFiles(ownFiles), ownFiles, findRecord: relay.find, clock: relay, lastFact: () => relay.last('workspace'), wake: () => undefined, close: () => relay.close() }
}

export function openFar(store: SyncStore, { device, signingKey }: DeviceIdentity, home: Pick<Home, 'tell' | 'tellDevices'>): Reached {
  const places = createPlaces(store, home)
  const to = { addresses: places.hosts, pin: fromText(requireFacts(store).pin) }
  // Aborted while the host is not there.
  let connection = new AbortController()
  connection.abort()
  const relay = connectRelay({
    ...to,
    device,
    publicKey: signingKey.publicKey.bytes,
    sign: (bytes) => signingKey.sign(bytes),
    // What is said waits until the host is there, however long that is.
    timings: { patienceMs: 2 ** 31 - 1 },
    onState(state) {
      if (state.status !== 'connected') connection.abort()
      else if (connection.signal.aborted) connection = new AbortController()
      if (state.status === 'connected') places.reached(state.address)
      home.tell(describeLink(state))
    },
    onDevices: (devices) => home.tellDevices(devices),
    onAddresses: places.told,
  })
  const files = createRemoteFiles({ ...to, token: () => relay.token() })
  return {
    relay,
    // What is written waits for the host; who wants to see a file is told at once that it cannot be had now.
    files: { upload: files.upload, download: (file, take) => files.download(file, take, connection.signal) },
    wake: () => relay.wake(),
    findAt: (address) => findAt(address, to.pin).then(places.reached).then(() => relay.wake()),
    async close() {
      await files.close()
      await relay.close()
    },
  }
}

function describeLink(state: LinkState): Parameters<Home['tell']>[0] {
  if (state.status === 'connected') return { link: 'connected', problem: null }
  // The fact itself may not have come before the door was shut.
  if (state.status === 'refused') return { link: 'refused', problem: state.message, ...(state.message === removedMessage ? { removed: true } : {}) }
  if (state.status === 'waiting') return { link: 'offline', problem: state.message }
  return { link: state.status === 'closed' ? 'offline' : 'connecting' }
}
