/** Proposes a username for a display name: "Lena Fischer" becomes `lena.fischer`. */
import { usernameSchema } from '#shared/contract/person.ts'

const maxLength = 64

/** Letters that decomposition leaves as they are, in the way people write them on a keyboard without them. */
const plainLetters: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h' }

/** A free and valid username; `me` when the name has no letters that fit, with a number at the end when it is taken or reserved. */
export function deriveUsername(displayName: string, taken: (name: string) => boolean): string {
  const base = simplify(displayName) || 'me'
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : String(number)
    const name = base.slice(0, maxLength - suffix.length) + suffix
    if (usernameSchema.safeParse(name).success && !taken(name)) return name
  }
}

function simplify(displayName: string): string {
  return displayName
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’`]/gu, '')
    .replace(/[ßæœøłđðþıħ]/gu, (letter) => plainLetters[letter] ?? '')
    .replace(/[^a-z0-9_-]+/g, '.')
    .slice(0, maxLength + 1)
    .replace(/^[._-]{1,65}|[._-]{1,65}$/g, '')
    .slice(0, maxLength)
}
