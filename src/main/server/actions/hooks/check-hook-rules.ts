/** What the form of a hook's rules cannot say: whether those whom they name are there. */
import { AppError } from '#shared/contract/errors.ts'
import type { HookRules } from '#shared/contract/hook-rules.ts'
import type { Tx } from '../../store/connection.ts'
import { findPerson } from '../../store/people.ts'

/** @throws AppError `not_found`, with `field` "rules.named". */
export function checkHookRules(tx: Tx, { named = [] }: Partial<HookRules>): void {
  const unknown = named.find((id) => findPerson(tx, id) === undefined)
  if (unknown !== undefined) throw new AppError('not_found', `There is no person with the id ${unknown}: name those who may be told by their ids.`, 'rules.named')
}
