/** Checks the fields of a body as Discord does, and says what is wrong in its words and codes. */
import type { FieldProblem } from '../dialect.ts'
import { isRecord } from '../payload-values.ts'
import { readIsoTime } from './format-time.ts'

/** Where we are: `['embeds', '0', 'title']`. */
export type Path = readonly string[]

/** Collects what is wrong; each reader gives undefined for what is absent or wrong. */
export interface FormCheck {
  readonly problems: readonly FieldProblem[]
  note(path: Path, code: string, message: string): undefined
  /** Without white space around it; numbers and true or false count as text. `most` in code points. */
  text(raw: unknown, path: Path, most: number): string | undefined
  /** As `text`, and it must be there. */
  required(raw: unknown, path: Path, most: number): string | undefined
  /** 0 to 0xffffff. */
  color(raw: unknown, path: Path): number | undefined
  /** An address of the web, or, where allowed, of a file that came along. */
  link(raw: unknown, path: Path, schemes?: readonly string[]): string | undefined
  /** Seconds since epoch. */
  time(raw: unknown, path: Path): number | undefined
  list(raw: unknown, path: Path, most: number): readonly unknown[]
  record(raw: unknown, path: Path): Readonly<Record<string, unknown>> | undefined
}

const mostProblems = 30
const isAbsent = (raw: unknown): raw is null | undefined => raw === undefined || raw === null

export function createFormCheck(): FormCheck {
  const problems: FieldProblem[] = []
  const note: FormCheck['note'] = (path, code, message) => {
    if (problems.length < mostProblems) problems.push({ path, code, message })
    return undefined
  }
  const text: FormCheck['text'] = (raw, path, most) => {
    if (isAbsent(raw)) return undefined
    if (typeof raw === 'object') return note(path, 'STRING_TYPE_CONVERT', `Could not interpret "${JSON.stringify(raw).slice(0, 100).toWellFormed()}" as string.`)
    const value = String(raw).toWellFormed().trim()
    return isLongerThan(value, most) ? note(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`) : value || undefined
  }
  return {
    problems,
    note,
    text,
    required(raw, path, most) {
      const before = problems.length
      const value = text(raw, path, most)
      return value ?? (problems.length > before ? undefined : note(path, 'BASE_TYPE_REQUIRED', 'This field is required'))
    },
    color: (raw, path) => readColor(raw, path, note),
    link: (raw, path, schemes = ['http', 'https']) => readLink(raw, path, { schemes, note }),
    time(raw, path) {
      if (isAbsent(raw) || raw === '') return undefined
      const shown = (typeof raw === 'object' ? JSON.stringify(raw) : String(raw)).slice(0, 100).toWellFormed()
      return readIsoTime(shown) ?? note(path, 'DATE_TIME_TYPE_PARSE', `Could not parse ${shown}. Should be ISO8601.`)
    },
    list(raw, path, most) {
      if (isAbsent(raw)) return []
      if (!Array.isArray(raw)) return note(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType') ?? []
      return raw.length > most ? (note(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`) ?? []) : (raw as readonly unknown[])
    },
    record(raw, path) {
      if (isAbsent(raw)) return undefined
      return isRecord(raw) ? raw : note(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
    },
  }
}

const lastColor = 0xffffff

function readColor(raw: unknown, path: Path, note: FormCheck['note']): number | undefined {
  if (isAbsent(raw) || raw === '') return undefined
  const value = typeof raw === 'string' && /^\s*-?\d{1,15}\s*$/.test(raw) ? Number(raw) : raw
  if (typeof value !== 'number' || !Number.isFinite(value)) return note(path, 'NUMBER_TYPE_COERCE', `Value "${String(typeof raw === 'object' ? JSON.stringify(raw) : raw).slice(0, 100).toWellFormed()}" is not int.`)
  if (value > lastColor) return note(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${lastColor}.`)
  return value < 0 ? note(path, 'NUMBER_TYPE_MIN', 'int value should be greater than or equal to 0.') : Math.trunc(value)
}

function readLink(raw: unknown, path: Path, { schemes, note }: { readonly schemes: readonly string[]; readonly note: FormCheck['note'] }): string | undefined {
  if (isAbsent(raw) || raw === '') return undefined
  const value = typeof raw === 'object' ? '' : String(raw).toWellFormed().trim()
  const [, scheme = ''] = /^([a-z][a-z0-9+.-]*):\/\/[^\s/]/i.exec(value) ?? []
  if (scheme === '') return note(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.')
  if (value.length > 2048) return note(path, 'BASE_TYPE_MAX_LENGTH', 'Must be 2048 or fewer in length.')
  if (schemes.includes(scheme.toLowerCase())) return value
  return note(path, 'URL_TYPE_INVALID_SCHEME', `Scheme "${scheme.toLowerCase()}" is not supported. Scheme must be one of (${schemes.map((one) => `'${one}'`).join(', ')}).`)
}

/** In code points, without an array of all of them. */
function isLongerThan(text: string, most: number): boolean {
  return countCodePoints(text) > most
}

export function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
