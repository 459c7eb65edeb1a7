/** Sizes, durations and exact times of requests. */

/** A log is read in one column, so its clock has 24 hours everywhere. */
const clockWithSeconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
/** A number and its unit stay on one line. */
const NBSP = '\u00a0'
const oneDigit = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })

/** "612 bytes", "1.9 kB", "3.4 MB": decimal units, as in the tools that send. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? `1${NBSP}byte` : `${bytes}${NBSP}bytes`
  if (bytes < 1_000_000) return `${oneDigit.format(bytes / 1000)}${NBSP}kB`
  return `${oneDigit.format(bytes / 1_000_000)}${NBSP}MB`
}

/** "under 1 ms", "11 ms", "1.2 s". */
export function formatTook(ms: number): string {
  if (ms < 1) return `under 1${NBSP}ms`
  if (ms < 1000) return `${Math.round(ms)}${NBSP}ms`
  return `${oneDigit.format(ms / 1000)}${NBSP}s`
}

/** "10:04:51" today, else "18 Aug". */
export function formatClock(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString()
  return (isToday ? clockWithSeconds : shortDay).format(at)
}

/** "99.1 %"; never rounds up to 100 % while something was refused. */
export function formatShare(part: number, whole: number): string {
  const percent = Math.floor((part / whole) * 1000) / 10
  return `${oneDigit.format(percent)}${NBSP}%`
}
