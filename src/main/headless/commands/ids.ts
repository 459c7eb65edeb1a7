/** Reads ids and words of a closed list from a command line. */
import type { z } from 'zod'
import { AppError } from '#shared/contract/errors.ts'
import { dialectIdSchema, type DialectId } from '#shared/contract/hook.ts'
import type { HookId, SubscriptionId } from '#shared/contract/ids.ts'
import { parseId } from '#shared/core/ids.ts'

export function hookId(raw: string): HookId {
  return requireId<HookId>(raw, 'webhook', 'hooks list')
}

export function subscriptionId(raw: string): SubscriptionId {
  return requireId<SubscriptionId>(raw, 'outgoing webhook', 'subscriptions list')
}

export function dialectId(raw: string): DialectId {
  return requireKnown(dialectIdSchema, raw, 'dialect')
}

/** What is no id cannot be found. @param list the command that shows the ids */
export function requireId<Id extends string>(raw: string, what: string, list: string): Id {
  const id = parseId<Id>(raw)
  if (id === undefined) throw new AppError('not_found', `There is no ${what} “${raw}”; "hookline ${list}" shows the ids.`)
  return id
}

/** @param field what the error says is wrong */
export function requireKnown<Known extends z.ZodEnum>(known: Known, raw: string, what: string, field = what): z.output<Known> {
  const parsed = known.safeParse(raw)
  if (!parsed.success) throw new AppError('invalid', `There is no ${what} “${raw}”. Known: ${known.options.join(', ')}.`, field)
  return parsed.data
}
