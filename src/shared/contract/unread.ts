/** What one person has read and wants to hear of, per channel and per thread. It belongs to the person's device and is never a change. */
import { z } from 'zod'
import { channelIdSchema, hookIdSchema, messageIdSchema } from './ids.ts'
import { messageSchema } from './message.ts'

/** What in a channel raises a notification. */
export const notifyLevelSchema = z.enum(['all', 'mentions', 'none'])
export type NotifyLevel = z.output<typeof notifyLevelSchema>

/** Counting stops here; a face shows "99+". */
export const UNREAD_LIMIT = 100

export const channelStateSchema = z.object({
  channelId: channelIdSchema,
  /** Messages of others after my mark, thread replies and system messages left out; 0 to UNREAD_LIMIT. */
  unread: z.int().min(0).max(UNREAD_LIMIT),
  /** Those of them that want me: a mention, a keyword, or in a direct or group channel any. 0 to UNREAD_LIMIT. */
  mentions: z.int().min(0).max(UNREAD_LIMIT),
  /** The position up to which I have read; 0 for nothing. */
  lastRead: z.int().nonnegative(),
  favourite: z.boolean(),
  muted: z.boolean(),
  /** Null: as my preferences say. */
  notify: notifyLevelSchema.nullable(),
  /** Messages after my mark from webhooks that I muted, 1 to UNREAD_LIMIT: they are in none of the other numbers. Left out for none. */
  quiet: z.int().positive().max(UNREAD_LIMIT).optional(),
})
export type ChannelState = z.output<typeof channelStateSchema>

export const unreadsSchema = z.object({
  /** One for each channel that I am in, archived ones left out. */
  channels: z.array(channelStateSchema),
  /** Followed threads with replies after my mark, and how many of those replies want me; each 0 to UNREAD_LIMIT. */
  threads: z.object({ unread: z.int(), mentions: z.int() }),
  /** The number on the app's icon: all `mentions` but those of muted channels, where only messages that name me count, and of threads. */
  badge: z.int(),
})
export type Unreads = z.output<typeof unreadsSchema>

/** A webhook that I muted, and what it wrote where I have not read on. */
export const mutedHookSchema = z.object({
  id: hookIdSchema,
  /** As messages show it, also after it was deleted. */
  name: z.string(),
  /** Username. */
  owner: z.string(),
  mutedAt: z.int(),
  /** Channels with messages after my mark, each with their number, 1 to UNREAD_LIMIT. */
  waiting: z.array(z.object({ channelId: channelIdSchema, count: z.int() })),
})
export type MutedHook = z.output<typeof mutedHookSchema>

/** Why a message wants me, the strongest reason first. */
export const noticeReasonSchema = z.enum(['direct', 'mention', 'audience', 'keyword', 'thread', 'all'])
export type NoticeReason = z.output<typeof noticeReasonSchema>

/** A message that wants me, as the page Mentions lists it. */
export const noticeSchema = z.object({
  message: messageSchema,
  reason: z.enum(['mention', 'audience', 'keyword']),
  /** For `keyword`: the word as I wrote it in my preferences. */
  keyword: z.string().nullable(),
  unread: z.boolean(),
})
export type Notice = z.output<typeof noticeSchema>

/** What a face shows when something wants me: drawn inside the app, by the browser or by the system. */
export const notificationSchema = z.object({
  messageId: messageIdSchema,
  channelId: channelIdSchema,
  threadRootId: messageIdSchema.nullable(),
  /** Username of who wrote it, or of a hook's owner. */
  author: z.string(),
  /** The name as shown. */
  sender: z.string(),
  /** The name that an admin gave the hook; null for people. Its picture follows from it, as in the channel. */
  hookName: z.string().nullable(),
  /** A hook's post: a face that draws says BOT and wears the badge. */
  bot: z.boolean(),
  /** Plain text without words of a language, for instance "Priya Raman · #release-room"; a hook's begins with BOT. */
  title: z.string(),
  /** The beginning of the text; '' when previews are off. */
  body: z.string(),
  reason: noticeReasonSchema,
  /** How many messages this one stands for: a flood is announced once. */
  count: z.int().positive(),
})
export type Notification = z.output<typeof notificationSchema>

/** A thread that I follow. */
export const followedThreadSchema = z.object({
  root: messageSchema,
  following: z.boolean(),
  /** Replies of others after `lastRead`, 0 to UNREAD_LIMIT. */
  unread: z.int().min(0).max(UNREAD_LIMIT),
  lastRead: z.int().nonnegative(),
})
export type FollowedThread = z.output<typeof followedThreadSchema>
