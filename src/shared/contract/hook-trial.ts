/** What became of a sample that was sent to a hook. */
import { z } from 'zod'
import { dialectIdSchema } from './hook.ts'
import { addressIdSchema } from './ids.ts'
import { verdictSchema } from './verdict.ts'

export const hookTrialSchema = z.object({
  verdict: verdictSchema,
  /** Over the listener's socket as a tool's request, or, while that is not open, inside the program. */
  through: z.enum(['socket', 'process']),
  addressId: addressIdSchema,
  dialect: dialectIdSchema,
  sample: z.string(),
})
export type HookTrial = z.output<typeof hookTrialSchema>
