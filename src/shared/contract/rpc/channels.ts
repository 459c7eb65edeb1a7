/** Procedures of channels; a channel is named by its id or its handle, `@username` being my direct channel with that person. */
import { z } from 'zod'
import { channelNameSchema, channelSchema } from '../channel.ts'
import { procedure } from './procedure.ts'

/** An id, a handle with or without `#`, or `@username`. */
export const channelRefSchema = z.string().min(1).max(200)

export const channels = {
  /** The channels that I am in and the public ones, oldest first; archived ones are left out. */
  list: procedure.output(z.array(channelSchema)),
  create: procedure
    .input(
      z.object({
        name: channelNameSchema,
        displayName: z.string().trim().min(1).max(64).optional(),
        purpose: z.string().trim().max(250).default(''),
        private: z.boolean().default(false),
        /** Usernames to add besides me. */
        members: z.array(z.string()).max(200).default([]),
      }),
    )
    .output(channelSchema),
  archive: procedure.input(z.object({ channel: channelRefSchema })).output(z.object({ channelId: z.string() })),
}
