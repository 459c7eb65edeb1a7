/** The secrets that a hook's senders sign with: what is told of them, never they themselves. */
import { z } from 'zod'
import { hookIdSchema } from './ids.ts'

/** 1: the current one. 2: the one before it. */
export const secretNumberSchema = z.union([z.literal(1), z.literal(2)])

export const hookSecretSchema = z.object({
  number: secretNumberSchema,
  createdAt: z.int(),
  /** When it ends or ended; null for the current one. */
  expiresAt: z.int().nullable(),
  /** ms since epoch of the last request that it signed and that was let in, exact to a minute; null for none. */
  lastUsedAt: z.int().nullable(),
  /** Who signed with it, refused or not, as far as requests are on record: latest first, at most 10. */
  usedBy: z.array(z.object({ remote: z.string(), userAgent: z.string(), at: z.int() })),
})
export type HookSecret = z.output<typeof hookSecretSchema>

/** As a person pastes it: what stands around it is no part of it. What it must look like, its scheme says (`core/signature-secret.ts`). */
export const secretValueSchema = z
  .string()
  .trim()
  .min(1, 'give the secret')
  .max(512, 'use at most 512 characters')
  .regex(/^[^\p{Cc}]*$/u, 'must be on one line')

/** `secret` only where Hookline made it: this once. */
export const changedSecretSchema = z.object({ id: hookIdSchema, secret: z.string().nullable(), oldValidUntil: z.int().nullable() })
