/** A person (member) of the workspace and the four roles. */
import { z } from 'zod'
import { fileIdSchema, personIdSchema } from './ids.ts'

export const roleSchema = z.enum(['owner', 'admin', 'member', 'guest'])
export type Role = z.output<typeof roleSchema>

/** Mattermost's rule for usernames: 1 to 64 of `a-z 0-9 . _ -`, and none of the words that address a group. */
export const usernameSchema = z
  .string()
  .regex(/^[a-z0-9._-]{1,64}$/, 'use 1 to 64 of the characters a-z, 0-9, ".", "_" and "-"')
  .refine((name) => !reservedUsernames.has(name), 'this name is reserved')

const reservedUsernames = new Set(['all', 'channel', 'here', 'everyone', 'system', 'webhook', 'hookline'])

/** Something of it can be seen. */
const visible = /[^\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u

/** What a person may call themselves. */
export const displayNameSchema = z.string().trim().min(1, 'must not be empty').max(64, 'use at most 64 characters').regex(visible, 'must not be empty')

/** What a person shows beside their name for a while. */
export const personStatusSchema = z.object({
  /** The character itself; '' for none. */
  emoji: z.string().max(64),
  text: z.string().trim().max(100, 'use at most 100 characters'),
  /** ms since epoch when it ends, or null for no end. */
  until: z.int().nullable(),
})
export type PersonStatus = z.output<typeof personStatusSchema>

export const personSchema = z.object({
  id: personIdSchema,
  username: usernameSchema,
  /** Cleaned when it was stored; never empty. */
  displayName: z.string(),
  role: roleSchema,
  /** What they do, in a few words; '' for nothing. */
  title: z.string(),
  status: personStatusSchema.nullable(),
  /** IANA name, for instance `Europe/Berlin`; null when they did not say. */
  timeZone: z.string().nullable(),
  /** The file that is their picture; null for initials. */
  pictureId: fileIdSchema.nullable(),
  createdAt: z.int(),
})
export type Person = z.output<typeof personSchema>
