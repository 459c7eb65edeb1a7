/** The one colour that a sender may choose: of an attachment's bar, and only as one of the three words or a hex colour. */

const words: Readonly<Record<string, string>> = { good: 'var(--ok-solid)', warning: 'var(--warn-solid)', danger: 'var(--bad-solid)' }

/** A CSS colour that is safe to set; null for anything else. */
export function barColour(rawColour: string | undefined): string | null {
  const colour = rawColour?.trim().toLowerCase() ?? ''
  if (Object.hasOwn(words, colour)) return words[colour]!
  return /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/.test(colour) ? colour : null
}
