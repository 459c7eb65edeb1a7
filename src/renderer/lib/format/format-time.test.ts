import { afterEach, expect, test, vi } from 'vitest'
import { setLanguage } from '#renderer/text/i18n.ts'
import { formatAbsolute, formatAgo, formatDate, formatDay, formatMoment, formatTime, setClock } from './format-time.ts'

vi.stubGlobal('navigator', { languages: ['en-GB'] })
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
vi.stubGlobal('document', { documentElement: {} })
afterEach(async () => {
  setClock('system')
  await setLanguage('en')
})

const now = new Date(2026, 10, 20, 15, 30).getTime()
const at = (...parts: [number, number, number, number, number]): number => new Date(...parts).getTime()
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

test('the clock is the system’s, or twelve or twenty-four hours as chosen, at once', () => {
  const said = (['system', '12', '24'] as const).map((clock) => {
    setClock(clock)
    return plain(formatTime(now))
  })
  expect(said).toEqual(['15:30', '3:30 pm', '15:30'])
})

test('twelve hours know noon from midnight', () => {
  setClock('12')
  expect([at(2026, 10, 20, 0, 5), at(2026, 10, 20, 12, 5)].map((time) => plain(formatTime(time)))).toEqual(['12:05 am', '12:05 pm'])
})

test('days are said from today, with the year where it is another one', async () => {
  const days = [now, at(2026, 10, 19, 23, 59), at(2026, 7, 3, 8, 0), at(2025, 11, 31, 8, 0)]
  // Whether a comma follows the weekday is ICU's to decide.
  expect(days.map((day) => formatDay(day, now).replace('Wednesday,', 'Wednesday'))).toEqual(['Today, Friday 20 November', 'Yesterday, Thursday 19 November', 'Monday 3 August', 'Wednesday 31 December 2025'])
  await setLanguage('de')
  expect(formatDay(now, now)).toBe('Heute, Freitag, 20. November')
})

test('moments and ages', async () => {
  const moments = [now, at(2026, 10, 21, 9, 0), at(2026, 10, 19, 9, 0), at(2026, 7, 18, 9, 0)]
  expect(moments.map((moment) => formatMoment(moment, now))).toEqual(['today at 15:30', 'tomorrow at 09:00', 'yesterday at 09:00', '18 Aug at 09:00'])
  const ages = [null, now - 59_000, now - 61_000, now - 3 * 3_600_000, at(2026, 7, 18, 9, 0)]
  expect(ages.map((age) => plain(formatAgo(age, now)))).toEqual(['never', 'just now', '1 min ago', '3 h ago', '18 Aug'])
  await setLanguage('de')
  expect(plain(formatAgo(ages[3]!, now))).toBe('vor 3 Std.')
})

test('a time beyond all calendars, as a program can give its status or address, breaks no page', () => {
  const said = [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER].map((time) => [formatTime, formatAbsolute, formatDate].map((format) => format(time)).concat(formatMoment(time, now), formatDay(time, now), formatAgo(time, now)))
  expect(said.flat().filter((text) => text === '' || /invalid|NaN/i.test(text))).toEqual([])
  expect(formatDate(Number.MAX_SAFE_INTEGER)).toContain('275760')
})
