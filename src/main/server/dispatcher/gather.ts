/** Lets records of many deliveries reach the disk together: each commit costs the same, however much is in it. */

/** Nobody waits longer than this for others. */
const GATHER_MS = 3

/** @returns a function whose promises of the next few milliseconds resolve together. */
export function createGathering(): () => Promise<void> {
  let next: Promise<void> | undefined
  return () =>
    (next ??= new Promise((resolve) => {
      setTimeout(() => {
        next = undefined
        resolve()
      }, GATHER_MS)
    }))
}
