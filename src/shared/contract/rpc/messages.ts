/** Procedures of messages. */
import { z } from 'zod'
import { messageIdSchema } from '../ids.ts'
import { messageSchema } from '../message.ts'
import { channelRefSchema } from './channels.ts'
import { procedure } from './procedure.ts'

export const messages = {
  /** One page, oldest first: the newest ones, or those before or after a position. */
  list: procedure
    .input(
      z.object({
        channel: channelRefSchema,
        limit: z.int().min(1).max(1000).default(50),
        before: z.int().optional(),
        after: z.int().optional(),
      }),
    )
    .output(z.object({ messages: z.array(messageSchema), hasOlder: z.boolean(), hasNewer: z.boolean() })),
  show: procedure.input(z.object({ id: z.string() })).output(messageSchema),
  /** Posts as me. `messageId` is the sender's own id for it, so that a retry after a lost answer posts once. */
  post: procedure
    .input(z.object({ channel: channelRefSchema, text: z.string().max(1_000_000), messageId: messageIdSchema.optional() }))
    .output(messageSchema),
}
