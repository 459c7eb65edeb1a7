/** Procedures of cases. */
import { z } from 'zod'
import { caseSchema } from '../case.ts'
import { messageIdSchema } from '../ids.ts'
import { caseStateSchema } from '../message.ts'
import { channelRefSchema } from './channels.ts'
import { procedure } from './procedure.ts'

export const cases = {
  /** Those of a channel, the last changed first. `before` is `nextBefore` of the page above. */
  list: procedure
    .input(
      z.object({
        channel: channelRefSchema,
        /** Both when left out. */
        state: caseStateSchema.optional(),
        before: z.int().optional(),
        limit: z.int().min(1).max(100).default(50),
      }),
    )
    .output(z.object({ cases: z.array(caseSchema), nextBefore: z.int().nullable(), open: z.int() })),
  show: procedure.input(z.object({ caseId: messageIdSchema })).output(caseSchema),
  /** Asked again it answers the same. */
  close: procedure.input(z.object({ caseId: messageIdSchema })).output(caseSchema),
  reopen: procedure.input(z.object({ caseId: messageIdSchema })).output(caseSchema),
}
