/** Reads the words of a command line; what does not fit is a usage error with the reason. */
import { InvalidArgumentError, Option } from 'commander'
import type { z } from 'zod'
import { profileFolder } from '#server/data-folder.ts'

export function parsePort(raw: string): number {
  return parseInteger(raw, 0, 65535)
}

/** An empty name is mostly a variable of a script that is not set. */
export function parseFolder(raw: string): string {
  if (raw === '') throw new InvalidArgumentError('Name a folder.')
  return raw
}

export function parseFile(raw: string): string {
  if (raw === '') throw new InvalidArgumentError('Name a file.')
  return raw
}

/** The name of a profile, checked. */
export function parseProfile(raw: string): string {
  try {
    profileFolder('', raw)
    return raw
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error))
  }
}

export function parseLimit(raw: string): number {
  return parseInteger(raw, 1, 1000)
}

/** A whole number whose bounds are the contract's to say, or the word that stands for null, of which commander would make an empty text. */
export const parseNumberOr =
  <W extends string>(none: W) =>
  (raw: string): number | W => {
    if (raw === none) return none
    if (!/^-?\d{1,15}$/.test(raw)) throw new InvalidArgumentError(`must be a whole number, or “${none}”`)
    return Number(raw)
  }

/** An option that takes one of some words, refused as the contract does. */
export function choice(flags: string, description: string, schema: z.ZodEnum): Option {
  return new Option(flags, `${description}: ${schema.options.join(', ')}`).argParser((raw: string) => {
    const parsed = schema.safeParse(raw)
    if (!parsed.success) throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? '')
    return parsed.data
  })
}

/** Of what has to be named: an empty list is mostly a variable of a script that is not set, and would mean none or all. What an option says that is given again is added. */
export function parseSome(raw: string, earlier: readonly string[] = []): string[] {
  const list = parseList(raw)
  if (list.length === 0) throw new InvalidArgumentError('Name at least one.')
  return [...new Set([...earlier, ...list])]
}

/** A username as people write it, with or without `@`. */
export function parseUsername(raw: string): string {
  return raw.replace(/^@/, '')
}

export function parseUsernames(raw: string, earlier: readonly string[] = []): string[] {
  return [...earlier, ...parseList(raw).map(parseUsername)]
}

function parseList(raw: string): string[] {
  return raw.split(',').map((one) => one.trim()).filter((one) => one !== '')
}

/** An empty text takes back what was set. No parser of an option: of null commander would make an empty text. */
export function textOrNone(raw: string | undefined): string | null | undefined {
  return raw?.trim() === '' ? null : raw
}

/** Of what options say, what was given. */
export function withoutUndefined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

/** For an option that can be repeated; `earlier` is false behind the one that takes all back. */
export function addOne(raw: string, earlier: readonly string[] | false = []): string[] {
  return [...(earlier || []), raw]
}

/** `90s`, `15m`, `24h`, `7d`, or `0`; in ms. */
export function parseDuration(raw: string): number {
  const match = /^(\d{1,6})(s|m|h|d)$/.exec(raw)
  if (raw === '0') return 0
  if (!match) throw new InvalidArgumentError('Write a number with s, m, h or d, for instance 24h.')
  return Number(match[1]) * { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] as 's' | 'm' | 'h' | 'd']
}

/** A value as a setting has it: JSON where it is JSON (`20`, `true`, `null`), else the word itself, or words with commas for a list; `none` and `unlimited` mean null, or an empty list. */
export function parseSettingValue(raw: string, isList = false): boolean | number | string | null | string[] {
  if (raw === 'none' || raw === 'unlimited') return isList ? [] : null
  try {
    const value: unknown = JSON.parse(raw)
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value
    if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value
  } catch {
    // Not JSON: a word such as `members`.
  }
  return isList ? parseList(raw) : raw
}

function parseInteger(raw: string, min: number, max: number): number {
  const value = Number(raw)
  if (!/^\d+$/.test(raw) || value < min || value > max) throw new InvalidArgumentError(`Give a whole number from ${min} to ${max}.`)
  return value
}
