/** Tells all who are connected who else is: soon after it changed, and at most four times a second. */

/** Between two tellings, ms. */
const PAUSE_MS = 250

export interface Presence {
  /** Somebody came or went. */
  changed(): void
  stop(): void
}

/** @param tell is called when others are there than before, or when somebody new has to hear of them. */
export function createPresence(tell: () => void): Presence {
  let timer: NodeJS.Timeout | undefined
  let isDue = false
  let isStopped = false

  function run(): void {
    timer = undefined
    if (!isDue || isStopped) return
    isDue = false
    timer = setTimeout(run, PAUSE_MS).unref()
    tell()
  }
  return {
    changed() {
      isDue = true
      // Many who come back at once are told of together.
      timer ??= setTimeout(run, 5).unref()
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
