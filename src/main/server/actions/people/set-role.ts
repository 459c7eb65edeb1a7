/** Gives a person another role; the owner keeps theirs, and nobody becomes owner this way. Who is no guest any more comes into the channels that everyone is in. */
import type { Person, Role } from '#shared/contract/person.ts'
import { AppError } from '#shared/contract/errors.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { getPerson, getPersonByUsername } from '../../store/people.ts'
import { notePausedHooks } from '../hooks/note-paused-hooks.ts'
import { requireMay } from '../require.ts'
import { joinCommonChannels } from './create-person.ts'

/** @throws AppError `forbidden`, `not_found` with `field` "username". */
export function setRole(ctx: Context, actor: Actor, input: { readonly username: string; readonly role: Role }): Promise<Person> {
  return ctx.write((tx) => {
    requireMay(tx, actor, 'person.changeRole', { roleBefore: 'member', roleAfter: input.role }, 'Only owners and admins can change roles.')
    const person = getPersonByUsername(tx, input.username, 'username')
    if (person.role === 'owner') throw new AppError('forbidden', 'The owner keeps this role until ownership is handed over.', 'username')
    if (person.role === input.role) return person
    commit(ctx, tx, { scope: 'workspace', kind: 'person.defined', body: { personId: person.id, username: person.username, displayName: person.displayName, role: input.role } })
    const changed = getPerson(tx, person.id)
    tx.emit({ name: 'person.changed', data: changed }, 'everyone')
    notePausedHooks(ctx, tx, person.id)
    if (person.role === 'guest') joinCommonChannels(ctx, tx, person.id)
    return changed
  })
}
