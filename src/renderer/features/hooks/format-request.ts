/** Sizes, durations and exact times of requests. */

const clockWithSeconds = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const shortMoment = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const oneDigit = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })

/** "612 bytes", "1.9 kB", "3.4 MB": decimal units, as in the tools that send. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  if (bytes < 1_000_000) return `${oneDigit.format(bytes / 1000)} kB`
  return `${oneDigit.format(bytes / 1_000_000)} MB`
}

/** "under 1 ms", "11 ms", "1.2 s". */
export function formatTook(ms: number): string {
  if (ms < 1) return 'under 1 ms'
  if (ms < 1000) return `${Math.round(ms)} ms`
  return `${oneDigit.format(ms / 1000)} s`
}

/** "10:04:51" today, else "18 Aug". */
export function formatClock(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString()
  return (isToday ? clockWithSeconds : shortDay).format(at)
}

/** "18 Aug, 10:04". */
export const formatMoment = (at: number): string => shortMoment.format(at)

/** "99.1 %"; never rounds up to 100 % while something was refused. */
export function formatShare(part: number, whole: number): string {
  const percent = Math.floor((part / whole) * 1000) / 10
  return `${oneDigit.format(percent)} %`
}
