/** Splits a long text into parts that fit, where a reader would, repeating what Markdown needs to go on. */
import { lazily } from './lazily.ts'
import { advanceMarkup, startOfText, type MarkupState } from './markup-state.ts'

/** `added` lines are ours: without them the bodies, one after the other, are the text. */
export interface TextPart {
  /** The opening line of a code fence or the header of a table that goes on in this part, or ''. */
  readonly addedBefore: string
  readonly body: string
  /** The closing line of a code fence that goes on in the next part, or ''. */
  readonly addedAfter: string
}

/** The parts of `text`, each with at most `limit` code points, added lines included; `limit` is at least 1. */
export function splitText(text: string, limit: number): string[] {
  if (text.length <= limit) return [text]
  return splitIntoParts(text, limit).map((part) => part.addedBefore + part.body + part.addedAfter)
}

/** As `splitText`, with the added lines told apart. */
export function splitIntoParts(text: string, limit: number): TextPart[] {
  const parts: TextPart[] = []
  let state = startOfText
  for (;;) {
    const next = takePart(text, state, limit)
    parts.push(next.part)
    if (next.state.index >= text.length) return parts
    state = next.state
  }
}

function takePart(text: string, state: MarkupState, limit: number): { part: TextPart; state: MarkupState } {
  const addedBefore = fitting(state.open?.reopenWith ?? '', limit)
  const room = limit - countCodePoints(addedBefore)
  const whole = skipCodePoints(text, state.index, room)
  if (whole >= text.length) {
    return { part: { addedBefore, body: text.slice(state.index), addedAfter: '' }, state: { ...state, index: text.length } }
  }
  // How much a closing line takes is known only after the cut, so a cut that left no room for it is made again, shorter.
  let reserved = 0
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const shorter = Math.max(room - reserved, 1)
    const cut = findCut(text, state.index, { room: shorter, lastQuarterAt: shorter - Math.floor(limit / 4) })
    const after = advanceMarkup(text, state, cut, limit)
    const body = text.slice(state.index, cut)
    const addedAfter = closingLine(body, after, limit)
    if (countCodePoints(body) + addedAfter.length <= room) return { part: { addedBefore, body, addedAfter }, state: after }
    reserved = Math.max(addedAfter.length + 1, reserved + 1)
  }
  const cut = findCut(text, state.index, { room, lastQuarterAt: room - Math.floor(limit / 4) })
  const after = { ...advanceMarkup(text, state, cut, limit), open: undefined }
  return { part: { addedBefore, body: text.slice(state.index, cut), addedAfter: '' }, state: after }
}

/** A fence or header that would fill half of each part is not repeated. */
function fitting(line: string, limit: number): string {
  return line.length * 2 <= limit ? line : ''
}

function closingLine(body: string, state: MarkupState, limit: number): string {
  const close = state.open?.closeWith ?? ''
  if (close === '' || fitting(state.open?.reopenWith ?? '', limit) === '') return ''
  return body.endsWith('\n') ? close : `\n${close}`
}

interface Window {
  /** Code points that fit. */
  readonly room: number
  /** Code points after which a blank line, newline or space is good enough to cut at. */
  readonly lastQuarterAt: number
}

/** The index of the best cut after `from`; the text is longer than the window. */
function findCut(text: string, from: number, { room, lastQuarterAt }: Window): number {
  const earliest = skipCodePoints(text, from, Math.max(lastQuarterAt, 0))
  const end = skipCodePoints(text, earliest, room - Math.max(lastQuarterAt, 0))
  const graphemes = segmenter().segment(text.slice(from, end + 2))
  const isBoundary = (index: number): boolean => graphemes.containing(index - from)?.index === index - from
  let newline: number | undefined
  let space: number | undefined
  for (let index = end; index > earliest; index -= 1) {
    const before = text.charCodeAt(index - 1)
    if (before === lineFeed) {
      newline ??= index
      if (endsBlankLine(text, index, from)) return index
    } else if (space === undefined && newline === undefined && (before === spaceCode || before === tab) && isBoundary(index)) space = index
  }
  if (newline !== undefined) return newline
  if (space !== undefined) return space
  const grapheme = graphemes.containing(end - from)
  return grapheme !== undefined && grapheme.index > 0 ? from + grapheme.index : end
}

const lineFeed = 10
const spaceCode = 32
const tab = 9
const carriageReturn = 13
const segmenter = lazily(() => new Intl.Segmenter('en', { granularity: 'grapheme' }))

/** Whether the line that ends before `index` is empty but for spaces. Looks back to `from` at most. */
function endsBlankLine(text: string, index: number, from: number): boolean {
  for (let at = index - 2; at >= from; at -= 1) {
    const code = text.charCodeAt(at)
    if (code === lineFeed) return true
    if (code !== spaceCode && code !== tab && code !== carriageReturn) return false
  }
  return false
}

function skipCodePoints(text: string, from: number, count: number): number {
  let index = from
  for (let skipped = 0; skipped < count && index < text.length; skipped += 1) index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1
  return index
}

function countCodePoints(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index += 1) {
    if ((text.codePointAt(index) ?? 0) > 0xffff) index += 1
    count += 1
  }
  return count
}
