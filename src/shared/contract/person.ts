/** A person (member) of the workspace and the four roles. */
import { z } from 'zod'
import { personIdSchema } from './ids.ts'

export const roleSchema = z.enum(['owner', 'admin', 'member', 'guest'])
export type Role = z.output<typeof roleSchema>

/** Mattermost's rule for usernames: 1 to 64 of `a-z 0-9 . _ -`, and none of the words that address a group. */
export const usernameSchema = z
  .string()
  .regex(/^[a-z0-9._-]{1,64}$/, 'use 1 to 64 of the characters a-z, 0-9, ".", "_" and "-"')
  .refine((name) => !reservedUsernames.has(name), 'this name is reserved')

const reservedUsernames = new Set(['all', 'channel', 'here', 'everyone', 'system', 'webhook', 'hookline'])

export const displayNameSchema = z.string().trim().min(1, 'must not be empty').max(64, 'use at most 64 characters')

export const personSchema = z.object({
  id: personIdSchema,
  username: usernameSchema,
  displayName: displayNameSchema,
  role: roleSchema,
  createdAt: z.int(),
})
export type Person = z.output<typeof personSchema>
