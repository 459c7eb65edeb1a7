/** A text without its code and links, as Markdown reads them: only what is left can name somebody. One pass, whatever the text is. */

/** Of the same lines; what was taken out is a space, so that words beside it stay apart. */
export function proseOf(text: string): string {
  if (!text.includes('@')) return text
  if (last.text !== text) last = { text, prose: findProse(text) }
  return last.prose
}

/** Of one post several rules ask, one after the other. */
let last = { text: '', prose: '' }

function findProse(text: string): string {
  return withoutBlocks(text)
    .split(/\n[ \t]*\n/)
    .map((paragraph) => withoutSpans(paragraph).replace(LINK, ' ').replace(ADDRESS, ' '))
    .join('\n\n')
}

/** What a link is called leads elsewhere; where it leads is no name. */
const LINK = /\[(?:[^[\]]|\[[^[\]]{0,100}\]){0,1000}\]\([^()\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?(?:[ \t]+(?:"[^"]{0,500}"|'[^']{0,500}'))?[ \t]*\)/g
const ADDRESS = /\b(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.)[^\s<>]+/gi

/** Quote marks, list marks and spaces, before which a fence may stand. */
const FENCE = /^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(`{3,}(?=[^`]*$)|~{3,})/
const LIST = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/
const INDENTED = /^(?: {4}| {0,3}\t)/

interface State {
  /** The signs that opened a fence. */
  fence: string | null
  /** Indented lines are code after a blank one, unless they belong to a list. */
  afterBlank: boolean
  inList: boolean
}

/** Where none of these is, no line is code. */
const MAY_BE_CODE = /`{3}|~{3}|^(?: {4}| {0,3}\t)/m

function withoutBlocks(text: string): string {
  if (!MAY_BE_CODE.test(text)) return text
  const state: State = { fence: null, afterBlank: true, inList: false }
  return text
    .split('\n')
    .map((line) => (isCode(line, state) ? '' : line))
    .join('\n')
}

function isCode(line: string, state: State): boolean {
  const signs = FENCE.exec(line)?.[1]
  if (state.fence !== null) {
    if (signs?.startsWith(state.fence) === true && line.trimEnd().endsWith(signs)) state.fence = null
    return true
  }
  if (signs !== undefined) {
    state.fence = signs
    return true
  }
  if (line.trim() === '') {
    state.afterBlank = true
    return false
  }
  if (INDENTED.test(line) && state.afterBlank && !state.inList) return true
  if (LIST.test(line)) state.inList = true
  else if (state.afterBlank && !/^[ \t]/.test(line)) state.inList = false
  state.afterBlank = false
  return false
}

/** Code spans: a run of backticks up to the next run of the same length. A backslash before it makes its first one a sign. */
function withoutSpans(text: string): string {
  if (!text.includes('`')) return text
  const runs = [...text.matchAll(/`+/g)].map(({ index, 0: { length } }) => ({ index, length }))
  const closing = findClosing(runs)
  let prose = ''
  let from = 0
  for (const [at, { index, length }] of runs.entries()) {
    if (index < from) continue
    const isEscaped = (/\\*$/.exec(text.slice(Math.max(0, index - 20), index))?.[0].length ?? 0) % 2 === 1
    const end = isEscaped ? closing.after(at, length - 1) : closing.after(at, length)
    if (end === undefined) continue
    prose += `${text.slice(from, index)} `
    from = end.index + end.length
  }
  return prose + text.slice(from)
}

interface Run {
  readonly index: number
  readonly length: number
}

/** Asked in order, so that each length is walked through once. */
function findClosing(runs: readonly Run[]): { after(at: number, length: number): Run | undefined } {
  const byLength = new Map<number, { readonly places: number[]; next: number }>()
  for (const [place, { length }] of runs.entries()) {
    const known = byLength.get(length)
    if (known) known.places.push(place)
    else byLength.set(length, { places: [place], next: 0 })
  }
  return {
    after: (at, length) => {
      const same = byLength.get(length)
      if (same === undefined) return undefined
      while ((same.places[same.next] ?? Number.POSITIVE_INFINITY) <= at) same.next += 1
      const place = same.places[same.next]
      return place === undefined ? undefined : runs[place]
    },
  }
}
