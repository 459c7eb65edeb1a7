/** What waits of a hook, and how a person ends the waiting: everything at once, or nothing of it. */
import type { Backlog } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'
import type { Actor, Context } from '../../context.ts'
import { findOldestWaiting, findWaiting, listWaiting, readBacklog } from '../../store/hook-queue.ts'
import { getHook } from '../../store/hooks.ts'
import { readSettings } from '../../store/settings.ts'
import { requireManage } from '../hooks/change-hook.ts'
import { refuseWaiting } from './drain-queue.ts'
import type { RecordVerdict } from './record-verdict.ts'
import { requirePerson } from '../require.ts'

export interface Clearing {
  readonly ctx: Context
  readonly actor: Actor
  readonly record: RecordVerdict
  readonly draining: { hurry(hookId: HookId): void }
}

/** A write drops no more than this, so that posts of other hooks come in between. */
const BATCH = 200

/** @throws AppError `not_found`, also for a hook that was deleted. */
export function describeBacklog(ctx: Context, hookId: HookId): Backlog {
  const { enabled, rules } = getHook(ctx.reader, hookId)
  const { count, bytes } = readBacklog(ctx.reader, hookId)
  const isHeld = !enabled || !readSettings(ctx.reader)['integrations.incomingEnabled']
  return { hookId, waiting: count, bytes, oldestAt: findOldestWaiting(ctx.reader, hookId), perMinute: rules.perMinute, isHeld }
}

/** What is posted goes on after the answer. @throws AppError `not_found`, `forbidden`. */
export async function clearBacklog({ ctx, actor, record, draining }: Clearing, { id, by }: { readonly id: HookId; readonly by: 'posting' | 'dropping' }): Promise<Backlog> {
  requireManage(ctx.reader, actor, id)
  if (by === 'posting') draining.hurry(id)
  // What comes meanwhile is not meant, whoever else takes from what waits.
  const meant = by === 'posting' ? [] : listWaiting(ctx.reader, id)
  for (let start = 0; start < meant.length; start += BATCH) {
    await ctx.write((tx) => {
      const detail = `@${requirePerson(tx, actor).username} discarded it while it waited for its turn.`
      for (const one of meant.slice(start, start + BATCH)) {
        const row = findWaiting(tx, id, one)
        if (row) refuseWaiting(tx, record, row, { reason: 'discarded', detail })
      }
    })
  }
  return describeBacklog(ctx, id)
}
