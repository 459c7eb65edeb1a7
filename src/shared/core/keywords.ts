/** Finds the words that a person waits for: whole words, in any case. Where a script writes no spaces, or hangs small words onto others, a word ends anywhere. */

/** The first of `keywords` that stands in the text, as it was given, or null. */
export function matchKeyword(text: string, keywords: readonly string[]): string | null {
  const folded = fold(text)
  return keywords.find((keyword) => hasWord(folded, fold(keyword))) ?? null
}

/** Some systems write ü as two characters. */
const fold = (text: string): string => text.normalize('NFC').toLowerCase()

const WORD = /[\p{L}\p{N}_]/u
const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u

function hasWord(text: string, keyword: string): boolean {
  for (let at = text.indexOf(keyword); at !== -1; at = text.indexOf(keyword, at + 1)) {
    const end = at + keyword.length
    if (!isInsideWord(text, at) && !isInsideWord(text, end)) return true
  }
  return false
}

/** Whether signs of one word stand on both sides. */
function isInsideWord(text: string, at: number): boolean {
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1)
  const after = text.codePointAt(at)
  return before !== undefined && after !== undefined && [before, String.fromCodePoint(after)].every((sign) => WORD.test(sign) && !UNSPACED.test(sign))
}
