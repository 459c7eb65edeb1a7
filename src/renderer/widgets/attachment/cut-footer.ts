/** Cuts a footer to what has room in one or two lines. */

/** Code points, the sign that something is missing included. */
const LONGEST = 300

/** A link that the cut would break is left out whole. */
export function cutFooter(text: string): string {
  if (text.length <= LONGEST) return text
  const letters = [...text]
  if (letters.length <= LONGEST) return text
  const beginning = letters.slice(0, LONGEST - 1).join('')
  return `${beginning.replace(/\[[^[\]]*(?:\]\([^()]*)?$/, '').trimEnd()}…`
}
