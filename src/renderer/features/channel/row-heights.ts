/** How high rows were when they were last drawn: a channel that was visited stands still from its first frame. */

/** Rows of a few dozen channels. */
const KEPT = 5000
const heights = new Map<string, number>()
let width = 0

export const knownHeight = (id: string): number | undefined => heights.get(id)

export function rememberHeight(id: string, px: number): void {
  heights.delete(id)
  heights.set(id, px)
  if (heights.size > KEPT) heights.delete(heights.keys().next().value!)
}

/** A list of another width breaks its lines elsewhere. */
export function forgetHeightsUnless(listWidth: number): void {
  if (listWidth === width) return
  width = listWidth
  heights.clear()
}
