/** Hands the workspace over: somebody else becomes its owner, and who was it an admin. */
import type { Person } from '#shared/contract/person.ts'
import { AppError } from '#shared/contract/errors.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { listDevices } from '../../store/devices.ts'
import { getPerson, getPersonByUsername } from '../../store/people.ts'
import { announceState } from '../announce-state.ts'
import { requirePerson } from '../require.ts'

/** @throws AppError `forbidden` (not the owner), `not_found`, `conflict` (oneself, a guest, who has no device) with `field` "username" */
export function handOver(ctx: Context, actor: Actor, username: string): Promise<Person> {
  return ctx.write((tx) => {
    const me = requirePerson(tx, actor)
    if (me.role !== 'owner') throw new AppError('forbidden', 'Only the owner can hand the workspace over.')
    const person = getPersonByUsername(tx, username, 'username')
    if (person.id === me.id) throw new AppError('conflict', 'You are the owner already.', 'username')
    if (person.role === 'guest') throw new AppError('conflict', `${person.username} is a guest. Make them a member first.`, 'username')
    const isHere = listDevices(tx).some(({ personId, removedAt }) => personId === person.id && removedAt === null)
    if (!isHere) throw new AppError('conflict', `${person.username} has no device here, so nobody could act as the owner. Invite them first.`, 'username')
    const change = { scope: 'workspace', kind: 'ownership.handedOver', body: { personId: person.id, handedBy: me.id } } as const
    commit(ctx, tx, change)
    announceState(tx, change)
    return getPerson(tx, person.id)
  })
}
