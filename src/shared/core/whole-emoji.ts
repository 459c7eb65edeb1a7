/** One way of writing each emoji. */

const VARIATION = '\uFE0F'

/**
 * With the selector that asks for the picture wherever the character alone is drawn as text: "❤" and "❤️" are one emoji,
 * and lists and programs leave it out (Unicode TS 51, "fully-qualified"). Anything else stays as it is.
 */
export function wholeEmoji(emoji: string): string {
  const points = [...emoji]
  return points.map((point, index) => (isText(point) && !isDecided(points[index + 1]) ? point + VARIATION : point)).join('')
}

const isText = (point: string): boolean => /\p{Emoji}/u.test(point) && !/\p{Emoji_Presentation}/u.test(point)

/** A tone of skin makes it a picture, too. */
const isDecided = (next: string | undefined): boolean => next !== undefined && (next === VARIATION || /\p{Emoji_Modifier}/u.test(next))
