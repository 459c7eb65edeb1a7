/** How a text stands to the longest message, in code points as the server counts, without the room at its end, which is not sent. */

/** 0 while it fits. */
export function countOver(typed: string, maxLength: number): number {
  const text = typed.trimEnd()
  if (text.length <= maxLength) return 0
  return Math.max(0, countPoints(text) - maxLength)
}

/** Shown when only so many are left. */
const NEAR = 200

/** How many are left, negative for too many; null while that is nobody's concern. */
export function countLeft(typed: string, maxLength: number): number | null {
  const text = typed.trimEnd()
  if (text.length < maxLength - NEAR) return null
  const left = maxLength - countPoints(text)
  return left <= NEAR ? left : null
}

function countPoints(text: string): number {
  let pairs = 0
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit >= 0xd800 && unit <= 0xdbff && index + 1 < text.length) {
      const next = text.charCodeAt(index + 1)
      if (next >= 0xdc00 && next <= 0xdfff) pairs += 1
    }
  }
  return text.length - pairs
}
