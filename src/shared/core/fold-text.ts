/** Makes texts comparable as people compare them: without case, accents and width; "Müller" and "muller" are one. */

/** Letters that Unicode does not take apart. */
const letters: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }
const special = new RegExp(`[${Object.keys(letters).join('')}]`, 'g')
// eslint-disable-next-line no-control-regex -- the range is what ASCII is
const plain = /^[\x00-\x7f]*$/

export function foldText(text: string): string {
  if (plain.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(special, (letter) => letters[letter]!)
}
