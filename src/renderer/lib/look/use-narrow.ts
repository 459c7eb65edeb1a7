/** Whether the window is so narrow that a panel takes the place of the page beside it. The style sheets say the same width. */
import { useSyncExternalStore } from 'react'

const narrow = globalThis.matchMedia?.('(max-width: 1000px)')

export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches, () => false)

function subscribe(onChange: () => void): () => void {
  narrow.addEventListener('change', onChange)
  return () => narrow.removeEventListener('change', onChange)
}
