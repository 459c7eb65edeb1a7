/** The questions that a ledger answers, each as of a position of the log (that record included), or as of the last one when it is left out. */
import type { ChannelType } from '#shared/contract/channel.ts'
import type { Role } from '#shared/contract/person.ts'
import { can } from '#shared/core/permissions.ts'
import { findInviteProblem, findPerson, isMember, listSpeakers, type ChannelState, type DeviceState, type InviteState, type PersonState, type State } from './state.ts'

export interface Questions {
  /** Also those removed. */
  device(id: string, position?: number): LedgerDevice | undefined
  devices(position?: number): readonly LedgerDevice[]
  person(id: string, position?: number): LedgerPerson | undefined
  /** Who has this username now. */
  findUsername(username: string): string | undefined
  /** Whom a device may speak for: its own person, and on the founder's device also those that have no device. Empty once it is removed. */
  peopleOf(device: string, position?: number): readonly string[]
  channel(id: string, position?: number): LedgerChannel | undefined
  isMember(channel: string, person: string, position?: number): boolean
  membersOf(channel: string, position?: number): readonly string[]
  invites(position?: number): readonly LedgerInvite[]
  /** The device that a hook or subscription lives on; undefined when there is none. */
  homeOf(hookOrSubscription: string, position?: number): string | undefined
  /** Why this invite lets nobody in any more, in words; undefined while it holds. As of the last record. @param at ms since epoch by the relay's clock. */
  problemOf(invite: string, at: number): string | undefined
  channels(position?: number): readonly LedgerChannel[]
  /** Whether a hook or subscription that lives on this device may speak in the channel: its owner can read there. As of the last record. */
  mayPostFromHook(device: string, channel: string): boolean
}

export interface LedgerDevice {
  readonly id: string
  readonly person: string
  /** Ed25519, 32 bytes. */
  readonly key: Uint8Array
  readonly isFounder: boolean
  readonly name: string
  /** Positions in the log. */
  readonly admitted: number
  readonly removed: number | undefined
  /** Whose word it came with: a key of the same person (a further device), an invite's, the root key. Safety numbers leave out the first kind. */
  readonly issuer: 'root' | 'device' | 'invite'
}

export interface LedgerPerson {
  readonly id: string
  readonly username: string
  readonly role: Role
  readonly isRemoved: boolean
}

export interface LedgerChannel {
  readonly id: string
  readonly type: ChannelType
  readonly creator: string
  readonly isArchived: boolean
  /** Of a public one: the position since which it has a group of its own, because a guest came into it; for good. */
  readonly guestsSince: number | undefined
}

export interface LedgerInvite {
  readonly id: string
  /** Ed25519, 32 bytes. */
  readonly key: Uint8Array
  readonly role: Role
  /** ms since epoch by the relay's clock; null: never. */
  readonly expiresAt: number | null
  readonly uses: number
  readonly used: number
  readonly person: string | null
  readonly by: { readonly person: string; readonly device: string }
  readonly isRevoked: boolean
  /** By the inviting device over key and terms (`groups/member.ts`): a joiner puts it into its certificate. */
  readonly signature: Uint8Array
}


export function createQuestions(state: State): Questions {
  const each = <T, V>(all: Iterable<T>, view: (one: T) => V | undefined): V[] => [...all].flatMap((one) => view(one) ?? [])
  return {
    device: (id, position) => viewDevice(state.devices.get(id), position),
    devices: (position) => each(state.devices.values(), (device) => viewDevice(device, position)),
    person: (id, position) => viewPerson(state.people.get(id), position),
    findUsername: (username) => state.usernames.get(username),
    peopleOf: (device, position) => listSpeakers(state, device, position),
    channel: (id, position) => viewChannel(state.channels.get(id), position),
    channels: (position) => each(state.channels.values(), (channel) => viewChannel(channel, position)),
    isMember: (channel, person, position) => isMember(state, channel, person, position),
    membersOf: (channel, position) => [...(state.channels.get(channel)?.members.keys() ?? [])].filter((person) => isMember(state, channel, person, position)),
    invites: (position) => each(state.invites.values(), (invite) => viewInvite(invite, position)),
    problemOf(id, at) {
      const invite = state.invites.get(id)
      return invite ? findInviteProblem(state, invite, at) : 'There is no such invite.'
    },
    homeOf: (id, position) => state.homes.get(id)?.at(position)?.device,
    mayPostFromHook(device, channel) {
      const type = state.channels.get(channel)?.type
      const owners = each(state.homes.values(), (home) => (home.at()?.device === device ? findPerson(state, home.at()?.owner ?? '') : undefined))
      return owners.some((owner) => can('channel.read', owner, { ...(type ? { channelType: type } : {}), isMember: isMember(state, channel, owner.id) }))
    },
  }
}

const END = Number.MAX_SAFE_INTEGER

function viewDevice(device: DeviceState | undefined, position = END): LedgerDevice | undefined {
  if (!device || device.admitted > position) return undefined
  const { id, person, publicKey, isFounder, issuer, admitted, removed } = device
  return { id, person, key: publicKey.bytes, isFounder, issuer, admitted, name: device.name.at(position) ?? '', removed: removed !== undefined && removed <= position ? removed : undefined }
}

function viewPerson(person: PersonState | undefined, position?: number): LedgerPerson | undefined {
  const facts = person?.facts.at(position)
  return person && facts && { id: person.id, ...facts }
}

function viewChannel(channel: ChannelState | undefined, position = END): LedgerChannel | undefined {
  if (!channel || channel.created > position) return undefined
  const { id, type, creator, archived, guestsSince } = channel
  return { id, type, creator, isArchived: archived.at(position) ?? false, guestsSince: guestsSince !== undefined && guestsSince <= position ? guestsSince : undefined }
}

function viewInvite(invite: InviteState | undefined, position = END): LedgerInvite | undefined {
  if (!invite || invite.created > position) return undefined
  const { created: _created, revoked, used, ...rest } = invite
  return { ...rest, used: used.filter((place) => place <= position).length, isRevoked: revoked !== undefined && revoked <= position }
}
