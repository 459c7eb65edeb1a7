/** How narrow the window is, in the pixels of its zoom. The style sheets say the same widths. */
import { useSyncExternalStore } from 'react'

/** A panel takes the place of the page beside it. */
export const useNarrow = followWidth(1000)

/** There is no room for a sidebar beside the page: it lies over it when it is wanted. */
export const useSlim = followWidth(700)

function followWidth(most: number): () => boolean {
  const media = globalThis.matchMedia?.(`(max-width: ${most}px)`)
  const subscribe = (onChange: () => void): (() => void) => {
    media.addEventListener('change', onChange)
    return () => media.removeEventListener('change', onChange)
  }
  return function useWidth() {
    return useSyncExternalStore(subscribe, () => media.matches, () => false)
  }
}
