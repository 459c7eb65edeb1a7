/** Procedures of a workspace on several machines: host, join, invites, devices, verification. */
import { z } from 'zod'
import { channelIdSchema, deviceIdSchema, inviteIdSchema, messageIdSchema } from '../ids.ts'
import { personSchema } from '../person.ts'
import { deviceSchema, hostAddressSchema, inviteSchema, inviteTermsSchema, inviteViewSchema, joinSchema, refusedChangeSchema, safetySchema, teamStatusSchema, unopenedSchema } from '../team.ts'
import { procedure } from './procedure.ts'

const qr = z.array(z.array(z.boolean()))

export const team = {
  status: procedure.output(teamStatusSchema),
  /** Where others could reach this device, and what a try to listen there says. Admins. */
  checkHosting: procedure
    .input(
      z.object({
        /** Left out: the one that it listens on, or the usual one. */
        port: z.int().min(0).max(65_535).optional(),
        address: hostAddressSchema.nullable().default(null),
      }),
    )
    .output(
      z.object({
        /** Of this computer in its networks, the likeliest first. */
        lanAddresses: z.array(z.string()),
        port: z.int(),
        /** Null when listening works; else why not and what to do. */
        problem: z.string().nullable(),
        /** Whether `address` resolves to this computer; null when none was given or it cannot be told. */
        isOwnAddress: z.boolean().nullable(),
      }),
    ),
  /** Lets others join, from now on and after each start. Admins; only the device on which the workspace was made. */
  host: procedure.input(z.object({ addresses: z.array(hostAddressSchema).min(1).max(8), port: z.int().min(0).max(65_535).default(4666) })).output(teamStatusSchema),
  /** Ends listening; who has joined keeps what they have and waits. */
  stopHosting: procedure.output(teamStatusSchema),
  listInvites: procedure.output(z.array(inviteSchema)),
  /** The link is shown once: it holds the key. */
  createInvite: procedure.input(inviteTermsSchema).output(z.object({ invite: inviteSchema, link: z.string(), qr })),
  revokeInvite: procedure.input(z.object({ id: inviteIdSchema })).output(inviteSchema),
  /** A link for another device of mine. */
  addDevice: procedure.output(z.object({ invite: inviteSchema, link: z.string(), qr })),
  inspectInvite: procedure.input(z.object({ link: z.string().max(8000) })).output(inviteViewSchema),
  /** Sets this device's own workspace aside, joins and starts anew in the other; the window loads itself again. */
  join: procedure.input(joinSchema).output(z.object({ workspaceName: z.string() })),
  listDevices: procedure.output(z.array(deviceSchema)),
  renameDevice: procedure.input(z.object({ id: deviceIdSchema, name: z.string().trim().min(1).max(64) })).output(deviceSchema),
  /** My own, or anybody's for admins. */
  removeDevice: procedure.input(z.object({ id: deviceIdSchema })).output(deviceSchema),
  /** With all their devices, at once. Admins. */
  removePerson: procedure.input(z.object({ username: z.string() })).output(z.object({})),
  /** Makes somebody else the owner, and the owner an admin. The owner; for a person with a device here who is no guest. */
  handOver: procedure.input(z.object({ username: z.string() })).output(personSchema),
  /** What they wrote still names them. An invite of an admin for one of them brings them back as who they were: with their name, their conversations and what they wrote. */
  listRemoved: procedure.output(z.array(personSchema)),
  safety: procedure.input(z.object({ username: z.string() })).output(safetySchema),
  /** With the digits that were compared, which may not be those of now any more: then it is refused as `conflict`. */
  setVerified: procedure
    .input(z.discriminatedUnion('verified', [z.object({ username: z.string(), verified: z.literal(true), digits: z.string() }), z.object({ username: z.string(), verified: z.literal(false) })]))
    .output(safetySchema),
  /** What of a channel is there and cannot be shown, oldest first, at most 200. */
  listUnopened: procedure.input(z.object({ channelId: channelIdSchema })).output(z.array(unopenedSchema)),
  /** What of mine the team did not take and I have not discarded, oldest first, at most 200. */
  listRefused: procedure.output(z.array(refusedChangeSchema)),
  /** Looks for the host at once. */
  reconnect: procedure.output(teamStatusSchema),
  /** On the host: its clock was ahead and is right now, so that invites expire by it again. Admins. */
  trustClock: procedure.output(teamStatusSchema),
  /** The host is at this address now: looks there, compares its key before anything is sent, and keeps the address when it is the right one. Only on a device that joined. */
  findHost: procedure.input(z.object({ address: hostAddressSchema })).output(teamStatusSchema),
  /** A message of mine that waits or was refused: takes it back. */
  discardWaiting: procedure.input(z.object({ messageId: messageIdSchema })).output(z.object({})),
}
