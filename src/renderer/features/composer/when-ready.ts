/** What goes as soon as its files are there, wherever one is by then: the wish outlives its composer. */
import { create } from 'zustand'
import type { PlaceKey } from '#renderer/lib/writing/drafts.ts'
import { uploadsOf, useUploads } from '#renderer/lib/files/uploads.ts'
import { readinessOf } from './attachments/attach-files.ts'

/** What ends the wait of each place. */
const useWaits = create<{ readonly stops: Readonly<Record<PlaceKey, () => void>> }>(() => ({ stops: {} }))

export const useIsWaiting = (key: PlaceKey): boolean => useWaits(({ stops }) => key in stops)

/** Also when one of them failed: `send` says so. */
export function sendWhenReady(key: PlaceKey, send: () => void): void {
  hold(key)
  const stop = useUploads.subscribe(({ entries }) => {
    if (readinessOf(uploadsOf(entries, key)) === 'underWay') return
    hold(key)
    // The upload has its last words first.
    queueMicrotask(send)
  })
  useWaits.setState(({ stops }) => ({ stops: { ...stops, [key]: stop } }))
}

/** Not yet, after all. */
export function hold(key: PlaceKey): void {
  const { [key]: stop, ...rest } = useWaits.getState().stops
  if (stop === undefined) return
  stop()
  useWaits.setState({ stops: rest })
}
