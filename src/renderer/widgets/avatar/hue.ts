/** The hue and the initials of a sender without a picture. */

const HUES = 8

/** 1 to 8, the same for the same seed on every device (FNV-1a with the last mixing of Murmur, because short names differ little). */
export function hueOf(seed: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < seed.length; index += 1) hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % HUES + 1
}

/** First letters of the first and last word, or the first two of one word; '' for a name without letters or digits. */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const first = words[0]
  if (first === undefined) return ''
  const last = words.at(-1)
  const letters = words.length === 1 || last === undefined ? graphemes(first).slice(0, 2) : [graphemes(first)[0], graphemes(last)[0]]
  return letters.join('').toLocaleUpperCase()
}

/** As `initialsOf`; a name of emoji alone begins with its first one. */
export function initialsOfPerson(name: string): string {
  const initials = initialsOf(name)
  return initials === '' ? (graphemes(name.trim())[0] ?? '') : initials
}

const segmenter = new Intl.Segmenter()
/** Whole letters: a cut word could hold a base without its mark. Long words are looked at no further than needed. */
const graphemes = (word: string): string[] => [...segmenter.segment(word.slice(0, 16))].map((part) => part.segment)
