/** Every hour: drops verdicts that are older than the settings keep them, tokens that expired a month ago, names of posts that are not repeated any more, counts of webhooks that are older than 90 days, deliveries that are over, and files that nobody needs; and tells who should know that an address ends soon. */
import { UNUSED_MS } from '#shared/core/hook-health.ts'
import { cleanDeliveries } from './actions/outgoing/clean-deliveries.ts'
import { cleanFiles } from './actions/files/clean-files.ts'
import { warnOfEnding } from './actions/hooks/warn-ending.ts'
import type { Clock } from './clock.ts'
import type { Context } from './context.ts'
import { deleteHoursBefore } from './store/hook-health.ts'
import { deleteSeen } from './store/seen-deliveries.ts'
import type { Tx } from './store/connection.ts'
import { readSettings } from './store/settings.ts'
import { deleteTokensExpiredBefore } from './store/tokens.ts'
import { deleteVerdictsBefore } from './store/verdicts.ts'
import { trustClock } from './trust-clock.ts'

export interface Cleaning {
  /** Once now, or once more when it is under way: what began may have passed what is to be cleaned. Resolves when all of it is done. */
  run(): Promise<void>
  /** Resolves when nothing of it touches the store any more. */
  stop(): Promise<void>
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Until then an expired token stays in the list, so that people see why a program is refused. */
const keepTokensMs = 30 * dayMs

export function startCleaning(ctx: Context, clock: Clock): Cleaning {
  const ending = new AbortController()
  let underWay: Promise<void> | undefined
  let isWantedAgain = false
  const run = (): Promise<void> => {
    isWantedAgain = underWay !== undefined
    return (underWay ??= cleanUntilDone())
  }
  async function cleanUntilDone(): Promise<void> {
    try {
      do {
        isWantedAgain = false
        await clean(ctx, ending.signal)
      } while (isWantedAgain && !ending.signal.aborted)
    } finally {
      underWay = undefined
    }
  }
  let callOff = (): void => undefined
  const sleep = (): void => {
    callOff = clock.callAt(clock.now() + hourMs, () => {
      void run()
      sleep()
    })
  }
  sleep()
  return {
    run,
    stop: async () => {
      callOff()
      ending.abort()
      await underWay
    },
  }
}

async function clean(ctx: Context, signal: AbortSignal): Promise<void> {
  await warnOfEnding(ctx).catch((error: unknown) => ctx.log.warn({ err: error }, 'owners could not be told of addresses that end'))
  if (!(await trustClock(ctx).catch(() => false))) return ctx.log.warn('the clock went on by more than a month at once: nothing that is old is dropped until it has stayed so for a day')
  const now = ctx.now()
  const beforeAt = now - readSettings(ctx.reader)['verdicts.keepDays'] * dayMs
  await inSteps(ctx, signal, (tx, after) => deleteVerdictsBefore(tx, { beforeAt, now, after })).catch((error: unknown) => ctx.log.warn({ err: error }, 'old verdicts could not be dropped'))
  await ctx.write((tx) => deleteTokensExpiredBefore(tx, ctx.now() - keepTokensMs)).catch((error: unknown) => ctx.log.warn({ err: error }, 'expired tokens could not be dropped'))
  await inSteps(ctx, signal, (tx, after) => deleteSeen(tx, now, after)).catch((error: unknown) => ctx.log.warn({ err: error }, 'names of old posts could not be dropped'))
  await ctx.write((tx) => deleteHoursBefore(tx, now - UNUSED_MS)).catch((error: unknown) => ctx.log.warn({ err: error }, 'old counts of webhooks could not be dropped'))
  await cleanDeliveries(ctx, signal).catch((error: unknown) => ctx.log.warn({ err: error }, 'old deliveries could not be dropped'))
  await cleanFiles(ctx, signal).catch((error: unknown) => ctx.log.warn({ err: error }, 'unused files could not be removed'))
}

/** Others write in between. @param step says behind which row it goes on, if it does. */
async function inSteps(ctx: Context, signal: AbortSignal, step: (tx: Tx, after: number) => number | undefined): Promise<void> {
  let after: number | undefined = 0
  while (after !== undefined && !signal.aborted) {
    const from: number = after
    after = await ctx.write((tx) => step(tx, from))
  }
}
