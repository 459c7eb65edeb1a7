/** Procedures of messages. */
import { z } from 'zod'
import { fileIdSchema, messageIdSchema } from '../ids.ts'
import { messageSchema, messageVersionSchema } from '../message.ts'
import { noticeReasonSchema, noticeSchema } from '../unread.ts'
import { channelRefSchema } from './channels.ts'
import { procedure } from './procedure.ts'

const messagePageSchema = z.object({ messages: z.array(messageSchema), hasOlder: z.boolean(), hasNewer: z.boolean() })
const repeatsSchema = z.object({
  /** With the first time, which is the message's own and in no page. */
  count: z.int(),
  firstAt: z.int(),
  lastAt: z.int(),
  times: z.array(z.object({ number: z.int(), at: z.int(), requestId: z.string() })),
  nextBefore: z.int().nullable(),
})
export type Repeats = z.output<typeof repeatsSchema>
const one = z.object({ messageId: messageIdSchema })

export const messages = {
  /**
   * One page, oldest first: the newest ones, or those before, after or around a position. Thread replies are left out unless
   * `withReplies`; with `thread` (the id of a root) only the replies of that thread are listed.
   */
  list: procedure
    .input(
      z.object({
        channel: channelRefSchema,
        limit: z.int().min(1).max(1000).default(50),
        before: z.int().optional(),
        after: z.int().optional(),
        /** Half of the page before this position, the rest from it on. */
        around: z.int().optional(),
        thread: messageIdSchema.optional(),
        withReplies: z.boolean().default(false),
      }),
    )
    .output(messagePageSchema),
  show: procedure.input(z.object({ id: z.string() })).output(messageSchema),
  /** Posts as me. `messageId` is the sender's own id for it, so that a retry after a lost answer posts once. */
  post: procedure
    .input(
      z.object({
        channel: channelRefSchema,
        text: z.string().max(1_000_000),
        messageId: messageIdSchema.optional(),
        /** The message that this replies to; a reply's id stands for its root. */
        threadRootId: messageIdSchema.optional(),
        /** Uploaded before with `files.*`. A message may have files and no text. */
        fileIds: z.array(fileIdSchema).max(10).optional(),
        /** `/me`: the text says what I do. */
        isAction: z.boolean().optional(),
      }),
    )
    .output(messageSchema),
  /**
   * What a tool's message said before its sender changed it, newest first; the first one is what it says now. Of what people wrote only that. Of a message that was changed very often the
   * first and the newest are there; `gone` of its `count` versions were let go. `before` is
   * `nextBefore` of the page above.
   */
  versions: procedure
    .input(one.extend({ before: z.int().optional(), limit: z.int().min(1).max(100).default(20) }))
    .output(z.object({ versions: z.array(messageVersionSchema), count: z.int(), gone: z.int(), nextBefore: z.int().nullable() })),
  /** Mine only. The same text again changes nothing. */
  edit: procedure.input(z.object({ messageId: messageIdSchema, text: z.string().max(1_000_000) })).output(messageSchema),
  delete: procedure.input(one).output(one),
  /** Adds or takes away my reaction. */
  react: procedure.input(z.object({ messageId: messageIdSchema, emoji: z.string().min(1).max(64), on: z.boolean() })).output(messageSchema),
  pin: procedure.input(z.object({ messageId: messageIdSchema, on: z.boolean() })).output(messageSchema),
  /** The last pinned first; at most 100 of a channel can be pinned. */
  pinned: procedure.input(z.object({ channel: channelRefSchema })).output(z.array(messageSchema)),
  /**
   * Every time that a hook's message came again, the last first. `before` is `nextBefore` of the page above. On other devices of a team than the
   * hook's own the times are not known, only their number.
   */
  repeats: procedure
    .input(one.extend({ before: z.int().optional(), limit: z.int().min(1).max(1000).default(100) }))
    .output(repeatsSchema),
  /** For me alone. */
  save: procedure.input(z.object({ messageId: messageIdSchema, on: z.boolean() })).output(z.object({ messageId: messageIdSchema, saved: z.boolean() })),
  /** The last saved first. `before` is `nextBefore` of the page above. */
  saved: procedure
    .input(z.object({ before: z.int().optional(), limit: z.int().min(1).max(100).default(50) }))
    .output(z.object({ messages: z.array(messageSchema), nextBefore: z.int().nullable() })),
  /** The ids of all that I saved, so that rows can show it. */
  savedIds: procedure.output(z.array(messageIdSchema)),
  /** Messages that wanted me, newest first. `before` is `nextBefore` of the page above. */
  notices: procedure
    .input(z.object({ before: z.int().optional(), limit: z.int().min(1).max(100).default(50) }))
    .output(z.object({ notices: z.array(noticeSchema), nextBefore: z.int().nullable() })),
  /** Why this message notified me, or why it did not. */
  whyNotified: procedure
    .input(one)
    .output(z.object({ reason: noticeReasonSchema.nullable(), keyword: z.string().nullable(), muted: z.boolean(), hookMuted: z.boolean(), level: z.enum(['all', 'mentions', 'none']) })),
  /** All that I wrote, oldest first, for the export. `after` is `next` of the page before. */
  mine: procedure
    .input(z.object({ after: z.int().optional(), limit: z.int().min(1).max(1000).default(500) }))
    .output(z.object({ messages: z.array(messageSchema), next: z.int().nullable() })),
}
