/** What the ledger keeps: devices, people, channels, invites and homes, each with its past. */
import type { ChannelType } from '#shared/contract/channel.ts'
import type { Role } from '#shared/contract/person.ts'
import type { PublicKey } from '../sealing/signing-keys.ts'
import { createTimeline, type Timeline } from './timeline.ts'

export interface DeviceState {
  readonly id: string
  readonly person: string
  readonly publicKey: PublicKey
  readonly isFounder: boolean
  readonly issuer: 'root' | 'device' | 'invite'
  readonly admitted: number
  readonly name: Timeline<string>
  removed: number | undefined
}

export interface PersonFacts {
  readonly username: string
  readonly role: Role
  readonly isRemoved: boolean
}

export interface PersonState {
  readonly id: string
  readonly facts: Timeline<PersonFacts>
  /** Of the first device that they ever had; also when it is gone. */
  firstDevice: number | undefined
}

export interface ChannelState {
  readonly id: string
  readonly type: ChannelType
  readonly creator: string
  readonly created: number
  readonly archived: Timeline<boolean>
  readonly members: Map<string, Timeline<boolean>>
  /** Of a public one: when the first guest was in it. */
  guestsSince: number | undefined
}

export interface InviteState {
  readonly id: string
  readonly key: Uint8Array
  readonly role: Role
  readonly expiresAt: number | null
  readonly uses: number
  readonly person: string | null
  readonly by: { readonly person: string; readonly device: string }
  readonly signature: Uint8Array
  readonly created: number
  revoked: number | undefined
  /** Positions of the devices that came with it. */
  readonly used: number[]
}

/** Of a hook or a subscription. */
export interface HomeState {
  readonly kind: 'hook' | 'subscription'
  readonly device: string
  readonly owner: string
  readonly channels: readonly string[]
}

export interface State {
  readonly root: Uint8Array
  readonly workspaceId: string
  founder: DeviceState | undefined
  readonly devices: Map<string, DeviceState>
  /** Keys of devices and invites, those gone included, in base64: none comes twice. */
  readonly keys: Set<string>
  readonly people: Map<string, PersonState>
  /** Who has a name now. */
  readonly usernames: Map<string, string>
  /** Who never had a device. */
  readonly deviceless: Set<string>
  readonly channels: Map<string, ChannelState>
  readonly invites: Map<string, InviteState>
  readonly homes: Map<string, Timeline<HomeState | undefined>>
  readonly managedBy: Timeline<'admins' | 'members'>
  /** By device: the conversation that it has just begun and still puts its people into. */
  readonly building: Map<string, string>
}

export function createState(root: Uint8Array, workspaceId: string): State {
  return {
    root,
    workspaceId,
    founder: undefined,
    devices: new Map(),
    keys: new Set(),
    people: new Map(),
    usernames: new Map(),
    deviceless: new Set(),
    channels: new Map(),
    invites: new Map(),
    homes: new Map(),
    managedBy: createTimeline(),
    building: new Map(),
  }
}

export const keyName = (key: Uint8Array): string => Buffer.from(key).toString('base64')

/** Undefined for strangers and for who was removed. */
export function findPerson(state: State, id: string, position?: number): (PersonFacts & { readonly id: string }) | undefined {
  const facts = state.people.get(id)?.facts.at(position)
  return facts && !facts.isRemoved ? { ...facts, id } : undefined
}

/** Undefined for strangers, for those that are removed and those whose person is. */
export function findDevice(state: State, id: string, position = Number.MAX_SAFE_INTEGER): DeviceState | undefined {
  const device = state.devices.get(id)
  const isHere = device && device.admitted <= position && (device.removed === undefined || device.removed > position)
  return isHere && findPerson(state, device.person, position) ? device : undefined
}

export function isMember(state: State, channel: string, person: string, position?: number): boolean {
  return state.channels.get(channel)?.members.get(person)?.at(position) === true && findPerson(state, person, position) !== undefined
}

/** Whether two people are both in some channel. */
export function shareChannel(state: State, one: string, other: string, besides: string): boolean {
  return [...state.channels.keys()].some((channel) => channel !== besides && isMember(state, channel, one) && isMember(state, channel, other))
}

/** Its own person, and on the founder's device also those that have none. */
export function listSpeakers(state: State, deviceId: string, position?: number): string[] {
  const device = findDevice(state, deviceId, position)
  if (!device) return []
  if (!device.isFounder) return [device.person]
  const isWithout = ({ firstDevice, facts }: PersonState): boolean => position === undefined ? firstDevice === undefined : facts.at(position) !== undefined && (firstDevice === undefined || firstDevice > position)
  const others = [...(position === undefined ? state.deviceless : state.people.keys())].filter((id) => isWithout(state.people.get(id)!) && findPerson(state, id, position))
  return [device.person, ...others]
}

/** Why nobody comes in with this invite any more, in words; undefined while it holds. @param at ms since epoch by the relay's clock. */
export function findInviteProblem(state: State, invite: InviteState, at: number): string | undefined {
  if (invite.revoked !== undefined) return 'This invite was revoked. Ask for a new one.'
  if (invite.used.length >= invite.uses) return 'This invite was used up. Ask for a new one.'
  if (invite.expiresAt !== null && at >= invite.expiresAt) return 'This invite has expired. Ask for a new one.'
  // Else who is removed would come back with an invite made beforehand.
  const by = findDevice(state, invite.by.device)
  if (!by || !mayInvite(state, by.person, invite.person)) return 'Who made this invite may not invite any more. Ask somebody else for a new one.'
  return undefined
}

/** Admins anybody; everybody their own further devices; nobody another device of the owner's. */
export function mayInvite(state: State, by: string, person: string | null): boolean {
  const inviter = findPerson(state, by)
  if (!inviter || person === by) return inviter !== undefined
  const isAdmin = inviter.role === 'owner' || inviter.role === 'admin'
  return isAdmin && (person === null || findPerson(state, person)?.role !== 'owner')
}
