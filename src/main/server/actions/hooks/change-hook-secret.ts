/** Sets, rotates and removes the secret that a hook's senders sign with. It never leaves the hook's own device. */
import { AppError } from '#shared/contract/errors.ts'
import type { HookSecret } from '#shared/contract/hook-secret.ts'
import type { SignatureScheme } from '#shared/contract/hook-rules.ts'
import type { Hook } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { describeSecretProblem, sharedSecretPrefix } from '#shared/core/signature-secret.ts'
import type { Actor, Context } from '../../context.ts'
import type { Reader, Tx } from '../../store/connection.ts'
import { setFailing } from '../../store/hook-health.ts'
import { deleteHookSecrets, findHookSecrets, listSecretUses, replaceHookSecret } from '../../store/hook-secrets.ts'
import { getHook } from '../../store/hooks.ts'
import { requireManage } from './change-hook.ts'

export interface SetSecretInput {
  readonly id: HookId
  /** As its vendor gave it; without one Hookline makes it. */
  readonly secret?: string | undefined
  /** How long the one before it goes on counting, ms; 0: it ends at once. */
  readonly overlapMs: number
}

export interface SetSecret {
  readonly id: HookId
  /** Told this once, and only when it was made here. */
  readonly secret: string | null
  /** Null where there was none before. */
  readonly oldValidUntil: number | null
}

/** @throws AppError `not_found`, `forbidden`, `conflict` (no scheme, another device), `invalid` (`secret`). */
export function setHookSecret(ctx: Context, actor: Actor, { id, secret: given, overlapMs }: SetSecretInput): Promise<SetSecret> {
  return ctx.write((tx) => {
    const { rules } = requireOwnHook(ctx, tx, actor, id)
    const { scheme } = rules.signature
    if (scheme === 'none') throw new AppError('conflict', 'This webhook asks for no signature. Choose first how its requests are signed.')
    const problem = given === undefined ? undefined : describeSecretProblem(scheme, given)
    if (problem !== undefined) throw new AppError('invalid', `The secret ${problem}.`, 'secret')
    const now = ctx.now()
    const old = chooseOld(tx, id, { now, overlapMs })
    const made = mintSecret(ctx, scheme)
    setFailing(tx, id, null)
    replaceHookSecret(tx, id, { secret: given ?? made, now, old: old?.number ?? 1, oldEndsAt: old?.endsAt ?? now })
    announce(tx, id)
    return { id, secret: given === undefined ? made : null, oldValidUntil: old?.endsAt ?? null }
  })
}

interface Old {
  readonly number: HookSecret['number']
  readonly endsAt: number
}

/** The current one, unless nobody signed with it yet while senders still sign with the one before: whoever lost a new secret and rotates again must not cut them off, nor sooner than was said. */
function chooseOld(tx: Reader, id: HookId, { now, overlapMs }: { readonly now: number; readonly overlapMs: number }): Old | undefined {
  const endsAt = now + overlapMs
  const secrets = findHookSecrets(tx, id)
  const used = new Set(listSecretUses(tx, id).flatMap(({ number, lastUsedAt }) => (lastUsedAt === null ? [] : [number])))
  const before = secrets.find(({ number, expiresAt }) => number === 2 && expiresAt !== null && expiresAt > now)
  if (overlapMs > 0 && before && used.has(2) && !used.has(1)) return { number: 2, endsAt: Math.max(endsAt, before.expiresAt ?? endsAt) }
  return secrets.some(({ number }) => number === 1) ? { number: 1, endsAt } : undefined
}

/** Without a number, all: what asks for signatures then refuses every request. @throws AppError `not_found`, `forbidden`, `conflict`. */
export function removeHookSecret(ctx: Context, actor: Actor, { id, number }: { readonly id: HookId; readonly number?: HookSecret['number'] | undefined }): Promise<{ id: HookId }> {
  return ctx.write((tx) => {
    requireOwnHook(ctx, tx, actor, id)
    const wanted = findHookSecrets(tx, id).filter((one) => number === undefined || one.number === number)
    if (wanted.length === 0) throw new AppError('not_found', number === 2 ? 'There is no old secret.' : 'This webhook has no secret.')
    deleteHookSecrets(tx, id, number)
    announce(tx, id)
    return { id }
  })
}

/** @throws AppError `not_found`, `forbidden`, `conflict` on another device than the hook's. */
export function requireOwnHook(ctx: Context, tx: Reader, actor: Actor, id: HookId): Hook {
  requireManage(tx, actor, id)
  const hook = getHook(tx, id)
  if (hook.homeDevice === ctx.deviceId) return hook
  throw new AppError('conflict', 'This webhook lives on another device, and its secret is kept only there. Change it on that device.')
}

/** 32 bytes; as Standard Webhooks writes them, or without signs that a form could trip over. */
function mintSecret(ctx: Context, scheme: SignatureScheme): string {
  const bytes = Buffer.from(ctx.random(32))
  return scheme === 'standard-webhooks' ? `${sharedSecretPrefix}${bytes.toString('base64')}` : bytes.toString('base64url')
}

function announce(tx: Tx, hookId: HookId): void {
  tx.emit({ name: 'secrets.changed', data: { hookId } }, 'managers')
}
