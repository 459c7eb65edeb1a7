/** Reads what names a webhook, or what belongs to one, from a command line. */
import { AppError } from '#shared/contract/errors.ts'
import { dialectIdSchema, type DialectId } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { parseId } from '#shared/core/ids.ts'

export function hookId(raw: string): HookId {
  return requireId<HookId>(raw, 'webhook', 'hooks list')
}

/** What is no id cannot be found. @param list the command that shows the ids */
export function requireId<Id extends string>(raw: string, what: string, list: string): Id {
  const id = parseId<Id>(raw)
  if (id === undefined) throw new AppError('not_found', `There is no ${what} “${raw}”; "hookline ${list}" shows the ids.`)
  return id
}

export function dialectId(raw: string): DialectId {
  const parsed = dialectIdSchema.safeParse(raw)
  if (!parsed.success) throw new AppError('invalid', `There is no dialect “${raw}”. Known: ${dialectIdSchema.options.join(', ')}.`, 'dialect')
  return parsed.data
}
