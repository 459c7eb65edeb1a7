/** What is wrong, as a code with its values: each language has its own sentence for it. */
import { z } from 'zod'

export const noticeSchema = z.object({
  /** One of the closed list in core/network-notices.ts. */
  code: z.string(),
  /** What stands in the sentence; `day` is in ms since epoch. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Notice = z.output<typeof noticeSchema>
