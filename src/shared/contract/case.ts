/** A case: a message that a hook opened under an id of its own, with the updates that refer to it. */
import { z } from 'zod'
import { channelIdSchema, messageIdSchema } from './ids.ts'
import { caseStateSchema, messageSchema } from './message.ts'

export const caseSchema = z.object({
  /** The id of the message that opened it. */
  id: messageIdSchema,
  channel: z.string(),
  channelId: channelIdSchema,
  /** The sender's id for it, unique in the channel. */
  externalId: z.string(),
  state: caseStateSchema,
  openedAt: z.int(),
  /** When it was opened, updated, closed or reopened last. */
  changedAt: z.int(),
  /** The position of that change, which orders lists. */
  position: z.int(),
  updates: z.int(),
  /** Username of the member who closed it; null while it is open. */
  closedBy: z.string().nullable(),
  /** The message that opened it. */
  message: messageSchema,
})
export type Case = z.output<typeof caseSchema>
