/** What every check of the doctor is given, and what it gives. */
import type { CheckState, Deed, Lead } from '#shared/contract/doctor.ts'
import type { Address, Hook } from '#shared/contract/hook.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Settings } from '#shared/contract/settings.ts'
import type { Finding, FindingValues } from '#shared/core/doctor-findings.ts'
import { can, type Action, type Facts } from '#shared/core/permissions.ts'
import type { Context } from '../context.ts'
import type { Listener } from '../listener/start-listener.ts'
import { isMember, type ChannelRow } from '../store/channels.ts'

export type ListenerFacts = Pick<Listener, 'status' | 'probe'>

export interface Patient {
  readonly ctx: Context
  readonly listener: ListenerFacts
  readonly hook: Hook
  readonly ownerId: PersonId
  readonly owner: Person
  readonly channel: ChannelRow | undefined
  /** Those that work or can be extended. */
  readonly addresses: readonly Address[]
  readonly settings: Settings
  /** Who asks. */
  readonly me: Person
}

export interface Found {
  readonly state: CheckState
  readonly finding: Finding
  readonly values?: FindingValues
  readonly fixes?: readonly (Deed | Lead)[]
}

/** Undefined where there is nothing to check. */
export type Check = (patient: Patient) => Found | undefined | Promise<Found | undefined>

export const isHere = ({ hook, ctx }: Patient): boolean => hook.homeDevice === ctx.deviceId
export const isListening = ({ listener }: Patient): boolean => listener.status().state === 'listening'

/** Whether whoever asks may do something about the hook's channel, or in general. */
export function mayDo({ me, channel, ctx, settings }: Patient, action: Action, more: Facts = {}): boolean {
  const facts: Facts = channel ? { channelType: channel.type, isMember: isMember(ctx.reader, channel.id, me.id), isCreator: channel.createdBy === me.id } : {}
  return can(action, { role: me.role }, { ...facts, managedBy: settings['integrations.managedBy'], ...more })
}

/** Those that `may` allows. */
export const offer = (...fixes: readonly (readonly [fix: Deed | Lead, may: boolean])[]): (Deed | Lead)[] => fixes.filter(([, may]) => may).map(([fix]) => fix)
