/** Procedures of verdicts: what happened to each request. */
import { z } from 'zod'
import { hookIdSchema, verdictIdSchema } from '../ids.ts'
import { verdictSchema } from '../verdict.ts'
import { procedure } from './procedure.ts'

export const verdicts = {
  /** Newest first. Without a hook: of all hooks and of requests that reached none. */
  list: procedure
    .input(z.object({ hookId: hookIdSchema.optional(), limit: z.int().min(1).max(1000).default(100), before: verdictIdSchema.optional() }))
    .output(z.array(verdictSchema)),
}
