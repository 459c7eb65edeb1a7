/** Finds the words that a person waits for: whole words, in any case. */

/** The first of `keywords` that stands in the text, as it was given, or null. */
export function matchKeyword(text: string, keywords: readonly string[]): string | null {
  const folded = text.toLowerCase()
  return keywords.find((keyword) => hasWord(folded, keyword.toLowerCase())) ?? null
}

const WORD = /[\p{L}\p{N}_]/u

/** A sign of a word on the other side of the keyword's end makes it part of a longer word. */
function hasWord(text: string, keyword: string): boolean {
  for (let at = text.indexOf(keyword); at !== -1; at = text.indexOf(keyword, at + 1)) {
    const before = at > 0 && WORD.test(text[at - 1]!) && WORD.test(keyword[0]!)
    const end = at + keyword.length
    const after = end < text.length && WORD.test(text[end]!) && WORD.test(keyword.at(-1)!)
    if (!before && !after) return true
  }
  return false
}
