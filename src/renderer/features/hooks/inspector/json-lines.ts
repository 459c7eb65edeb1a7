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
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
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
