/** Procedures of channels; a channel is named by its id or its handle, `@username` being my direct channel with that person. */
import { z } from 'zod'
import { channelNameSchema, channelSchema } from '../channel.ts'
import { channelStateSchema, notifyLevelSchema } from '../unread.ts'
import { procedure } from './procedure.ts'

/** An id, a handle with or without `#`, or `@username`. */
export const channelRefSchema = z.string().min(1, 'must not be empty').max(200, 'use at most 200 characters')

export const channels = {
  /** The channels that I am in and the public ones, oldest first; archived ones are left out. */
  list: procedure.output(z.array(channelSchema)),
  create: procedure
    .input(
      z.object({
        name: channelNameSchema,
        displayName: z.string().trim().min(1, 'must not be empty').max(64, 'use at most 64 characters').optional(),
        purpose: z.string().trim().max(250, 'use at most 250 characters').default(''),
        private: z.boolean().default(false),
        /** Usernames to add besides me. */
        members: z.array(z.string()).max(200).default([]),
      }),
    )
    .output(channelSchema),
  /** Archived channels that I could read, the last archived first; at most ARCHIVED_LISTED. `channel`: the one of this id or handle alone, if it is archived. */
  listArchived: procedure.input(z.object({ channel: channelRefSchema }).optional()).output(z.array(channelSchema)),
  /** My direct channel with one person, or a group with up to eight; made when there is none. */
  openDirect: procedure.input(z.object({ usernames: z.array(z.string()).min(1).max(8) })).output(channelSchema),
  join: procedure.input(z.object({ channel: channelRefSchema })).output(channelSchema),
  leave: procedure.input(z.object({ channel: channelRefSchema })).output(z.object({ channelId: z.string() })),
  addPeople: procedure.input(z.object({ channel: channelRefSchema, usernames: z.array(z.string()).min(1).max(200) })).output(channelSchema),
  removePerson: procedure.input(z.object({ channel: channelRefSchema, username: z.string() })).output(channelSchema),
  /** What is left out stays as it is. */
  update: procedure
    .input(
      z.object({
        channel: channelRefSchema,
        name: channelNameSchema.optional(),
        displayName: z.string().trim().min(1, 'must not be empty').max(64, 'use at most 64 characters').optional(),
        purpose: z.string().trim().max(250, 'use at most 250 characters').optional(),
        hooksAllowed: z.boolean().optional(),
      }),
    )
    .output(channelSchema),
  restore: procedure.input(z.object({ channel: channelRefSchema })).output(channelSchema),
  /** How I want this channel; what is left out stays. */
  setPreference: procedure
    .input(z.object({ channel: channelRefSchema, favourite: z.boolean().optional(), muted: z.boolean().optional(), notify: notifyLevelSchema.nullable().optional() }))
    .output(channelStateSchema),
  archive: procedure.input(z.object({ channel: channelRefSchema })).output(z.object({ channelId: z.string() })),
}
