/** Where a webhook's message came from: what its card says. All of it is what this app recorded, nothing is the sender's word but where that is said. */
import { z } from 'zod'
import { dialectIdSchema } from './hook.ts'
import { hookMentionsSchema } from './hook-rules.ts'
import { hookIdSchema, messageIdSchema, verdictIdSchema } from './ids.ts'

/** Parts of a verdict. */
const postingRequestSchema = z.object({
  verdictId: verdictIdSchema,
  at: z.int(),
  status: z.int(),
  sizeBytes: z.int(),
  /** What the sender says it is, and where it came from. */
  userAgent: z.string(),
  remote: z.string(),
  dialect: dialectIdSchema.nullable(),
  lastFour: z.string(),
  signature: z.string().nullable(),
  key: z.string().nullable(),
})

export const provenanceSchema = z.object({
  messageId: messageIdSchema,
  hook: z.object({
    id: hookIdSchema,
    /** As its owner named it, whatever the message shows. */
    name: z.string(),
    /** Username. */
    owner: z.string(),
    deleted: z.boolean(),
    /** Its own channel; null where I cannot read that. */
    channel: z.string().nullable(),
    /** Of the device that listens for it; null in a workspace of one device. */
    device: z.string().nullable(),
    mentions: hookMentionsSchema,
  }),
  /** How often the message was changed since. */
  revisions: z.int(),
  muted: z.boolean(),
  mayManage: z.boolean(),
  /** Null for who may not manage the webhook, on other devices, and once the request is not kept any more. */
  request: postingRequestSchema.nullable(),
})
export type Provenance = z.output<typeof provenanceSchema>
