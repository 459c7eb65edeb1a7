/** Rules for facts about hooks and subscriptions: who may have them, where they may post and listen, which device is their home. */
import type { Change } from '#shared/contract/change.ts'
import type { SubscriptionId } from '#shared/contract/ids.ts'
import { can } from '#shared/core/permissions.ts'
import { may, type Hearing, type Rule } from './hearing.ts'
import { findDevice, findPerson, isMember, type HomeState } from './state.ts'

export const judgeHook: Rule<'hook.defined'> = (hearing, { body }) => {
  const before = findHome(hearing, body.hookId, 'hook')
  if (typeof before === 'string') return before
  const problem = judgeHome(hearing, before, body)
  if (problem !== undefined) return problem
  const isSame = before?.owner === body.ownerId && before.channels[0] === body.channelId
  return isSame ? undefined : judgePlace(hearing, body.channelId, body.ownerId)
}

export const judgeSubscription: Rule<'subscription.defined'> = (hearing, { body }) => {
  const before = findHome(hearing, body.subscriptionId, 'subscription')
  if (typeof before === 'string') return before
  const problem = judgeHome(hearing, before, body)
  if (problem !== undefined) return problem
  if (before && before.owner !== body.ownerId) return 'An outgoing webhook keeps its owner.'
  const added = body.channelIds.filter((id) => !before?.channels.includes(id))
  return added.every((id) => isMember(hearing.state, id, body.ownerId)) ? undefined : 'An outgoing webhook listens to channels of its owner only.'
}

export const judgeHookDeleted: Rule<'hook.deleted'> = (hearing, { body }) => judgeManaged(hearing, body.hookId, 'hook')

/** On any device: whoever manages it need not be at the one that sends. */
export const judgeSubscriptionManaged = (hearing: Hearing, { body }: { readonly body: { readonly subscriptionId: SubscriptionId } }): string | undefined => judgeManaged(hearing, body.subscriptionId, 'subscription')

function judgeManaged(hearing: Hearing, id: string, kind: HomeState['kind']): string | undefined {
  const home = hearing.state.homes.get(id)?.at()
  if (home?.kind !== kind) return 'There is no such webhook.'
  return mayManage(hearing, home.owner) ? undefined : denied
}

const denied = 'Only admins, and where the settings allow it the owner, can manage this webhook.'

/** @returns undefined for a new one; in words when the id is another's. */
function findHome({ state }: Hearing, id: string, kind: HomeState['kind']): HomeState | string | undefined {
  const past = state.homes.get(id)
  const home = past?.at()
  if (past && !home) return 'This webhook was deleted.'
  return home && home.kind !== kind ? 'This id is taken.' : home
}

function judgeHome(hearing: Hearing, before: HomeState | undefined, body: { readonly ownerId: string; readonly homeDevice: string }): string | undefined {
  const { state, device } = hearing
  if (!mayManage(hearing, body.ownerId) || (before && !mayManage(hearing, before.owner))) return denied
  if (!findPerson(state, body.ownerId) && before?.owner !== body.ownerId) return 'There is no such person.'
  // Nobody makes another one's device answer for a webhook; who may manage it may take it over.
  const isHome = body.homeDevice === device.id || body.homeDevice === before?.device
  return isHome && (findDevice(state, body.homeDevice) || before) ? undefined : 'A webhook lives on the device that sets it up.'
}

function judgePlace({ state }: Hearing, channelId: string, ownerId: string): string | undefined {
  const channel = state.channels.get(channelId)
  const owner = findPerson(state, ownerId)
  if (!channel || !owner) return 'There is no such channel.'
  if (channel.archived.at() || channel.type === 'direct' || channel.type === 'group') return 'A webhook lives in a channel that is in use.'
  return can('hook.useChannel', owner, { channelType: channel.type, isMember: isMember(state, channelId, ownerId) }) ? undefined : 'Who would own the webhook cannot read this channel.'
}

function mayManage(hearing: Hearing, owner: string): boolean {
  return may(hearing, 'hook.manage', { isOwn: owner === hearing.who.id, managedBy: hearing.state.managedBy.at() ?? 'admins' })
}

/** What is to be known of a definition. */
export function homeOf(change: Extract<Change, { kind: 'hook.defined' | 'subscription.defined' }>): HomeState {
  const { body } = change
  return 'hookId' in body ? { kind: 'hook', device: body.homeDevice, owner: body.ownerId, channels: [body.channelId] } : { kind: 'subscription', device: body.homeDevice, owner: body.ownerId, channels: body.channelIds }
}
