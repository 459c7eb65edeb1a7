/** Long texts show their beginning first: it is all that is parsed until somebody asks for the rest. */

/** More than this is long: about 600 px. */
const LONG_LETTERS = 2500
const LONG_LINES = 30
/** What is shown of it; less, so that "Show more" always has something to show. */
const SHOWN_LETTERS = 1800
const SHOWN_LINES = 22

/** The beginning of a long text, cut between lines or words; null for a text that is shown whole. */
export function shortenText(text: string): string | null {
  const isLong = text.length > LONG_LETTERS || nthLineEnd(text, LONG_LINES) !== -1
  if (!isLong) return null
  const lines = nthLineEnd(text, SHOWN_LINES)
  const end = Math.min(lines === -1 ? text.length : lines, SHOWN_LETTERS)
  if (end < SHOWN_LETTERS) return text.slice(0, end)
  return text.slice(0, goodCut(text))
}

/** The end of the nth line, or -1 when there are not so many; Markdown draws empty lines as none. */
function nthLineEnd(text: string, count: number): number {
  let end = -1
  for (let line = 0; line < count; ) {
    const start = end + 1
    end = text.indexOf('\n', start)
    if (end === -1) return -1
    if (text.slice(start, end).trim() !== '') line += 1
  }
  return end
}

/** After a line when one ends in the last third, else after a word, else between two whole letters. */
function goodCut(text: string): number {
  const line = text.lastIndexOf('\n', SHOWN_LETTERS)
  if (line > (SHOWN_LETTERS * 2) / 3) return line
  const word = text.lastIndexOf(' ', SHOWN_LETTERS)
  if (word > (SHOWN_LETTERS * 2) / 3) return word
  const isPair = /[\uD800-\uDBFF]/.test(text.charAt(SHOWN_LETTERS - 1))
  return isPair ? SHOWN_LETTERS - 1 : SHOWN_LETTERS
}
