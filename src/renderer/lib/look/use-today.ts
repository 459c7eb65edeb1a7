/** Midnight of today; whatever says "Today" draws anew when it becomes "Yesterday". */
import { useSyncExternalStore } from 'react'
import { dayOf } from '#renderer/lib/format/format-time.ts'

/** One clock for all. It asks again and again, because a timer stands still while the computer sleeps. */
const LOOK_EVERY_MS = 30_000

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => listeners.forEach((tell) => tell()), LOOK_EVERY_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

const today = (): number => dayOf(Date.now())

export const useToday = (): number => useSyncExternalStore(subscribe, today, today)
