/** When to try again: soon at first, then ever later, and never all devices at the same moment. */

export interface Backoff {
  /** ms until the next attempt: random up to a limit that doubles ("full jitter"), so that a relay that comes back is not overrun. */
  next(): number
  wait(ms: number): Promise<void>
  connected(): void
  /** Ends a wait and forgets the failures. */
  wake(): void
}

/** A connection that held this long counts as a success, ms: one that is cut at once again and again must not be retried at once. */
const STEADY_MS = 10_000

export function createBackoff({ firstDelayMs, longestDelayMs }: { readonly firstDelayMs: number; readonly longestDelayMs: number }, signal: AbortSignal): Backoff {
  let failures = 0
  let connectedAt: number | undefined
  let endWait: (() => void) | undefined
  signal.addEventListener('abort', () => endWait?.())
  return {
    next() {
      if (connectedAt !== undefined && performance.now() - connectedAt >= STEADY_MS) failures = 0
      connectedAt = undefined
      const limit = Math.min(longestDelayMs, firstDelayMs * 2 ** failures)
      failures += 1
      return Math.random() * limit
    },
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => endWait?.(), ms)
        endWait = () => {
          clearTimeout(timer)
          endWait = undefined
          resolve()
        }
        if (signal.aborted) endWait()
      }),
    connected: () => (connectedAt = performance.now()),
    wake() {
      failures = 0
      endWait?.()
    },
  }
}
