/** What somebody wrote and did not send, per channel or thread. It belongs to the person's device. */
import { z } from 'zod'
import { fileSchema } from './file.ts'
import { channelIdSchema, messageIdSchema } from './ids.ts'

export const draftSchema = z.object({
  channelId: channelIdSchema,
  /** The thread that the draft replies to; null for the channel itself. */
  threadRootId: messageIdSchema.nullable(),
  text: z.string().max(100_000),
  /** Uploaded and not posted yet. */
  files: z.array(fileSchema),
  updatedAt: z.int(),
})
export type Draft = z.output<typeof draftSchema>
