/** Makes an incoming webhook and its first addresses. */
import { AppError } from '#shared/contract/errors.ts'
import type { DialectId, Hook, MintedAddress } from '#shared/contract/hook.ts'
import { defaultHookRules, type HookRules } from '#shared/contract/hook-rules.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { isMember } from '../../store/channels.ts'
import { countHooks, getHook } from '../../store/hooks.ts'
import { getPersonByUsername } from '../../store/people.ts'
import { readSettings } from '../../store/settings.ts'
import { checkHookChannel } from './check-hook-channel.ts'
import { checkHookRules } from './check-hook-rules.ts'
import { mintAddress } from './mint-address.ts'
import { requireHookChannel, requireMay, requirePerson } from '../require.ts'

export interface CreateHookInput {
  readonly name: string
  readonly description: string
  readonly locked: boolean
  readonly username: string | null
  readonly iconUrl: string | null
  readonly iconEmoji: string | null
  readonly channel: string
  readonly owner?: string | undefined
  readonly dialects: readonly DialectId[]
  readonly rules?: Partial<HookRules>
}

/** @throws AppError `forbidden`, `not_found` (channel or owner), `conflict` (archived), `limit_reached`. */
export function createHook(ctx: Context, actor: Actor, input: CreateHookInput, hooksUrl: string): Promise<{ hook: Hook; addresses: MintedAddress[] }> {
  return ctx.write((tx) => {
    const owner = input.owner === undefined ? requirePerson(tx, actor) : getPersonByUsername(tx, input.owner, 'owner')
    requireMay(tx, actor, 'hook.manage', { isOwn: owner.id === actor.personId }, 'Only admins can set up incoming webhooks here.')
    const channel = requireHookChannel(tx, actor, owner, input.channel)
    checkHookChannel(channel, owner, isMember(tx, channel.id, owner.id))
    checkHookRules(tx, input.rules ?? {})
    const limit = readSettings(tx)['hooks.incomingLimit']
    const count = countHooks(tx)
    if (limit !== null && count >= limit) {
      throw new AppError('limit_reached', `There are ${count} incoming webhooks and the limit is ${limit}. Delete one, or raise the limit (hooks.incomingLimit).`)
    }
    const hookId = ctx.newId<HookId>()
    const { name, description, locked, username, iconUrl, iconEmoji } = input
    commit(ctx, tx, {
      scope: 'workspace',
      kind: 'hook.defined',
      body: {
        hookId,
        name,
        description,
        channelId: channel.id,
        ownerId: owner.id,
        locked,
        username,
        iconUrl,
        iconEmoji,
        enabled: true,
        homeDevice: ctx.deviceId,
        rules: { ...defaultHookRules, ...input.rules },
      },
    })
    const addresses = [...new Set(input.dialects)].map((dialect) => mintAddress(ctx, tx, { hookId, dialect, label: '', expiresAt: null, hooksUrl }))
    const hook = getHook(tx, hookId)
    tx.emit({ name: 'hook.changed', data: hook }, 'managers')
    return { hook, addresses }
  })
}
