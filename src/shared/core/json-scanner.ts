/** Finds the end of the first JSON value in a text, or the first character that cannot stand where it stands. */

export type JsonScan =
  | { readonly ok: true; readonly start: number; readonly end: number; readonly hasRawControls: boolean }
  | { readonly ok: false; readonly index: number; readonly problem: string }

type Problem = { readonly index: number; readonly problem: string }

/** What may come next. `first…` are the places right after an opening bracket, where a closing one may follow. */
type Expected = 'value' | 'firstKey' | 'key' | 'colon' | 'firstItem' | 'next'

/** Strict JSON but for raw control characters inside strings. Keeps its own stack, so depth does no harm. */
export function scanFirstValue(text: string, from: number): JsonScan {
  const start = skipSpace(text, from)
  const closers: string[] = []
  let expected: Expected = 'value'
  let hasRawControls = false
  let index = start
  for (;;) {
    index = skipSpace(text, index)
    const character = text.charAt(index)
    const step = takeStep(text, index, expected, closers)
    if ('problem' in step) return { ok: false, ...step }
    if (character === '"' && !hasRawControls) hasRawControls = hasControls(text, index, step.index)
    index = step.index
    expected = step.expected
    if (expected === 'next' && closers.length === 0) return { ok: true, start, end: index, hasRawControls }
  }
}

type Step = { readonly index: number; readonly expected: Expected } | Problem

function takeStep(text: string, index: number, expected: Expected, closers: string[]): Step {
  const character = text.charAt(index)
  const closer = closers.at(-1)
  if (character === '') return { index, problem: closer === undefined ? 'the JSON is missing' : `the JSON ends too early: a closing "${closer}" is missing` }
  switch (expected) {
    case 'colon':
      return character === ':' ? { index: index + 1, expected: 'value' } : { index, problem: 'a colon must follow the key' }
    case 'next':
      if (character === ',') return { index: index + 1, expected: closer === '}' ? 'key' : 'value' }
      if (character === closer) return close(index, closers)
      return { index, problem: describeMissingComma(character, closer ?? '') }
    case 'firstKey':
    case 'key':
      if (character === '"') return takeString(text, index, 'colon')
      if (character === '}' && expected === 'firstKey') return close(index, closers)
      return { index, problem: describeBadKey(character) }
    case 'firstItem':
    case 'value':
      if (character === ']' && expected === 'firstItem') return close(index, closers)
      return takeValue(text, index, closers)
  }
}

function close(index: number, closers: string[]): Step {
  closers.pop()
  return { index: index + 1, expected: 'next' }
}

function takeValue(text: string, index: number, closers: string[]): Step {
  const character = text.charAt(index)
  if (closers.length >= maxDepth) return { index, problem: `the JSON is nested more than ${maxDepth} deep` }
  if (character === '{') {
    closers.push('}')
    return { index: index + 1, expected: 'firstKey' }
  }
  if (character === '[') {
    closers.push(']')
    return { index: index + 1, expected: 'firstItem' }
  }
  if (character === '"') return takeString(text, index, 'next')
  scalar.lastIndex = index
  const found = scalar.exec(text)
  return found === null ? { index, problem: describeBadValue(text, index) } : { index: scalar.lastIndex, expected: 'next' }
}

/** As in Go, and so in Mattermost. */
const maxDepth = 10_000
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

function takeString(text: string, start: number, expected: Expected): Step {
  let index = start + 1
  for (;;) {
    const character = text.charAt(index)
    if (character === '') return { index: start, problem: 'the string that begins here never ends: a closing quote is missing' }
    if (character === '"') return { index: index + 1, expected }
    if (character !== '\\') {
      index += 1
      continue
    }
    escape.lastIndex = index
    if (!escape.test(text)) return { index, problem: 'a backslash must be written twice in JSON' }
    index = escape.lastIndex
  }
}

function hasControls(text: string, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) if (text.charCodeAt(index) < 0x20) return true
  return false
}

function skipSpace(text: string, from: number): number {
  let index = from
  for (;;) {
    const code = text.charCodeAt(index)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return index
    index += 1
  }
}

function describeMissingComma(character: string, closer: string): string {
  if (character === '"') return `here is a quote too many, or the one before it lacks a backslash; or a comma is missing`
  return `a comma or the closing "${closer}" must stand here`
}

function describeBadKey(character: string): string {
  if (character === "'") return 'keys must be in double quotes'
  if (character === '}') return 'a comma must not stand before the closing "}"'
  return /[\p{L}_$]/u.test(character) ? 'this key needs double quotes' : 'a key in double quotes must stand here'
}

function describeBadValue(text: string, index: number): string {
  const character = text.charAt(index)
  if (character === "'") return 'strings must be in double quotes'
  if (character === '}' || character === ']') return 'a comma must not stand before a closing bracket, and every key needs a value'
  if (/^(?:True|False|None|undefined|NaN)\b/.test(text.slice(index, index + 12))) return 'only true, false and null may stand without quotes'
  return /[\p{L}_$]/u.test(character) ? 'text must be in double quotes' : 'a value must stand here'
}
