/** Who may own a hook: whoever belongs to the workspace and is no guest. Guests have no webhooks. */
import { AppError } from '#shared/contract/errors.ts'
import type { OwnerPause } from '#shared/contract/hook.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Reader } from '../../store/connection.ts'
import { isRemoved } from '../../store/people.ts'

/** Why their hooks stay off until somebody takes them over; undefined when they need not. */
export function findOwnerPause(reader: Reader, owner: Pick<Person, 'id' | 'role'>): OwnerPause | undefined {
  if (isRemoved(reader, owner.id)) return 'owner_removed'
  return owner.role === 'guest' ? 'owner_is_guest' : undefined
}

/** To be asked whenever a hook would be on afterwards. @throws AppError `conflict`. */
export function checkHookOwner(reader: Reader, owner: Pick<Person, 'id' | 'role' | 'username'>): void {
  const pause = findOwnerPause(reader, owner)
  if (pause === 'owner_removed') throw new AppError('conflict', `${owner.username}, who owned this webhook, was removed. Give it to somebody else first.`, 'owner')
  if (pause === 'owner_is_guest') throw new AppError('conflict', `${owner.username}, who owns this webhook, is a guest. Give it to somebody else first.`, 'owner')
}

/** @throws AppError `conflict` for a guest. */
export function checkNewOwner(owner: Pick<Person, 'role' | 'username'>): void {
  if (owner.role === 'guest') throw new AppError('conflict', `${owner.username} is a guest, and guests own no webhooks. Choose somebody else.`, 'owner')
}
