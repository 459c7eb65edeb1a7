/** Posts what waits, each hook at its own pace and none waiting for another; also what was left when the program ended. */
import type { HookId } from '#shared/contract/ids.ts'
import { AppError } from '#shared/contract/errors.ts'
import { drainNext, refuseNext, type Drained } from './actions/posts/drain-queue.ts'
import type { RecordVerdict } from './actions/posts/record-verdict.ts'
import type { Context } from './context.ts'
import { readBacklog, listWaitingHooks } from './store/hook-queue.ts'
import { findPerMinute } from './store/hook-rules.ts'

export interface Draining {
  /** From now on what waits of this hook is posted as fast as it can be, until nothing does. */
  hurry(hookId: HookId): void
  /** Resolves when nothing of it touches the store any more. */
  stop(): Promise<void>
}

/** Posted in one go: they share a commit. */
const BATCH = 64
/** After the disk refused. */
const REST_MS = 5000
/** Windows are told how many wait at most this often. */
const TELL_MS = 250

export function startDraining(ctx: Context, record: RecordVerdict): Draining {
  const steps = new Map<HookId, Promise<void>>()
  const timers = new Map<HookId, NodeJS.Timeout>()
  const hurried = new Set<HookId>()
  const again = new Set<HookId>()
  /** Switched off: nothing is tried before somebody changes a hook or a setting. */
  const held = new Set<HookId>()
  const teller = createTeller(ctx)
  let stopped = false

  function look(): void {
    if (!stopped) for (const hookId of listWaitingHooks(ctx.reader)) if (!held.has(hookId)) begin(hookId)
  }

  function begin(hookId: HookId): void {
    if (!stopped) teller.tell(hookId)
    if (steps.has(hookId)) again.add(hookId)
    if (stopped || steps.has(hookId) || timers.has(hookId)) return
    const step = drain(ctx, record, hookId, hurried.has(hookId)).then(({ nextMs, isEmpty, isHeld }) => {
      if (isEmpty) hurried.delete(hookId)
      if (isHeld && !again.has(hookId)) held.add(hookId)
      steps.delete(hookId)
      if (!stopped) teller.tell(hookId)
      // What came meanwhile may not have been seen.
      const restMs = again.delete(hookId) ? (nextMs ?? 0) : nextMs
      if (restMs !== undefined && !stopped) timers.set(hookId, setTimeout(() => wake(hookId), restMs).unref())
    })
    steps.set(hookId, step)
  }

  function wake(hookId: HookId): void {
    clearTimeout(timers.get(hookId))
    timers.delete(hookId)
    held.delete(hookId)
    begin(hookId)
  }

  const unsubscribe = ctx.events.subscribe(({ event: { name } }) => {
    if (name === 'hook.changed' || name === 'hook.deleted' || name === 'setting.changed') wakeAll()
  })
  function wakeAll(): void {
    if (!stopped) for (const hookId of listWaitingHooks(ctx.reader)) wake(hookId)
  }

  ctx.backlog.listen(look)
  for (const hookId of listWaitingHooks(ctx.reader)) ctx.pace.empty(hookId, findPerMinute(ctx.reader, hookId))
  look()
  return {
    hurry(hookId) {
      hurried.add(hookId)
      wake(hookId)
    },
    stop: async () => {
      stopped = true
      unsubscribe()
      for (const timer of timers.values()) clearTimeout(timer)
      teller.stop()
      await Promise.all(steps.values())
    },
  }
}

interface Step {
  /** After how many ms to go on; undefined when nothing is left to do now. */
  readonly nextMs: number | undefined
  readonly isEmpty: boolean
  readonly isHeld: boolean
}

/** As many as have their turn, at most a batch. Never fails. */
async function drain(ctx: Context, record: RecordVerdict, hookId: HookId, isHurried: boolean): Promise<Step> {
  try {
    const perMinute = isHurried ? null : findPerMinute(ctx.reader, hookId)
    let turns = 0
    let waitMs = 0
    while (turns < BATCH && (waitMs = ctx.pace.take(hookId, perMinute)) === 0) turns += 1
    if (turns === 0) return { nextMs: waitMs, isEmpty: false, isHeld: false }
    const ended = await Promise.allSettled(Array.from({ length: turns }, () => ctx.write((tx): Drained => drainNext(ctx, tx, record, hookId))))
    const failed = ended.find((one) => one.status === 'rejected')
    const drained = ended.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))
    const unused = perMinute === null ? [] : drained.filter((one) => one !== 'posted')
    unused.forEach(() => ctx.pace.giveBack(hookId))
    if (failed) return await setAside(ctx, record, hookId, failed.reason)
    const isEmpty = drained.includes('none')
    const isHeld = drained.includes('held')
    return { nextMs: isEmpty || isHeld ? undefined : waitMs, isEmpty, isHeld }
  } catch (error) {
    return setAside(ctx, record, hookId, error)
  }
}

/** What cannot be posted because of a bug must not hold up all others for ever; a disk that is full is asked again. */
async function setAside(ctx: Context, record: RecordVerdict, hookId: HookId, error: unknown): Promise<Step> {
  ctx.log.error({ err: error, hookId }, 'a post that waited could not be posted')
  const detail = 'Hookline failed while posting this; the log has the details.'
  if (!(error instanceof AppError)) await ctx.write((tx) => refuseNext(tx, record, { hookId, reason: 'internal', detail })).catch(() => undefined)
  return { nextMs: REST_MS, isEmpty: false, isHeld: false }
}

/** Says how many wait, a little later and not for each. */
function createTeller(ctx: Context): { tell(hookId: HookId): void; stop(): void } {
  const telling = new Map<HookId, NodeJS.Timeout>()
  return {
    tell(hookId) {
      if (telling.has(hookId)) return
      const say = (): void => {
        telling.delete(hookId)
        ctx.events.publish({ event: { name: 'backlog.changed', data: { hookId, waiting: readBacklog(ctx.reader, hookId).count } }, audience: 'managers' })
      }
      telling.set(hookId, setTimeout(say, TELL_MS).unref())
    },
    stop: () => telling.forEach((timer) => clearTimeout(timer)),
  }
}
