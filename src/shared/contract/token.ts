/** A token: what a program shows to act as a person, within one scope. Its secret is given out once. */
import { z } from 'zod'
import { tokenIdSchema } from './ids.ts'

export const tokenScopeSchema = z.enum(['hooks'])

export const tokenSchema = z.object({
  id: tokenIdSchema,
  /** Username of the person in whose name it acts. */
  person: z.string(),
  scope: tokenScopeSchema,
  label: z.string(),
  /** Enough to recognise it. */
  lastFour: z.string(),
  createdAt: z.int(),
  /** Null: never. */
  expiresAt: z.int().nullable(),
  lastUsedAt: z.int().nullable(),
})
export type Token = z.output<typeof tokenSchema>
