/** What time it is where somebody lives, and how far that is from here. */

/** Minutes that a zone is ahead of UTC at a moment. @throws RangeError for a name that no zone has. */
function offsetMinutes(timeZone: string | undefined, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(at)
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return Math.round((wall - at) / 60_000)
}

/** Minutes that `timeZone` is ahead of `here` (this device when left out); null for a name that no zone has. */
export function minutesAhead(timeZone: string, at: number, here?: string): number | null {
  try {
    return offsetMinutes(timeZone, at) - offsetMinutes(here, at)
  } catch {
    return null
  }
}
