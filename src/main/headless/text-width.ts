/** How wide a text is on a terminal, so that columns stand below each other in every script. */

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** What begins with one of these takes two columns: emoji, and the scripts of East Asia. */
const wide = /^(?:\p{Emoji_Presentation}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]|.\ufe0f)/u

/** In columns. */
export function widthOf(text: string): number {
  // eslint-disable-next-line no-control-regex -- all of ASCII is meant
  if (/^[\u0000-\u007f]*$/.test(text)) return text.length
  return [...characters.segment(text)].reduce((sum, { segment }) => sum + widthOfOne(segment), 0)
}

/** With blanks up to `width` columns. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** At most `width` columns, cut between characters as people see them. */
export function clipTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let [kept, left] = ['', width - 1]
  for (const { segment } of characters.segment(text)) {
    left -= widthOfOne(segment)
    if (left < 0) break
    kept += segment
  }
  return `${kept}…`
}

const widthOfOne = (character: string): number => (wide.test(character) ? 2 : 1)
