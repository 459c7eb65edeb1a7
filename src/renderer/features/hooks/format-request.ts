/** Sizes, durations and exact times of requests. */

import { perLocale } from '#renderer/text/per-locale.ts'
import { currentLocale, t } from '#renderer/text/i18n.ts'

/** A log is read in one column, so its clock has 24 hours everywhere. */
const clockWithSeconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
const shortDay = perLocale((locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }))

/** "612 bytes", "1.9 kB", "3.4 MB": decimal units, as in the tools that send. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return t('common:bytes', { count: bytes })
  if (bytes < 1_000_000) return t('common:kilobytes', { size: bytes / 1000 })
  return t('common:megabytes', { size: bytes / 1_000_000 })
}

/** "under 1 ms", "11 ms", "1.2 s". */
export function formatTook(ms: number): string {
  if (ms < 1) return t('common:underMillisecond')
  if (ms < 1000) return t('common:milliseconds', { ms: Math.round(ms) })
  return t('common:seconds', { seconds: ms / 1000 })
}

/** "10:04:51" today, else "18 Aug". */
export function formatClock(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString()
  return (isToday ? clockWithSeconds : shortDay(currentLocale())).format(at)
}

/** "99.1 %"; never rounds up to 100 % while something was refused. */
export function formatShare(part: number, whole: number): string {
  return t('common:percent', { percent: Math.floor((part / whole) * 1000) / 10 })
}
