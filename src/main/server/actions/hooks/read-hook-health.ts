/** How a hook does, from counters and the newest requests; bounded, whatever its history. */
import type { Counted, HookHealth, HookStanding } from '#shared/contract/hook-health.ts'
import type { Hook } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { UNUSED_MS } from '#shared/core/hook-health.ts'
import type { Actor, Context } from '../../context.ts'
import { findFailing, findLastOnes, hourOf, listDurations, listHours, listStandings } from '../../store/hook-health.ts'
import { getHook, listHooks } from '../../store/hooks.ts'
import { requireManage } from './change-hook.ts'
import { requireHooksOf } from '../require.ts'

const DAY_HOURS = 24
const WEEK_HOURS = 7 * DAY_HOURS

/** @throws AppError `not_found`, `forbidden`. */
export function readHealth(ctx: Context, actor: Actor, id: HookId): HookHealth {
  requireManage(ctx.reader, actor, id)
  const { acceptedAt, refusal } = findLastOnes(ctx.reader, id)
  const hook = getHook(ctx.reader, id)
  const firstHour = hourOf(ctx.now()) - DAY_HOURS + 1
  const day = listHours(ctx.reader, id, firstHour)
  const durations = listDurations(ctx.reader, id).sort((a, b) => a - b)
  const hours = Array.from({ length: DAY_HOURS }, (_, index) => sumUp(day.filter(({ hour }) => hour === firstHour + index)))
  return {
    ...standingsOf(ctx, [hook])[0]!,
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
  return standingsOf(ctx, listHooks(ctx.reader, requireHooksOf(ctx.reader, actor)))
}

/** In the order of the hooks. */
function standingsOf(ctx: Context, hooks: readonly Hook[]): HookStanding[] {
  // What came while the clock was ahead would count until it is so late.
  const to = hourOf(ctx.now())
  const stored = new Map(listStandings(ctx.reader, hooks.map(({ id }) => id), { from: to - WEEK_HOURS + 1, to }).map((one) => [one.hookId, one]))
  return hooks.map(({ id: hookId, createdAt, lastUsedAt, enabled, homeDevice }) => {
    const { accepted, refused, acceptedAt, refusedAt, failingSince } = stored.get(hookId)!
    const lastAt = Math.max(createdAt, lastUsedAt ?? 0, acceptedAt ?? 0, refusedAt ?? 0)
    // Of one on another device nothing is known here.
    const isUnused = enabled && homeDevice === ctx.deviceId && ctx.now() - lastAt >= UNUSED_MS
    return { hookId, lastWeek: { accepted, refused }, failingSince, unusedSince: isUnused ? lastAt : null }
  })
}

function sumUp(counts: readonly Counted[]): Counted {
  return counts.reduce<Counted>((sum, { accepted, refused }) => ({ accepted: sum.accepted + accepted, refused: sum.refused + refused }), { accepted: 0, refused: 0 })
}
