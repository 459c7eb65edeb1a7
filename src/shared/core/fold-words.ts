/** Cuts a text into the words that the search index knows: folded, letters and digits only. The same for what is stored, asked and marked. */
import { foldText } from './fold-text.ts'

/** Scripts that write without spaces: each sign is a word, and several of them a phrase. */
const alone = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
const word = new RegExp(`[${alone}]|(?:(?![${alone}])[\\p{L}\\p{N}])+`, 'gu')
const plainWord = /[a-z0-9]+/g
// eslint-disable-next-line no-control-regex -- the range is what ASCII is
const plain = /^[\x00-\x7f]*$/

/** Longer ones are known by their beginning: nobody types more of an encoded file. */
const longest = 64

export function foldWords(text: string): string[] {
  const folded = foldText(text)
  const words: readonly string[] = folded.match(plain.test(folded) ? plainWord : word) ?? []
  return words.map((one) => (one.length > longest ? one.slice(0, longest).replace(/[\ud800-\udbff]$/, '') : one))
}
