/** Follows code fences and tables line by line, so that a text that is cut can go on in the same fence or table. */

export interface MarkupState {
  /** How far the text is read. */
  readonly index: number
  /** Where the line that contains `index` begins and ends; kept so that a line of many parts is searched once. */
  readonly lineStart: number
  readonly lineEnd: number
  /** The fence or table that goes on at `index`. */
  readonly open: OpenBlock | undefined
}

export interface OpenBlock {
  /** Lines that open the block again, with the newline at their end. */
  readonly reopenWith: string
  /** The line that closes it; '' for tables. */
  readonly closeWith: string
}

export const startOfText: MarkupState = { index: 0, lineStart: 0, lineEnd: -1, open: undefined }

const fence = /^ {0,3}(?<marker>`{3,}|~{3,})(?<info>[^\n]*)$/
/** For a trimmed line: one reading for each character, so that long lines stay cheap. */
const delimiterRow = /^\|?[ \t]*:?-+:?(?:[ \t]*\|[ \t]*:?-+:?)*[ \t]*\|?$/
const otherBlock = /^ {0,3}(?:#{1,6}(?:[ \t]|$)|>|[-*+][ \t]|\d{1,9}[.)][ \t])/

/** The state at `until`; lines longer than `longestLine` open and close nothing, which keeps this linear. */
export function advanceMarkup(text: string, state: MarkupState, until: number, longestLine: number): MarkupState {
  let { lineStart, lineEnd, open } = state
  let previous = lineBefore(text, lineStart, longestLine)
  if (lineEnd < 0) lineEnd = endOfLine(text, lineStart)
  while (lineEnd < until) {
    const line = lineEnd - lineStart <= longestLine ? text.slice(lineStart, lineEnd) : ' '
    open = openAfter(line, previous, open)
    previous = line
    lineStart = lineEnd + 1
    lineEnd = endOfLine(text, lineStart)
  }
  if (open === undefined && until === lineStart) open = headerAhead(text, { previous, lineStart, lineEnd, longestLine })
  return { index: until, lineStart, lineEnd, open }
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  return found < 0 ? text.length : found
}

function lineBefore(text: string, lineStart: number, longestLine: number): string {
  if (lineStart === 0) return ''
  let start = lineStart - 1
  while (start > 0 && lineStart - start <= longestLine + 1 && text[start - 1] !== '\n') start -= 1
  return start === 0 || text[start - 1] === '\n' ? text.slice(start, lineStart - 1) : ' '
}

function openAfter(rawLine: string, rawPrevious: string, open: OpenBlock | undefined): OpenBlock | undefined {
  const line = withoutReturn(rawLine)
  const found = fence.exec(line)?.groups
  const marker = found?.['marker'] ?? ''
  if (open !== undefined && open.closeWith !== '') {
    const closes = marker !== '' && marker[0] === open.closeWith[0] && marker.length >= open.closeWith.length && found?.['info']?.trim() === ''
    return closes ? undefined : open
  }
  if (marker !== '' && !(marker.startsWith('`') && found?.['info']?.includes('`'))) return { reopenWith: `${line}\n`, closeWith: marker }
  if (open !== undefined) return line.trim() === '' || otherBlock.test(line) ? undefined : keepTable(open, line)
  const header = withoutReturn(rawPrevious)
  return isTableStart(header, line) ? { reopenWith: `${header}\n${line}\n`, closeWith: '' } : undefined
}

/** A header that was repeated before its delimiter row came (see `headerAhead`) becomes whole with it. */
function keepTable(open: OpenBlock, line: string): OpenBlock {
  const lines = open.reopenWith.split('\n')
  return lines.length === 2 && delimiterRow.test(line.trim()) ? { reopenWith: `${open.reopenWith}${line}\n`, closeWith: '' } : open
}

/** When the cut falls between a table's header and its delimiter row, the header is repeated. */
function headerAhead(text: string, at: { previous: string; lineStart: number; lineEnd: number; longestLine: number }): OpenBlock | undefined {
  if (at.lineEnd - at.lineStart > at.longestLine) return undefined
  const header = withoutReturn(at.previous)
  return isTableStart(header, withoutReturn(text.slice(at.lineStart, at.lineEnd))) ? { reopenWith: `${header}\n`, closeWith: '' } : undefined
}

function isTableStart(header: string, line: string): boolean {
  return header.includes('|') && line.includes('-') && delimiterRow.test(line.trim()) && countCells(header) === countCells(line)
}

function countCells(row: string): number {
  const inner = row.trim().replace(/^\|/, '').replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).length
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
