/** Who says a fact, where, and what is asked about it: the ground on which each rule stands. */
import type { Change, ChangeOf } from '#shared/contract/change.ts'
import type { Role } from '#shared/contract/person.ts'
import { can, type Action, type Facts } from '#shared/core/permissions.ts'
import { findPerson, listSpeakers, type DeviceState, type State } from './state.ts'

export interface Speaker {
  readonly id: string
  readonly role: Role
}

export interface Hearing {
  readonly state: State
  readonly device: DeviceState
  /** For whom the device speaks. */
  readonly who: Speaker
}

/** @returns why not, in words. */
export type Rule<K extends Change['kind']> = (hearing: Hearing, change: ChangeOf<K>) => string | undefined

export function may({ who }: Hearing, action: Action, facts: Facts = {}): boolean {
  return can(action, who, facts)
}

export const isAdmin = ({ who }: Hearing): boolean => who.role === 'owner' || who.role === 'admin'

/**
 * Those for whom this device may say it, its own person first: the founder's device speaks for who has none, and the home of a hook begins
 * conversations in the name of the hook's owner (a hook that posts to `@somebody`).
 */
export function listVoices(state: State, device: DeviceState, change: Change): Speaker[] {
  const ids = listSpeakers(state, device.id)
  const creator = directCreator(state, device, change)
  if (creator !== undefined && ownsHookOn(state, creator, device.id)) ids.push(creator)
  return ids.flatMap((id) => findPerson(state, id) ?? [])
}

function directCreator(state: State, device: DeviceState, change: Change): string | undefined {
  if (change.kind === 'channel.created' && change.body.type === 'direct') return change.body.createdBy
  const channel = change.kind === 'member.joined' && state.building.get(device.id) === change.scope ? state.channels.get(change.scope) : undefined
  return channel?.type === 'direct' ? channel.creator : undefined
}

function ownsHookOn(state: State, person: string, device: string): boolean {
  return [...state.homes.values()].some((home) => {
    const now = home.at()
    return now?.kind === 'hook' && now.device === device && now.owner === person
  })
}
