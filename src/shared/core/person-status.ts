/** What a person's status is at a moment: one whose end has passed is no longer shown, though it is still stored. */
import type { PersonStatus } from '#shared/contract/person.ts'

/** Null without a status, after its end, and when it says nothing. */
export function currentStatus(status: PersonStatus | null, now: number): PersonStatus | null {
  if (status === null || (status.until !== null && status.until <= now)) return null
  return status.emoji === '' && status.text === '' ? null : status
}
