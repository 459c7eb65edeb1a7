/** Handlers of people. */
import { createPerson } from '../actions/people/create-person.ts'
import { setRole } from '../actions/people/set-role.ts'
import { updateProfile } from '../actions/people/update-profile.ts'
import { listPeople } from '../store/people.ts'
import type { Handlers } from './handlers.ts'

export const people: Handlers<'people'> = {
  list: ({ ctx }) => listPeople(ctx.reader),
  create: ({ ctx, actor }, input) => createPerson(ctx, actor, input),
  setRole: ({ ctx, actor }, input) => setRole(ctx, actor, input),
  updateProfile: ({ ctx, actor }, input) => updateProfile(ctx, actor, input),
}
