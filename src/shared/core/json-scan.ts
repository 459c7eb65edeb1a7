/** Reads the first JSON value of a text as tolerantly as Mattermost does, and says where and why when there is none. */
import { scanFirstValue } from './json-scanner.ts'

export type JsonRead =
  | { readonly ok: true; readonly value: unknown }
  /** `byte`: offset of the first wrong character in UTF-8, counted from 0. `problem`: what is wrong there, in words. */
  | { readonly ok: false; readonly byte: number; readonly problem: string }

/**
 * What follows the first value is ignored, and raw control characters inside strings (a newline in a table, say) are taken as
 * written. Depth does not use up the stack, so callers that walk the value ask `isDeeperThan` first.
 */
export function parseFirstJson(text: string, from = 0): JsonRead {
  return parseFirst(text, from, parse)
}

/** The same, but whole numbers that JavaScript cannot tell from their neighbours (from 2⁵³ on) come as texts of their digits: two ids must not become one. */
export function parseExactly(text: string, from = 0): JsonRead {
  return parseFirst(text, from, /\d{16}/.test(text) ? parseLong : parse)
}

type Parse = (json: string) => unknown

const parse: Parse = (json) => JSON.parse(json)

const parseLong: Parse = (json) => {
  try {
    return JSON.parse(json, (_name, value: unknown, context?: { readonly source?: string }) => (typeof value === 'number' && isUnsafe(value, context?.source) ? context?.source : value))
  } catch {
    // Too deep for a look at each value, or no JSON.
    return parse(json)
  }
}

const isUnsafe = (value: number, source = ''): boolean => Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(source)

function parseFirst(text: string, from: number, parser: Parse): JsonRead {
  try {
    return { ok: true, value: parser(from === 0 ? text : text.slice(from)) }
  } catch {
    return parseLeniently(text, from, parser)
  }
}

function parseLeniently(text: string, from: number, parser: Parse): JsonRead {
  const scan = scanFirstValue(text, from)
  if (!scan.ok) return { ok: false, byte: byteOffset(text, scan.index), problem: scan.problem }
  const source = scan.hasRawControls ? escapeControls(text.slice(scan.start, scan.end)) : text.slice(scan.start, scan.end)
  try {
    return { ok: true, value: parser(source) }
  } catch {
    return { ok: false, byte: byteOffset(text, scan.start), problem: 'this is not JSON' }
  }
}

/** Inside strings only: between values control characters are white space. `json` has passed the scanner. */
function escapeControls(json: string): string {
  let escaped = ''
  let from = 0
  let isInString = false
  for (let index = 0; index < json.length; index += 1) {
    const code = json.charCodeAt(index)
    if (code === backslash) index += 1
    else if (code === quote) isInString = !isInString
    else if (code < 0x20 && isInString) {
      escaped += `${json.slice(from, index)}\\u${code.toString(16).padStart(4, '0')}`
      from = index + 1
    }
  }
  return escaped + json.slice(from)
}

const backslash = 92
const quote = 34

/** Whether objects and arrays stand more than `maxDepth` deep in each other. */
export function isDeeperThan(value: unknown, maxDepth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (maxDepth === 0) return true
  for (const item of Array.isArray(value) ? value : Object.values(value)) if (isDeeperThan(item, maxDepth - 1)) return true
  return false
}

/** The same, with an empty array in the place of what stands more than `maxDepth` deep: it is as deep as that and one more. */
export function cutBelow(value: unknown, maxDepth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (maxDepth === 0) return []
  if (Array.isArray(value)) return value.map((item) => cutBelow(item, maxDepth - 1))
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cutBelow(item, maxDepth - 1)]))
}

/** Offset in UTF-8 of a place in the text. */
export function byteOffset(text: string, index: number): number {
  let bytes = index
  for (let at = 0; at < index; at += 1) {
    const code = text.charCodeAt(at)
    // The two halves of a pair count two bytes each: four together.
    if (code > 0x7f) bytes += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1
  }
  return bytes
}
