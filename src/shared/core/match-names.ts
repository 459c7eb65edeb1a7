/** Whether what somebody types means one of the names of a person, channel or emoji, and how well. */

const NOT_IN_A_WORD = /[^\p{L}\p{N}+]+/u

/**
 * All folded by `foldText`; the first name counts as the main one. @returns 0 for the best match, more for worse ones, null for none:
 * a whole name, the beginning of one, of one of its words, beginnings of several words ("jowe" is Jonas Weber), or any part of it.
 */
export function matchNames(query: string, names: readonly string[]): number | null {
  if (query === '') return 0
  let best: number | null = null
  for (const [index, name] of names.entries()) {
    const level = matchOne(query, name)
    // Another name never beats the main one on the same level.
    const score = level === null ? null : level * 2 + (index === 0 ? 0 : 1)
    if (score !== null && (best === null || score < best)) best = score
  }
  return best
}

function matchOne(query: string, name: string): number | null {
  if (name === query) return 0
  if (name.startsWith(query)) return 1
  // Most names of a long list end here.
  if (!name.includes(query[0]!)) return null
  const words = name.split(NOT_IN_A_WORD).filter((word) => word !== '')
  if (words.some((word) => word.startsWith(query))) return 2
  if (beginsWords(query.replace(/[\s._-]+/g, ''), words)) return 3
  return query.length >= 3 && name.includes(query) ? 4 : null
}

/** Whether the query is made of beginnings of the words, in their order; words may be left out. Linear in query × words. */
function beginsWords(query: string, words: readonly string[]): boolean {
  // How much of the query can be read with the words so far.
  const read = new Set([0])
  for (const word of words) {
    for (const from of [...read]) {
      const longest = commonStart(query, from, word)
      for (let length = 1; length <= longest; length += 1) read.add(from + length)
    }
    if (read.has(query.length)) return true
  }
  return query === ''
}

function commonStart(query: string, from: number, word: string): number {
  let length = 0
  while (length < word.length && from + length < query.length && query[from + length] === word[length]) length += 1
  return length
}

/** The items that match, the best first; equally good ones keep their order. */
export function rankByNames<T>(items: readonly T[], query: string, namesOf: (item: T) => readonly string[]): T[] {
  if (query === '') return [...items]
  return items
    .map((item) => ({ item, score: matchNames(query, namesOf(item)) }))
    .filter((match): match is { item: T; score: number } => match.score !== null)
    .sort((a, b) => a.score - b.score)
    .map(({ item }) => item)
}
