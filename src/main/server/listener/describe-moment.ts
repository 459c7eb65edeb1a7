/** Says a time in the sentences of verdicts: in this computer's zone, with the day unless it is today. */
import { lazily } from '#shared/core/lazily.ts'

const time = lazily(() => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }))
const dayAndTime = lazily(() => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }))

/** @param at ms since epoch, as `now` @returns such as `from 09:47`, or `from 3 Nov, 09:47` on another day. */
export function describeMoment(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString()
  return `from ${(isToday ? time : dayAndTime)().format(at)}`
}
