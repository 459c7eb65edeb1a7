/** Days as people write them in a search: `2026-11-20`, `yesterday`, `monday`, `november`. A day is its number since 1970-01-01. */

/** From the first day to the one after the last. */
export interface DaySpan {
  readonly from: number
  readonly until: number
}

const dayMs = 86_400_000
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']

/** The day of a date in the calendar; undefined for one that does not exist, like February 30. */
export function dayNumber(year: number, month: number, day: number): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = year >= 1970 && year <= 9999 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists ? date.getTime() / dayMs : undefined
}

/** The calendar's year, month (1 to 12) and day of a day number. */
export function dateOfDay(day: number): { year: number; month: number; day: number } {
  const date = new Date(day * dayMs)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/**
 * The days that `rawValue` means; undefined when it means none. A weekday is the last one, today included; a month without a year the
 * last one that has begun.
 */
export function parseDaySpan(rawValue: string, today: number): DaySpan | undefined {
  const value = rawValue.trim().toLowerCase()
  if (value === 'today') return oneDay(today)
  if (value === 'yesterday') return oneDay(today - 1)
  return parseWeekday(value, today) ?? parseMonthName(value, today) ?? parseDate(value)
}

function parseWeekday(value: string, today: number): DaySpan | undefined {
  const index = beginning(weekdays, value)
  if (index === undefined) return undefined
  const current = new Date(today * dayMs).getUTCDay()
  return oneDay(today - ((current - index + 7) % 7))
}

/** `november`, `nov`, `november 2025`, `nov-2025`. */
function parseMonthName(value: string, today: number): DaySpan | undefined {
  const parts = /^([a-z]+)(?:[\s.-]+(\d{4}))?$/.exec(value)
  const index = beginning(months, parts?.[1] ?? '')
  if (index === undefined) return undefined
  const now = dateOfDay(today)
  const lastYear = index + 1 <= now.month ? now.year : now.year - 1
  return wholeMonth(parts?.[2] === undefined ? lastYear : Number(parts[2]), index + 1)
}

/** `2026-11-20`, `2026/11/20`, `20.11.2026`, `2026-11`, `2026`. */
function parseDate(value: string): DaySpan | undefined {
  const full = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(value)
  if (full) return oneDay(dayNumber(Number(full[1]), Number(full[2]), Number(full[3])))
  const reversed = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(value)
  if (reversed) return oneDay(dayNumber(Number(reversed[3]), Number(reversed[2]), Number(reversed[1])))
  const month = /^(\d{4})[-/](\d{1,2})$/.exec(value)
  if (month) return wholeMonth(Number(month[1]), Number(month[2]))
  if (!/^\d{4}$/.test(value)) return undefined
  return between(dayNumber(Number(value), 1, 1), dayNumber(Number(value) + 1, 1, 1))
}

function wholeMonth(year: number, month: number): DaySpan | undefined {
  return between(dayNumber(year, month, 1), month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1))
}

function oneDay(day: number | undefined): DaySpan | undefined {
  return day === undefined ? undefined : { from: day, until: day + 1 }
}

function between(from: number | undefined, until: number | undefined): DaySpan | undefined {
  return from === undefined || until === undefined ? undefined : { from, until }
}

/** Which of the names this is, whole or shortened to at least three letters. */
function beginning(names: readonly string[], value: string): number | undefined {
  const index = value.length < 3 ? -1 : names.findIndex((name) => name.startsWith(value))
  return index === -1 ? undefined : index
}
