/** Times and numbers as people read them, in the language and the clock of their system. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })
const dayInYear = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const dayOfYear = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const shortDayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const plain = new Intl.NumberFormat()

/** "09:47". */
export const formatTime = (at: number): string => clock.format(at)

/** "Friday 20 November 2026 at 09:47:12": for titles. */
export const formatAbsolute = (at: number): string => absolute.format(at)

export const formatCount = (count: number): string => plain.format(count)

/** Midnight of the day, local time: equal for two times on one day. */
export const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

/** "Today, Friday 20 November"; the year only when it is another one. */
export function formatDay(at: number, now: number): string {
  const name = new Date(at).getFullYear() === new Date(now).getFullYear() ? dayInYear.format(at) : dayOfYear.format(at)
  // Rounded, because a day with a clock change has 23 or 25 hours.
  const daysAgo = Math.round((dayOf(now) - dayOf(at)) / DAY_MS)
  if (daysAgo === 0) return `Today, ${name}`
  return daysAgo === 1 ? `Yesterday, ${name}` : name
}

/** "today at 09:47", "18 Aug at 09:47": inside a line of text. */
export function formatMoment(at: number, now: number): string {
  const daysAgo = Math.round((dayOf(now) - dayOf(at)) / DAY_MS)
  if (daysAgo === 0) return `today at ${clock.format(at)}`
  if (daysAgo === 1) return `yesterday at ${clock.format(at)}`
  const day = new Date(at).getFullYear() === new Date(now).getFullYear() ? shortDay : shortDayOfYear
  return `${day.format(at)} at ${clock.format(at)}`
}

/** "just now", "8 min ago", "15 h ago", "18 Aug"; null is "never". */
export function formatAgo(at: number | null, now: number): string {
  if (at === null) return 'never'
  const ms = now - at
  if (ms < MINUTE_MS) return 'just now'
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min ago`
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h ago`
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? shortDay.format(at) : shortDayOfYear.format(at)
}
