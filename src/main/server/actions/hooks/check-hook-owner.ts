/** Whether a hook may be on: it posts on behalf of its owner, and who was removed posts nothing. */
import { AppError } from '#shared/contract/errors.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Reader } from '../../store/connection.ts'
import { isRemoved } from '../../store/people.ts'

/** To be asked whenever a hook would be on afterwards. @throws AppError `conflict`. */
export function checkHookOwner(reader: Reader, { id, username }: Pick<Person, 'id' | 'username'>): void {
  if (isRemoved(reader, id)) throw new AppError('conflict', `${username}, who owned this webhook, was removed. Give it to somebody else first.`, 'owner')
}
