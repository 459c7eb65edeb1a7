/** A message as people, the CLI and other programs see it, and the attachment format of Slack and Mattermost. */
import { z } from 'zod'
import { fileSchema } from './file.ts'
import { channelIdSchema, hookIdSchema, messageIdSchema, subscriptionIdSchema } from './ids.ts'

const attachmentFieldSchema = z.object({
  title: z.string(),
  value: z.string(),
  /** Short fields stand side by side. */
  short: z.boolean(),
})
export type AttachmentField = z.output<typeof attachmentFieldSchema>

/** Something to press or to choose from. Only a button with an address does something here; the rest is shown and cannot be used. */
const attachmentActionSchema = z.object({
  type: z.enum(['button', 'select']),
  /** Plain text. */
  text: z.string(),
  /** Of a button: a web address. */
  url: z.string().optional(),
  /** A word such as `primary` or `danger`, or a colour, as the sender gave it. */
  style: z.string().optional(),
  /** What a select offers, as plain text. */
  options: z.array(z.string()).optional(),
})
export type AttachmentAction = z.output<typeof attachmentActionSchema>

/** One message attachment with the keys that senders use; every text is Markdown already, whatever the sender wrote. */
export const attachmentSchema = z.object({
  fallback: z.string().optional(),
  /** `good`, `warning`, `danger` or `#rrggbb`. */
  color: z.string().optional(),
  pretext: z.string().optional(),
  author_name: z.string().optional(),
  author_link: z.string().optional(),
  author_icon: z.string().optional(),
  title: z.string().optional(),
  title_link: z.string().optional(),
  text: z.string().optional(),
  fields: z.array(attachmentFieldSchema).optional(),
  image_url: z.string().optional(),
  /** What the picture shows, where `fallback` says something else. Plain text. */
  image_alt: z.string().optional(),
  thumb_url: z.string().optional(),
  footer: z.string().optional(),
  footer_icon: z.string().optional(),
  /** Seconds since epoch, or whatever text the sender gave. */
  ts: z.union([z.number(), z.string()]).optional(),
  /** At most 25. */
  actions: z.array(attachmentActionSchema).optional(),
})
export type Attachment = z.output<typeof attachmentSchema>

/** One emoji under a message, with who chose it. */
const reactionSchema = z.object({
  /** The character itself, or a shortcode without colons that no standard set has. */
  emoji: z.string().min(1).max(64),
  /** Usernames, the first who chose it first. */
  people: z.array(z.string()),
})
export type Reaction = z.output<typeof reactionSchema>

/** What stands under a message that was replied to. */
const threadSummarySchema = z.object({
  replyCount: z.int(),
  lastReplyAt: z.int(),
  /** The position of the last reply, in the channel. */
  lastPosition: z.int(),
  /** Usernames of up to three who replied last, the last one first. */
  people: z.array(z.string()),
})
export type ThreadSummary = z.output<typeof threadSummarySchema>

/** A label that a hook gives to a message. */
export const prioritySchema = z.enum(['important', 'urgent'])
export type Priority = z.output<typeof prioritySchema>

/**
 * Whom an `@name` in a message tells: `all` people and the words for everyone; `people` only people; `exact` only people whose whole
 * username is written in its exact case with letters, digits and `_`; `none` nobody: names in it are names elsewhere.
 */
export const mentionRuleSchema = z.enum(['all', 'people', 'exact', 'none'])
export type MentionRule = z.output<typeof mentionRuleSchema>

export const caseStateSchema = z.enum(['open', 'closed'])
export type CaseState = z.output<typeof caseStateSchema>

export const messageTypeSchema = z.enum(['message', 'webhook', 'system'])

export const messageSchema = z.object({
  id: messageIdSchema,
  type: messageTypeSchema,
  channel: z.string(),
  channelId: channelIdSchema,
  /** Order within the channel. Lists, cursors and unread use this and never the clock. */
  position: z.int(),
  /** Username of the person who wrote it; for a hook, of the hook's owner. */
  author: z.string(),
  /** The name as shown: a person's display name, or what the hook shows. */
  username: z.string(),
  text: z.string(),
  createdAt: z.int(),
  editedAt: z.int().nullable(),
  /** A deleted message has no text, files or reactions; it is listed only while it has replies. */
  deletedAt: z.int().nullable(),
  pinnedAt: z.int().nullable(),
  threadRootId: messageIdSchema.nullable(),
  /** Null for a message without replies, and for replies. */
  thread: threadSummarySchema.nullable(),
  reactions: z.array(reactionSchema),
  files: z.array(fileSchema),
  bot: z.boolean(),
  /** Opened from a sealed envelope, or sealed by this device; never true of what a hook posted. */
  endToEndEncrypted: z.boolean(),
  /** `waiting`: it is stored here and has no place in the team's order yet; `refused`: the team did not take it. */
  sending: z.enum(['sent', 'waiting', 'refused']),
  hookId: hookIdSchema.nullable(),
  /** Set when it is what the receiver of an outgoing webhook answered. */
  subscriptionId: subscriptionIdSchema.nullable(),
  /** The name that an admin gave the hook or subscription: what `via …` shows. */
  hookName: z.string().nullable(),
  iconUrl: z.string().nullable(),
  iconEmoji: z.string().nullable(),
  attachments: z.array(attachmentSchema),
  props: z.record(z.string(), z.unknown()),
  /** True when the workspace lets hooks choose no picture: their owner's is shown. */
  ownerPicture: z.boolean(),
  /** The message that opened the case which this one opens or updates. */
  caseId: messageIdSchema.nullable(),
  /** Of the message that opened a case; null for its updates and for all others. */
  caseState: caseStateSchema.nullable(),
  /** How often the case was updated; of the message that opened it, null for all others. */
  caseUpdates: z.int().nullable(),
  priority: prioritySchema.nullable(),
  /** Makes nothing unread and tells nobody. */
  silent: z.boolean(),
  mentions: mentionRuleSchema,
  /** Usernames: the only ones whom names in it tell. Left out where `mentions` alone says it. */
  named: z.array(z.string()).optional(),
  /** Somebody tried the hook with it: it is silent, and no tool sent it. Left out for all others. */
  test: z.literal(true).optional(),
  /** The hook posted the same again: how often it came, the first time included, and when last. Left out for once. */
  repeats: z.object({ count: z.int(), lastAt: z.int() }).optional(),
})
export type Message = z.output<typeof messageSchema>

/** What a message said from a time on. */
export const messageVersionSchema = z.object({
  /** From 1, the oldest. */
  number: z.int(),
  /** ms since epoch. */
  at: z.int(),
  text: z.string(),
  attachments: z.array(attachmentSchema),
})
export type MessageVersion = z.output<typeof messageVersionSchema>
