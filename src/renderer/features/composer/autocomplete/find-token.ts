/** What is being typed at the caret: the beginning of a person, a channel, an emoji or a command. Looks at the caret's neighbourhood only. */
import { advanceMarkup, startOfText } from '#shared/core/markup-state.ts'

export type TokenKind = 'person' | 'channel' | 'emoji' | 'command'

export interface Token {
  readonly kind: TokenKind
  /** Where its mark stands: `@`, `#`, `:` or `/`. */
  readonly from: number
  /** The caret. */
  readonly to: number
  /** Without the mark, as it was typed. */
  readonly query: string
}

/** A name has at most 64 signs; one more for the mark and one for what stands before it. */
const NEAR = 66
const LONGEST_LINE = 10_000

/** Letters of any script, so that a display name can be typed too. `:` needs two signs behind it, or every smiley would open a list. */
const marks: readonly (readonly [TokenKind, RegExp])[] = [
  ['person', /(?<![\p{L}\p{N}_.@-])@([\p{L}\p{N}._-]{0,64})$/u],
  ['channel', /(?<![\p{L}\p{N}_.#&/-])#([\p{L}\p{N}._-]{0,64})$/u],
  ['emoji', /(?<![\p{L}\p{N}_:/])[:]([\p{L}\p{N}_+-]{2,64})$/u],
]
const COMMAND = /^\/([a-z-]{0,32})$/i

export function findToken(text: string, caret: number): Token | null {
  // Inside of a word nothing begins.
  if (/^[\p{L}\p{N}]/u.test(text.slice(caret, caret + 2))) return null
  const start = Math.max(0, caret - NEAR)
  const near = text.slice(start, caret)
  const command = start === 0 ? COMMAND.exec(near)?.[1] : undefined
  if (command !== undefined) return { kind: 'command', from: 0, to: caret, query: command }
  for (const [kind, mark] of marks) {
    const query = mark.exec(near)?.[1]
    if (query === undefined) continue
    const from = caret - query.length - 1
    return isInCode(text, from) ? null : { kind, from, to: caret, query }
  }
  return null
}

/** In a fence, or behind a backtick that its line has not closed yet. */
function isInCode(text: string, at: number): boolean {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1
  const before = text.slice(lineStart, at)
  if (before.replace(/(`+)[^`]*\1/g, '').includes('`')) return true
  const { open } = advanceMarkup(text, startOfText, lineStart, LONGEST_LINE)
  return open !== undefined && open.closeWith !== ''
}
