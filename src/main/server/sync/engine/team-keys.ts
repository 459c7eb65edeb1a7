/** What a device keeps of its team between two starts: who it is, and where the workspace is. */
import { AppError } from '#shared/contract/errors.ts'
import { unpackCertificate } from '../groups/member.ts'
import type { OwnDevice } from '../groups/mls-group.ts'
import { importDeviceIdentity, type DeviceIdentity } from '../sealing/device-identity.ts'
import { parseHostAddress, type HostAddress } from '../sealing/host-address.ts'
import type { SyncStore } from './sync-store.ts'

export interface TeamFacts {
  readonly mode: 'host' | 'member'
  readonly workspaceId: string
  /** base64url. */
  readonly root: string
  readonly pin: string
  /** Where the host is reached, as people write it. */
  readonly addresses: readonly string[]
  /** Of a member: where the host itself says that it is reached, and where it was reached last. */
  readonly told?: readonly string[]
  readonly reached?: string
  /** Of the host's door; null while it is shut. */
  readonly port: number | null
  /** Whether this device had the workspace before it had a team. */
  readonly isFounder: boolean
}

export const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
export const fromText = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'))

export const hostsOf = ({ addresses }: Pick<TeamFacts, 'addresses'>): HostAddress[] => addresses.map(parseHostAddress).filter((host): host is HostAddress => host !== undefined)

/** So many are tried. */
const PLACES_MOST = 16

/** Where a member looks for the host: the last place that answered goes first, then what it said itself, then what the link said. */
export function placesOf({ addresses, told = [], reached }: Pick<TeamFacts, 'addresses' | 'told' | 'reached'>): string[] {
  return [...new Set([...(reached === undefined ? [] : [reached]), ...told, ...addresses])].slice(0, PLACES_MOST)
}

/** @throws AppError `unavailable` while there is no team */
export function requireFacts(store: Pick<SyncStore, 'text'>): TeamFacts {
  const text = store.text('team')
  if (text === undefined) throw new AppError('unavailable', 'This workspace is on this device alone.')
  return JSON.parse(text) as TeamFacts
}

export const keepFacts = (store: Pick<SyncStore, 'keepText'>, facts: TeamFacts): void => store.keepText('team', JSON.stringify(facts))

/** @throws AppError `unavailable` when it cannot be read */
export function openIdentity(store: SyncStore, masterKey: Uint8Array): DeviceIdentity {
  const identity = importDeviceIdentity(requireSecret(store, 'device'), masterKey)
  if (typeof identity === 'string') throw new AppError('unavailable', `The key of this device cannot be read (${identity}).`)
  return identity
}

export const openOwn = (store: SyncStore, { signingKey }: DeviceIdentity): OwnDevice => ({ certificate: unpackCertificate(requireSecret(store, 'device-certificate')), signingKey })

function requireSecret(store: SyncStore, name: string): Uint8Array {
  const secret = store.secret(name)
  if (!secret) throw new Error(`sync.db lacks ${name}`)
  return secret
}
