/** Procedures of tokens. */
import { z } from 'zod'
import { tokenIdSchema } from '../ids.ts'
import { tokenSchema, tokenScopeSchema } from '../token.ts'
import { procedure } from './procedure.ts'

const year = 366 * 24 * 3600_000

export const tokens = {
  /** Admins see all, others their own. */
  list: procedure.output(z.array(tokenSchema)),
  /** The secret is in this answer and nowhere else. */
  create: procedure
    .input(
      z.object({
        /** Username; me when left out. */
        person: z.string().optional(),
        scope: tokenScopeSchema,
        label: z.string().trim().max(64, 'use at most 64 characters').default(''),
        /** From now; never when left out. */
        expiresInMs: z.int().min(1000, 'use at least one second').max(10 * year, 'use at most ten years').optional(),
      }),
    )
    .output(tokenSchema.extend({ token: z.string() })),
  revoke: procedure.input(z.object({ id: tokenIdSchema })).output(z.object({ id: tokenIdSchema })),
}
