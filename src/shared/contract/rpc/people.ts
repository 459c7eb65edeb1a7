/** Procedures of people. */
import { z } from 'zod'
import { displayNameSchema, personSchema, roleSchema, usernameSchema } from '../person.ts'
import { procedure } from './procedure.ts'

export const people = {
  list: procedure.output(z.array(personSchema)),
  create: procedure
    .input(z.object({ username: usernameSchema, displayName: displayNameSchema.optional(), role: roleSchema.exclude(['owner']).default('member') }))
    .output(personSchema),
}
