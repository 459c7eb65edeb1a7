/** Discord's `<t:…>` as words: the time in UTC, because a stored message is read in many time zones and by programs. */

/** The largest time that a Date can hold, in seconds. */
const last = 8.64e12

/** `seconds` since epoch. Undefined when there is no such time. Relative times become absolute: they are read later. */
export function formatDiscordTime(seconds: number, style = 'f'): string | undefined {
  if (!(Math.abs(seconds) <= last)) return undefined
  const iso = new Date(seconds * 1000).toISOString()
  const day = iso.slice(0, iso.indexOf('T'))
  const time = iso.slice(iso.indexOf('T') + 1)
  switch (style) {
    case 't':
      return `${time.slice(0, 5)} UTC`
    case 'T':
      return `${time.slice(0, 8)} UTC`
    case 'd':
    case 'D':
      return day
    case 'S':
      return `${day} ${time.slice(0, 8)} UTC`
    default:
      return `${day} ${time.slice(0, 5)} UTC`
  }
}

const isoTime = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?(?: ?(Z|[+-]\d\d:?\d\d))?)?$/i

/** ISO 8601 to seconds since epoch; without an offset it is UTC. Undefined for what is none. */
export function readIsoTime(raw: string): number | undefined {
  const [, day, minutes = '00:00', seconds = ':00', offset = 'Z'] = isoTime.exec(raw.trim()) ?? []
  if (day === undefined) return undefined
  const at = Date.parse(`${day}T${minutes}${seconds}${offset.toUpperCase().replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2')}`)
  return Number.isNaN(at) ? undefined : at / 1000
}
