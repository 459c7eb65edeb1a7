/** Adds a person who has not joined with a device yet; they are in the two channels that everyone is in. */
import { AppError } from '#shared/contract/errors.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import type { Person, Role } from '#shared/contract/person.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { findChannelByName, getChannel, isMember } from '../../store/channels.ts'
import type { Tx } from '../../store/connection.ts'
import { findPersonByUsername, getPerson } from '../../store/people.ts'
import { addMember } from '../channels/add-member.ts'
import { requireMay } from '../require.ts'

/** Every workspace begins with these; members are in both, guests in neither until they are added. */
export const commonChannels = ['town-square', 'off-topic'] as const

export interface CreatePersonInput {
  readonly username: string
  readonly displayName?: string | undefined
  readonly role: Exclude<Role, 'owner'>
}

/** @throws AppError `forbidden`, `conflict` (username taken). */
export function createPerson(ctx: Context, actor: Actor, input: CreatePersonInput): Promise<Person> {
  return ctx.write((tx) => {
    requireMay(tx, actor, 'person.create', {}, 'Only owners and admins can add people.')
    if (findPersonByUsername(tx, input.username)) throw new AppError('conflict', `The username “${input.username}” is taken.`, 'username')
    const personId = ctx.newId<PersonId>()
    commit(ctx, tx, {
      scope: 'workspace',
      kind: 'person.defined',
      body: { personId, username: input.username, displayName: input.displayName ?? input.username, role: input.role },
    })
    if (input.role !== 'guest') joinCommonChannels(ctx, tx, personId)
    const person = getPerson(tx, personId)
    tx.emit({ name: 'person.changed', data: person }, 'everyone')
    return person
  })
}

export function joinCommonChannels(ctx: Context, tx: Tx, personId: PersonId): void {
  for (const name of commonChannels) {
    const channel = findChannelByName(tx, name)
    if (!channel || channel.archivedAt !== null || isMember(tx, channel.id, personId)) continue
    addMember(ctx, tx, channel.id, personId)
    tx.emit({ name: 'channel.changed', data: getChannel(tx, channel.id) }, channel.id)
  }
}
