/** How a hook does, from counters and the newest requests; bounded, whatever its history. */
import type { Counted, HookHealth, HookStanding } from '#shared/contract/hook-health.ts'
import type { Hook } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { UNUSED_MS } from '#shared/core/hook-health.ts'
import type { Actor, Context } from '../context.ts'
import { findFailing, findLastOnes, hourOf, listDurations, listHours } from '../store/hook-health.ts'
import { getHook, listHooks } from '../store/hooks.ts'
import { requireManage } from './change-hook.ts'
import { requireHooksOf } from './require.ts'

const DAY_HOURS = 24
const WEEK_HOURS = 7 * DAY_HOURS

/** @throws AppError `not_found`, `forbidden`. */
export function readHealth(ctx: Context, actor: Actor, id: HookId): HookHealth {
  requireManage(ctx.reader, actor, id)
  const { acceptedAt, refusal } = findLastOnes(ctx.reader, id)
  const hook = getHook(ctx.reader, id)
  const week = listHours(ctx.reader, id, hourOf(ctx.now()) - WEEK_HOURS + 1)
  const durations = listDurations(ctx.reader, id).sort((a, b) => a - b)
  const firstHour = hourOf(ctx.now()) - DAY_HOURS + 1
  const hours = Array.from({ length: DAY_HOURS }, (_, index) => sumUp(week.filter(({ hour }) => hour === firstHour + index)))
  return {
    ...standingOf(ctx, hook),
    hours,
    lastDay: sumUp(hours),
    p95Ms: durations[Math.ceil(durations.length * 0.95) - 1] ?? null,
    // Posts of before there were counters left a mark on their address.
    lastAcceptedAt: acceptedAt ?? hook.lastUsedAt,
    lastRefusal: refusal,
    failures: findFailing(ctx.reader, id)?.count ?? 0,
  }
}

/** @throws AppError `forbidden` for who may have none. */
export function readStandings(ctx: Context, actor: Actor): HookStanding[] {
  return listHooks(ctx.reader, requireHooksOf(ctx.reader, actor)).map((hook) => standingOf(ctx, hook))
}

function standingOf(ctx: Context, hook: Hook): HookStanding {
  const { acceptedAt, refusal } = findLastOnes(ctx.reader, hook.id)
  const lastAt = Math.max(hook.createdAt, hook.lastUsedAt ?? 0, acceptedAt ?? 0, refusal?.at ?? 0)
  return {
    hookId: hook.id,
    lastWeek: sumUp(listHours(ctx.reader, hook.id, hourOf(ctx.now()) - WEEK_HOURS + 1)),
    failingSince: findFailing(ctx.reader, hook.id)?.since ?? null,
    unusedSince: hook.enabled && ctx.now() - lastAt >= UNUSED_MS ? lastAt : null,
  }
}

function sumUp(counts: readonly Counted[]): Counted {
  return counts.reduce<Counted>((sum, { accepted, refused }) => ({ accepted: sum.accepted + accepted, refused: sum.refused + refused }), { accepted: 0, refused: 0 })
}
