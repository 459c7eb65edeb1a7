/** Cuts a text into the words that the search index knows: folded, letters and digits only. The same for what is stored, asked and marked. */
import { foldText } from './fold-text.ts'

/** Scripts that write without spaces: each letter is a word, and several of them a phrase. Not all of their signs are letters. */
const alone = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
const word = new RegExp(`(?=[\\p{L}\\p{N}])[${alone}]|(?:(?![${alone}])[\\p{L}\\p{N}])+`, 'gu')
const plainWord = /[a-z0-9]+/g
// eslint-disable-next-line no-control-regex -- the range is what ASCII is
const plain = /^[\x00-\x7f]*$/

/** Longer ones are known by their beginning: nobody types more of an encoded file. */
const longest = 64

export function foldWords(text: string): string[] {
  const folded = foldText(text)
  const words: readonly string[] = folded.match(plain.test(folded) ? plainWord : word) ?? []
  return words.map(shorten)
}

function shorten(one: string): string {
  return one.length > longest ? one.slice(0, longest).replace(/[\ud800-\udbff]$/, '') : one
}

export interface PlacedWord {
  readonly word: string
  /** In the text as it was given. */
  readonly start: number
  readonly end: number
}

/** The same words with where they stand, for marking them. Letter by letter, because folding makes some longer and some shorter. */
export function placeWords(text: string): PlacedWord[] {
  let folded = ''
  /** For each unit of `folded`, where the letter that it came from begins and ends. */
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const letter of text) {
    const units = foldText(letter)
    const end = at + letter.length
    // An accent that stands alone belongs to the letter before.
    if (units === '' && ends.length > 0) ends[ends.length - 1] = end
    for (let unit = 0; unit < units.length; unit += 1) {
      starts.push(at)
      ends.push(end)
    }
    folded += units
    at = end
  }
  return [...folded.matchAll(word)].map(({ 0: found, index }) => ({ word: shorten(found), start: starts[index] ?? 0, end: ends[index + found.length - 1] ?? at }))
}
