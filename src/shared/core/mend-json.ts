/** Mends JSON that a script put together from texts: quotes and backslashes inside them that it did not escape. */
import { byteOffset, parseFirstJson } from './json-scan.ts'

export interface Mended {
  readonly value: unknown
  /** Of the first sign that had to be escaped; counted as `parseFirstJson` counts. */
  readonly byte: number
}

/** Characters; what is longer is not worth the time. */
const longest = 1_000_000

/** For text that `parseFirstJson` refuses. Undefined when this is not what is wrong with it. */
export function mendJson(text: string): Mended | undefined {
  if (text.length > longest) return undefined
  const escaped = escapeWithin(text)
  if (escaped === undefined) return undefined
  const read = parseFirstJson(escaped.text)
  return read.ok ? { value: read.value, byte: byteOffset(text, escaped.first) } : undefined
}

/** What follows the quote that really ends a text. White space is looked through for a while only, so that this stays linear. */
const ends = {
  key: /\s{0,100}:/y,
  inObject: /\s{0,100}(?:,\s{0,100}"[^"\\]{0,100}"\s{0,100}:|\}\s{0,100}(?:[,\]}]|$)|$)/y,
  inArray: /\s{0,100}(?:,\s{0,100}(?:["{[\d-]|true|false|null)|\]\s{0,100}(?:[,\]}]|$)|$)/y,
}

/** Undefined when nothing had to be escaped, or when a text does not end. */
function escapeWithin(text: string): { readonly text: string; readonly first: number } | undefined {
  const open: string[] = []
  const places: number[] = []
  let isKey = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]!
    if (character === '"') {
      index = endOfString(text, index + 1, placeOf(isKey, open.at(-1)), places)
      if (index < 0) return undefined
    } else if (character === '{' || character === '[') {
      open.push(character)
      isKey = character === '{'
    } else if (character === '}' || character === ']') open.pop()
    else if (character === ',') isKey = open.at(-1) === '{'
    else if (character === ':') isKey = false
  }
  return places.length === 0 ? undefined : { text: insertEscapes(text, places), first: places[0]! }
}

function placeOf(isKey: boolean, inside: string | undefined): RegExp {
  if (isKey) return ends.key
  return inside === '[' ? ends.inArray : ends.inObject
}

/** Where the closing quote is, -1 for nowhere. Adds to `places` what has to be escaped before it. */
function endOfString(text: string, from: number, end: RegExp, places: number[]): number {
  for (let index = from; index < text.length; index += 1) {
    const sign = text[index]
    if (sign === '\\' && isEscape(text, index)) index += 1
    else if (sign === '"' && follows(end, text, index + 1)) return index
    else if (sign === '\\' || sign === '"') places.push(index)
  }
  return -1
}

function insertEscapes(text: string, places: readonly number[]): string {
  let from = 0
  const parts = places.map((place) => {
    const part = text.slice(from, place)
    from = place
    return part
  })
  return [...parts, text.slice(from)].join('\\')
}

function isEscape(text: string, index: number): boolean {
  const next = text[index + 1] ?? ''
  return next === 'u' ? /^[0-9a-f]{4}$/i.test(text.slice(index + 2, index + 6)) : next !== '' && '"\\/bfnrt'.includes(next)
}

function follows(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(text)
}
