/** Reads a sender's JSON by paths such as `repository.full_name`; what has the wrong type is left out and noted by its path. */
import { isRecord } from '../payload-values.ts'

export interface Reader {
  /** One line of plain text; numbers and true or false count as text. '' when there is none. */
  line(path: string): string
  /** As written, with its lines; '' when there is none. */
  text(path: string): string
  /** A web address, http or https; '' when there is none. */
  link(path: string): string
  /** Undefined when there is none. */
  count(path: string): number | undefined
  /** Whether it is true. */
  flag(path: string): boolean
  /** The part itself; one of nothing when it is no object. */
  at(path: string): Reader
  /** The objects of a list. */
  each(path: string): readonly Reader[]
  /** The texts of a list. */
  lines(path: string): readonly string[]
  /** Keys with their values as one line each, for what is open to any key, such as labels. */
  entries(path: string): readonly (readonly [key: string, value: string])[]
  /** Whether something stands there, of whatever type; null is nothing. */
  has(path: string): boolean
}

const maxItems = 200
/** Longer than anything that is shown of it. */
const maxText = 20_000
const maxUnread = 30

/** `unread`: paths of what was there and could not be read; added to. */
export function readerOf(value: unknown, unread: Set<string>, prefix = ''): Reader {
  const find = (path: string): unknown => path.split('.').reduce((at: unknown, key) => (isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined), value) ?? undefined
  const miss = <T>(path: string, instead: T): T => {
    if (unread.size < maxUnread) unread.add(`${prefix}${path}`.slice(0, 64).toWellFormed())
    return instead
  }
  const text = (path: string): string => {
    const found = find(path)
    if (found === undefined) return ''
    return typeof found === 'object' ? miss(path, '') : String(found).slice(0, maxText).toWellFormed().trim()
  }
  const list = (path: string): readonly unknown[] => {
    const found = find(path)
    return Array.isArray(found) ? found.slice(0, maxItems) : found === undefined ? [] : miss(path, [])
  }
  return {
    text,
    line: (path) => toLine(text(path)),
    link(path) {
      const found = text(path)
      return found === '' || /^https?:\/\/[^\s/]/i.test(found) ? found.replace(/\s/g, '%20') : miss(path, '')
    },
    count(path) {
      const found = find(path)
      return typeof found === 'number' || found === undefined ? found : miss(path, undefined)
    },
    flag: (path) => find(path) === true,
    at(path) {
      const found = find(path)
      return readerOf(isRecord(found) || found === undefined ? found : miss(path, undefined), unread, `${prefix}${path}.`)
    },
    each: (path) =>
      list(path).flatMap((item, index) => {
        const place = `${path}[${index}]`
        return isRecord(item) ? [readerOf(item, unread, `${prefix}${place}.`)] : item === null ? [] : miss(place, [])
      }),
    lines: (path) =>
      list(path).flatMap((item, index) => (typeof item === 'object' ? (item === null ? [] : miss(`${path}[${index}]`, [])) : [toLine(String(item).slice(0, maxText).toWellFormed())])),
    entries(path) {
      const found = find(path)
      if (!isRecord(found)) return found === undefined ? [] : miss(path, [])
      return Object.entries(found)
        .slice(0, maxItems)
        .flatMap(([key, item]) => (item === null ? [] : typeof item === 'object' ? miss(`${path}.${key}`, []) : [[toLine(key.toWellFormed()), toLine(String(item).slice(0, maxText).toWellFormed())] as const]))
    },
    has: (path) => find(path) !== undefined,
  }
}

function toLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
