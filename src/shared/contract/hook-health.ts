/** How an incoming webhook does: what came, what became of it, how fast, and whether anybody still uses it. */
import { z } from 'zod'
import { hookIdSchema, verdictIdSchema } from './ids.ts'
import { reasonSchema } from './verdict.ts'

/** Replays are counted nowhere: they are a person's. */
const countedSchema = z.object({ accepted: z.int(), refused: z.int() })
export type Counted = z.output<typeof countedSchema>

const standing = {
  hookId: hookIdSchema,
  lastWeek: countedSchema,
  /** Since when every request was refused for what its sender sent or the hook asks for (ms since epoch); null while it works. */
  failingSince: z.int().nullable(),
  /** When the last request came, or it was made: only where that was 90 days ago or more and the hook is on. */
  unusedSince: z.int().nullable(),
}

/** What a list says of it. */
export const hookStandingSchema = z.object(standing)
export type HookStanding = z.output<typeof hookStandingSchema>

export const hookHealthSchema = z.object({
  ...standing,
  /** The last 24 hours, the running one last: 24 of them. */
  hours: z.array(countedSchema),
  lastDay: countedSchema,
  /** ms within which 95 % of the newest requests that were accepted were answered; null before the first. */
  p95Ms: z.number().nullable(),
  lastAcceptedAt: z.int().nullable(),
  lastRefusal: z
    .object({
      at: z.int(),
      reason: reasonSchema,
      /** Its request, which may not be kept any more. */
      verdictId: verdictIdSchema,
    })
    .nullable(),
  /** How many since `failingSince`. */
  failures: z.int(),
})
export type HookHealth = z.output<typeof hookHealthSchema>
