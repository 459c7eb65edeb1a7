/** Code spans and blocks of mrkdwn: found by their backticks, written so that Markdown shows them untouched. */
import { decodeEntities } from './slack-entities.ts'

/** For each run of backticks that opens code: where the run that closes it begins. Spans of one or two stay on their line. */
export function findCodeEnds(raw: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>()
  const nextOfLength = new Map<number, number>()
  for (let last = raw.lastIndexOf('`'); last >= 0; ) {
    let start = last
    while (raw[start - 1] === '`') start -= 1
    const length = last - start + 1
    const end = nextOfLength.get(length)
    if (end !== undefined && (length >= 3 || !raw.slice(start, end).includes('\n'))) ends.set(start, end)
    nextOfLength.set(length, start)
    last = start === 0 ? -1 : raw.lastIndexOf('`', start - 1)
  }
  return ends
}

export interface CodeRun {
  /** Where the opening backticks begin, how many they are, and where the closing ones begin. */
  readonly at: number
  readonly length: number
  readonly end: number
}

/** In Slack a block may begin and end within a line; Markdown wants lines of their own for its fences. */
export function renderCode(raw: string, { at, length, end }: CodeRun): string {
  const code = decodeEntities(raw.slice(at + length, end))
  const fence = '`'.repeat(length)
  const isLineStart = at === 0 || raw[at - 1] === '\n'
  const isFence = isLineStart && raw[end - 1] === '\n' && endsLine(raw, end + length)
  if (length < 3 || !code.includes('\n') || isFence) return fence + code + fence
  const inner = code.replace(/^\n/, '').replace(/\n$/, '')
  return `${isLineStart ? '' : '\n'}${fence}\n${inner}\n${fence}${endsLine(raw, end + length) ? '' : '\n'}`
}

function endsLine(raw: string, index: number): boolean {
  return index >= raw.length || raw[index] === '\n'
}
