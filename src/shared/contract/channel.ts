/** A channel: where messages stand, in order. */
import { z } from 'zod'
import { channelIdSchema } from './ids.ts'

export const channelTypeSchema = z.enum(['public', 'private', 'direct', 'group'])
export type ChannelType = z.output<typeof channelTypeSchema>

/** The handle used in URLs, hooks and the CLI; 1 to 64 of `a-z 0-9 . _ -`. Direct channels are named by the app: `a__b`. */
export const channelNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'use 1 to 64 of the characters a-z, 0-9, ".", "_" and "-", beginning with a letter or digit')
  .refine((name) => !name.includes('__'), 'two underscores in a row are kept for direct messages')

/** Archived channels in a list, the last archived first. Older ones are opened by name. */
export const ARCHIVED_LISTED = 200

export const channelSchema = z.object({
  id: channelIdSchema,
  name: z.string(),
  displayName: z.string(),
  purpose: z.string(),
  type: channelTypeSchema,
  /** Username of the person who made it. */
  creator: z.string(),
  /** False for a channel that no hook may post to. */
  hooksAllowed: z.boolean(),
  /** Usernames, sorted. */
  members: z.array(z.string()),
  createdAt: z.int(),
  /** ms since epoch, or null while the channel is in use. */
  archivedAt: z.int().nullable(),
})
export type Channel = z.output<typeof channelSchema>
