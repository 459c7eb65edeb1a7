/** A body in lines and coloured pieces: JSON is laid out, anything else stays as it came. Pure. */
import type { CodeToken } from '#renderer/ui/code-view.tsx'

/** Beyond this, colours cost more than they tell. */
const COLOURED_CHARS = 30_000

export function toLines(body: string): CodeToken[][] {
  const text = layOut(body)
  return text.split('\n').map((line) => (text.length > COLOURED_CHARS || !looksLikeJson(text) ? [{ text: line }] : toTokens(line)))
}

function looksLikeJson(text: string): boolean {
  return /^\s*[{[]/.test(text)
}

function layOut(body: string): string {
  if (!looksLikeJson(body)) return body
  try {
    JSON.parse(body)
  } catch {
    return body
  }
  return indent(body)
}

const part = /"(?:[^"\\]|\\.)*"|[{[]\s*[\]}]|[{}[\],:]|[^\s"{}[\],:]+/g

/** Valid JSON on lines of its own, each name, text and number as it was sent: read and written anew, long numbers are rounded and a name that comes twice is gone. */
function indent(json: string): string {
  const out: string[] = []
  let depth = 0
  const breakLine = (): void => void out.push('\n', '  '.repeat(depth))
  for (const [piece] of json.matchAll(part)) {
    if (piece === '}' || piece === ']') {
      depth -= 1
      breakLine()
      out.push(piece)
    } else if (piece === ':') out.push(': ')
    else if (/^[{[]\s*[\]}]$/.test(piece)) out.push(piece.replace(/\s+/, ''))
    else out.push(piece)
    if (piece === '{' || piece === '[') depth += 1
    if (piece === '{' || piece === '[' || piece === ',') breakLine()
  }
  return out.join('')
}

const piece = /("(?:[^"\\]|\\.)*"?)(\s*:)?|(-?\b\d[\d.eE+-]*\b|\btrue\b|\bfalse\b|\bnull\b)/g

function toTokens(line: string): CodeToken[] {
  const tokens: CodeToken[] = []
  let done = 0
  for (const match of line.matchAll(piece)) {
    const [, string, colon, literal] = match
    if (match.index > done) tokens.push({ text: line.slice(done, match.index) })
    if (string !== undefined) tokens.push({ text: string, kind: colon === undefined ? 'string' : 'name' })
    if (colon !== undefined) tokens.push({ text: colon })
    if (literal !== undefined) tokens.push({ text: literal, kind: 'number' })
    done = match.index + match[0].length
  }
  if (done < line.length) tokens.push({ text: line.slice(done) })
  return tokens
}
