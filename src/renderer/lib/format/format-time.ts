/** Times and numbers as people read them, in the language of the window and the clock that the person chose. */
import type { Preferences } from '#shared/contract/preference.ts'
import { currentLocale, t } from '#renderer/text/i18n.ts'

export type Clock = Preferences['look.clock']

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

interface Formats {
  readonly locale: string
  readonly clock: Clock
  readonly time: Intl.DateTimeFormat
  readonly absolute: Intl.DateTimeFormat
  readonly dayInYear: Intl.DateTimeFormat
  readonly dayOfYear: Intl.DateTimeFormat
  readonly shortDay: Intl.DateTimeFormat
  readonly shortDayOfYear: Intl.DateTimeFormat
  readonly plain: Intl.NumberFormat
}

let chosenClock: Clock = 'system'
let made: Formats | undefined

/** Twelve or twenty-four hours from now on; what is on the screen must be drawn anew. */
export function setClock(clock: Clock): void {
  chosenClock = clock
}

/** Making formats is slow and using them is not, so they are kept until language or clock change. */
function formats(): Formats {
  const locale = currentLocale()
  if (made?.locale !== locale || made.clock !== chosenClock) made = makeFormats(locale, chosenClock)
  return made
}

function makeFormats(locale: string, clock: Clock): Formats {
  const hours = clock === 'system' ? {} : ({ hourCycle: clock === '12' ? 'h12' : 'h23' } as const)
  return {
    locale,
    clock,
    time: new Intl.DateTimeFormat(locale, { hour: clock === '12' ? 'numeric' : '2-digit', minute: '2-digit', ...hours }),
    absolute: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium', ...hours }),
    dayInYear: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }),
    dayOfYear: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    shortDay: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
    shortDayOfYear: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
    plain: new Intl.NumberFormat(locale),
  }
}

/** The first and the last moment that a calendar has (ECMA-262 §21.4.1.1) stand for what lies beyond, as programs may write it: a format would throw, and a page with it. */
const LAST_MS = 8.64e15
const sayAs = (format: Intl.DateTimeFormat, at: number): string => format.format(withinCalendar(at))
const withinCalendar = (at: number): number => Math.max(-LAST_MS, Math.min(LAST_MS, at))

/** "09:47" or "9:47 am". */
export const formatTime = (at: number): string => sayAs(formats().time, at)

/** "Friday 20 November 2026 at 09:47:12": for titles. */
export const formatAbsolute = (at: number): string => sayAs(formats().absolute, at)

export const formatCount = (count: number): string => formats().plain.format(count)

/** Midnight of the day, local time: equal for two times on one day. */
export const dayOf = (at: number): number => new Date(withinCalendar(at)).setHours(0, 0, 0, 0)

/** Rounded, because a day with a clock change has 23 or 25 hours. */
const daysBetween = (earlier: number, later: number): number => Math.round((dayOf(later) - dayOf(earlier)) / DAY_MS)
const isSameYear = (at: number, now: number): boolean => new Date(withinCalendar(at)).getFullYear() === new Date(now).getFullYear()

/** "Today, Friday 20 November"; the year only when it is another one. */
export function formatDay(at: number, now: number): string {
  const day = sayAs(isSameYear(at, now) ? formats().dayInYear : formats().dayOfYear, at)
  const daysAgo = daysBetween(at, now)
  if (daysAgo === 0) return t('common:dayToday', { day })
  return daysAgo === 1 ? t('common:dayYesterday', { day }) : day
}

/** "20 Nov"; the year only when it is another one. */
export function formatShortDay(at: number, now: number): string {
  return sayAs(isSameYear(at, now) ? formats().shortDay : formats().shortDayOfYear, at)
}

/** "20 Nov 2026": always with its year. */
export const formatDate = (at: number): string => sayAs(formats().shortDayOfYear, at)

/** "today at 09:47", "tomorrow at 09:00", "18 Aug at 09:47": inside a line of text. */
export function formatMoment(at: number, now: number): string {
  const time = formatTime(at)
  const daysAgo = daysBetween(at, now)
  if (daysAgo === 0) return t('common:momentToday', { time })
  if (daysAgo === 1) return t('common:momentYesterday', { time })
  if (daysAgo === -1) return t('common:momentTomorrow', { time })
  return t('common:momentOn', { day: formatShortDay(at, now), time })
}

/** "09:47" on the day of `day`, else as `formatMoment`. */
export const formatTimeOrMoment = (at: number, now: number, day = now): string => (dayOf(at) === dayOf(day) ? formatTime(at) : formatMoment(at, now))

/** "just now", "8 min ago", "15 h ago", "18 Aug"; null is "never". */
export function formatAgo(at: number | null, now: number): string {
  if (at === null) return t('common:agoNever')
  const ms = now - at
  if (ms < MINUTE_MS) return t('common:agoNow')
  if (ms < HOUR_MS) return t('common:agoMinutes', { count: Math.floor(ms / MINUTE_MS) })
  if (ms < DAY_MS) return t('common:agoHours', { count: Math.floor(ms / HOUR_MS) })
  return formatShortDay(at, now)
}
