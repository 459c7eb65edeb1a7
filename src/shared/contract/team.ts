/** A workspace on several machines: its devices, invites, and what of it could not be shown. */
import { z } from 'zod'
import { changeIdSchema, channelIdSchema, deviceIdSchema, inviteIdSchema, messageIdSchema, personIdSchema } from './ids.ts'
import { displayNameSchema, roleSchema, usernameSchema } from './person.ts'

/** `alone`: this device orders for itself; `host`: it keeps the relay for others; `member`: another device does. */
const teamModeSchema = z.enum(['alone', 'host', 'member'])

/** Of the connection to the host; a host is `connected` to itself. */
const linkStateSchema = z.enum(['connecting', 'connected', 'offline', 'refused'])

export const hostAddressSchema = z.string().trim().min(1, 'must not be empty').max(260, 'use at most 260 characters')

export const teamStatusSchema = z.object({
  mode: teamModeSchema,
  link: linkStateSchema,
  /** Why the host is not reached or does not let this device in, for people; null when it is. */
  problem: z.string().nullable(),
  /** Of the host's certificate, in groups of four hexadecimal digits; '' when alone. */
  fingerprint: z.string(),
  /** Where others reach the host, `host:port`. */
  addresses: z.array(z.string()),
  /** Changes of this device that wait for their place. */
  waiting: z.int(),
  /** 0 to 1 while history arrives; null when all is there. */
  progress: z.number().nullable(),
  /** Six groups of five digits that are equal on all devices of the workspace that are up to date; '' when alone, for guests, or not known yet. */
  code: z.string(),
  /** Another device uses the same keys, as after restoring a backup: this one stopped. */
  twin: z.boolean(),
  /** On the host: the time by which invites expire, ms since epoch, when that is ahead because the clock of this computer was; null while it is not. */
  clockAhead: z.int().nullable(),
  /** The host was restored from an older backup and lacks what this device has, which says nothing then; on the host: what another device has. */
  setBack: z.boolean(),
  /** This device was removed from the workspace: what is here stays readable. */
  removed: z.boolean(),
})
export type TeamStatus = z.output<typeof teamStatusSchema>

export const inviteTermsSchema = z.object({
  role: roleSchema.exclude(['owner']).default('member'),
  /** ms since epoch, whole seconds; null: never. */
  expiresAt: z.int().positive().nullable().default(null),
  /** How many devices may come with it; 1 to 1000. */
  uses: z.int().min(1).max(1000).default(1),
  /** For one person alone, who then has another device with it; null: for anybody. */
  personId: personIdSchema.nullable().default(null),
  /** For whom or what, for the list. */
  label: z.string().trim().max(100, 'use at most 100 characters').default(''),
})

export const inviteSchema = inviteTermsSchema.extend({
  id: inviteIdSchema,
  createdBy: personIdSchema,
  createdAt: z.int(),
  used: z.int(),
  /** ms since epoch; null while it holds. */
  revokedAt: z.int().nullable(),
})
export type Invite = z.output<typeof inviteSchema>

export const deviceSchema = z.object({
  id: deviceIdSchema,
  personId: personIdSchema,
  username: usernameSchema,
  /** For instance `ann-laptop`. */
  name: z.string(),
  admittedAt: z.int(),
  removedAt: z.int().nullable(),
  /** Whether it is connected to the host now; null when that is not known. */
  online: z.boolean().nullable(),
  /** ms since epoch of its last record, or of its last connection on the host. */
  lastSeenAt: z.int().nullable(),
  isThis: z.boolean(),
  isHost: z.boolean(),
})
export type Device = z.output<typeof deviceSchema>

/** What somebody sees of an invite link before joining: nothing of it is proven yet. */
export const inviteViewSchema = z.object({
  workspaceName: z.string(),
  addresses: z.array(z.string()),
  fingerprint: z.string(),
  expiresAt: z.int().nullable(),
  /** Whether this device's workspace is still as it was made: else joining sets it aside, and this says so. */
  replaces: z.object({ workspaceName: z.string(), messages: z.int() }).nullable(),
})

export const joinSchema = z.object({ link: z.string().max(8000, 'use at most 8000 characters'), username: usernameSchema, displayName: displayNameSchema, deviceName: z.string().trim().min(1, 'must not be empty').max(64, 'use at most 64 characters') })

/**
 * `waiting`: for a key, which comes when somebody who has it is online; `before_joining`: written before this device came, where the history
 * is closed; `refused`: its sender failed verification.
 */
const unopenedStateSchema = z.enum(['waiting', 'before_joining', 'refused'])

export const unopenedSchema = z.object({ channelId: channelIdSchema, position: z.int(), at: z.int(), deviceId: deviceIdSchema, state: unopenedStateSchema, reason: z.string() })
export type Unopened = z.output<typeof unopenedSchema>

export const safetySchema = z.object({
  /** 60 digits in groups of five; the same on both sides. */
  digits: z.string(),
  /** The same as a QR picture: rows of modules, true is dark. */
  qr: z.array(z.array(z.boolean())),
  verifiedAt: z.int().nullable(),
  /** When this person's devices changed since then; null when they did not. */
  changedAt: z.int().nullable(),
})
export type Safety = z.output<typeof safetySchema>

/** A change of mine that the team refused: it counts for nobody. */
export const refusedChangeSchema = z.object({ id: changeIdSchema, messageId: messageIdSchema.nullable(), reason: z.string() })
