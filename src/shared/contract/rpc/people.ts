/** Procedures of people. */
import { z } from 'zod'
import { fileIdSchema } from '../ids.ts'
import { displayNameSchema, personSchema, personStatusSchema, roleSchema, usernameSchema } from '../person.ts'
import { procedure } from './procedure.ts'

export const people = {
  list: procedure.output(z.array(personSchema)),
  create: procedure
    .input(z.object({ username: usernameSchema, displayName: displayNameSchema.optional(), role: roleSchema.exclude(['owner']).default('member') }))
    .output(personSchema),
  setRole: procedure.input(z.object({ username: z.string(), role: roleSchema.exclude(['owner']) })).output(personSchema),
  /** My own profile; what is left out stays as it is. */
  updateProfile: procedure
    .input(
      z.object({
        displayName: displayNameSchema.optional(),
        title: z.string().trim().max(100).optional(),
        status: personStatusSchema.nullable().optional(),
        /** IANA name. */
        timeZone: z.string().max(64).nullable().optional(),
        /** A picture that was uploaded with `files.*`; null for initials. */
        pictureId: fileIdSchema.nullable().optional(),
      }),
    )
    .output(personSchema),
}
