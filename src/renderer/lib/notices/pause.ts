/** For how long notifications can be paused at one press. */

export const pauseChoices = ['halfHour', 'hour', 'tomorrow'] as const
export type PauseChoice = (typeof pauseChoices)[number]

const MINUTE_MS = 60_000
/** When people are back at their desk. */
const MORNING_HOUR = 9

/** ms since epoch. Tomorrow means its morning, local time. */
export function pauseEnd(choice: PauseChoice, now: number): number {
  if (choice === 'halfHour') return now + 30 * MINUTE_MS
  if (choice === 'hour') return now + 60 * MINUTE_MS
  const morning = new Date(now)
  morning.setDate(morning.getDate() + 1)
  return morning.setHours(MORNING_HOUR, 0, 0, 0)
}
