/** Procedures of what I have read: marks of channels and followed threads. */
import { z } from 'zod'
import { messageIdSchema } from '../ids.ts'
import { followedThreadSchema, unreadsSchema } from '../unread.ts'
import { channelRefSchema } from './channels.ts'
import { procedure } from './procedure.ts'

export const unreads = {
  get: procedure.output(unreadsSchema),
  /** Moves my mark forward to `position`, never back. */
  markRead: procedure.input(z.object({ channel: channelRefSchema, position: z.int().nonnegative() })).output(unreadsSchema),
  /** Puts my mark before this message (of its thread, for a reply), so that it and all later ones are unread. */
  markUnread: procedure.input(z.object({ messageId: messageIdSchema })).output(unreadsSchema),
  markAllRead: procedure.output(unreadsSchema),
}

export const threads = {
  /** Threads that I follow, the last reply first. `before` is `nextBefore` of the page above. Those of one millisecond are on one page, also beyond `limit`. */
  list: procedure
    .input(z.object({ before: z.int().optional(), limit: z.int().min(1).max(50).default(20) }))
    .output(z.object({ threads: z.array(followedThreadSchema), nextBefore: z.int().nullable() })),
  show: procedure.input(z.object({ rootId: messageIdSchema })).output(followedThreadSchema),
  follow: procedure.input(z.object({ rootId: messageIdSchema, following: z.boolean() })).output(followedThreadSchema),
  /** Moves my mark in the thread forward to `position`, never back. */
  markRead: procedure.input(z.object({ rootId: messageIdSchema, position: z.int().nonnegative() })).output(followedThreadSchema),
}
