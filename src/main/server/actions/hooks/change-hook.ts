/** Edits, switches and deletes incoming webhooks. */
import type { HookDefinition } from '#shared/contract/change.ts'
import { AppError } from '#shared/contract/errors.ts'
import { isOwnerPause, type Hook } from '#shared/contract/hook.ts'
import type { HookRules } from '#shared/contract/hook-rules.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { findChannel, isMember } from '../../store/channels.ts'
import type { Tx } from '../../store/connection.ts'
import { setFailing } from '../../store/hook-health.ts'
import { getHook, getHookOwner } from '../../store/hooks.ts'
import { getPerson, getPersonByUsername, isRemoved } from '../../store/people.ts'
import { announceChange } from '../announce-change.ts'
import { checkHookChannel } from './check-hook-channel.ts'
import { checkHookRules } from './check-hook-rules.ts'
import { requireHookChannel, requireMay } from '../require.ts'

export interface UpdateHookInput extends Partial<Pick<Hook, 'name' | 'description' | 'locked' | 'username' | 'iconUrl' | 'iconEmoji' | 'enabled'>> {
  readonly id: HookId
  readonly rules?: Partial<HookRules> | undefined
  readonly channel?: string | undefined
  readonly owner?: string | undefined
}

const denied = 'Only admins, and where the settings allow it the owner, can manage this webhook.'

/** Changes the given fields only. @throws AppError `not_found`, `forbidden`, `conflict`. */
export function updateHook(ctx: Context, actor: Actor, input: UpdateHookInput): Promise<Hook> {
  return ctx.write((tx) => {
    requireManage(tx, actor, input.id)
    const before = getHook(tx, input.id)
    checkHookRules(tx, input.rules ?? {})
    const owner = input.owner === undefined ? getPerson(tx, getHookOwner(tx, input.id)) : getPersonByUsername(tx, input.owner, 'owner')
    if (input.owner !== undefined) requireMay(tx, actor, 'hook.manage', { isOwn: owner.id === actor.personId }, denied)
    const channel = input.channel === undefined ? findChannel(tx, before.channelId) : requireHookChannel(tx, actor, owner, input.channel)
    if (channel && (input.channel !== undefined || input.owner !== undefined)) checkHookChannel(channel, owner, isMember(tx, channel.id, owner.id))
    const isTakenOver = isOwnerPause(before.pausedReason) && owner.username !== before.owner
    const enabled = input.enabled ?? (isTakenOver || before.enabled)
    // It posts on behalf of its owner, and who was removed posts nothing.
    const ownerIsGone = isRemoved(tx, owner.id)
    if (enabled && ownerIsGone) throw new AppError('conflict', `${owner.username}, who owned this webhook, was removed. Give it to somebody else first.`, 'owner')
    // A person's word on the switch ends the pause; the one because its owner was removed lasts until it has another.
    const staysPaused = before.pausedReason !== null && !isTakenOver && (input.enabled === undefined || ownerIsGone)
    const body: HookDefinition = {
      hookId: input.id,
      name: input.name ?? before.name,
      description: input.description ?? before.description,
      channelId: channel?.id ?? before.channelId,
      ownerId: owner.id,
      locked: input.locked ?? before.locked,
      username: input.username === undefined ? before.username : input.username,
      iconUrl: input.iconUrl === undefined ? before.iconUrl : input.iconUrl,
      iconEmoji: input.iconEmoji === undefined ? before.iconEmoji : input.iconEmoji,
      enabled,
      homeDevice: before.homeDevice,
      rules: { ...before.rules, ...input.rules },
      ...(staysPaused ? { pausedReason: before.pausedReason! } : {}),
    }
    commit(ctx, tx, { scope: 'workspace', kind: 'hook.defined', body })
    // Somebody looks after it: from here on it is given its days again.
    setFailing(tx, input.id, null)
    const hook = getHook(tx, input.id)
    tx.emit({ name: 'hook.changed', data: hook }, 'managers')
    return hook
  })
}

/** Deletes the definition and every address; messages stay. @throws AppError `not_found`, `forbidden`. */
export function deleteHook(ctx: Context, actor: Actor, input: { readonly id: HookId }): Promise<{ id: HookId }> {
  return ctx.write((tx) => {
    requireManage(tx, actor, input.id)
    const change = { scope: 'workspace', kind: 'hook.deleted', body: { hookId: input.id } } as const
    commit(ctx, tx, change)
    announceChange(ctx, tx, change)
    return { id: input.id }
  })
}

/** @throws AppError `not_found`, `forbidden`. */
export function requireManage(tx: Pick<Tx, 'get' | 'all' | 'cache'>, actor: Actor, hookId: HookId): void {
  requireMay(tx, actor, 'hook.manage', { isOwn: getHookOwner(tx, hookId) === actor.personId }, denied)
}
