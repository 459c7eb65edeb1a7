/** Tells of a hook's signing secrets how old they are and who signs with them; never what they are. */
import type { HookSecret } from '#shared/contract/hook-secret.ts'
import type { HookId } from '#shared/contract/ids.ts'
import type { Actor, Context } from '../../context.ts'
import { findHookSecrets, listSecretUses } from '../../store/hook-secrets.ts'
import { listSignedBy } from '../../store/verdicts.ts'
import { requireOwnHook } from './change-hook-secret.ts'
import { describeSecret } from './describe-secret.ts'

/** More are not shown. */
const mostSenders = 10

/** The current one first. @throws AppError `not_found`, `forbidden`, `conflict` on another device than the hook's. */
export function listHookSecrets(ctx: Context, actor: Actor, hookId: HookId): HookSecret[] {
  const { rules } = requireOwnHook(ctx, ctx.reader, actor, hookId)
  const secrets = findHookSecrets(ctx.reader, hookId)
  // The old one is named by the day alone: whoever signed with the one before it on that day did so before the current one was made.
  const since = secrets[0]?.createdAt ?? 0
  const uses = new Map(listSecretUses(ctx.reader, hookId).map(({ number, lastUsedAt }) => [number, lastUsedAt]))
  return secrets.map(({ number, createdAt, expiresAt }) => {
    const senders = listSignedBy(ctx.reader, hookId, describeSecret(rules.signature.scheme, secrets, number)).filter(({ at }) => at >= since)
    const usedBy = senders.sort((a, b) => b.at - a.at).slice(0, mostSenders)
    return { number, createdAt, expiresAt, lastUsedAt: uses.get(number) ?? null, usedBy }
  })
}
