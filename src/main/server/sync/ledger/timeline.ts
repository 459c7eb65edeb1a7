/** What something was at each position of a log: later values are added behind, earlier ones stay to be asked for. */

export interface Timeline<T> {
  /** Positions never go back. */
  set(position: number, value: T): void
  /** The value as of `position`, that one included; the newest when left out. Undefined before the first. */
  at(position?: number): T | undefined
}

export function createTimeline<T>(): Timeline<T> {
  const positions: number[] = []
  const values: T[] = []
  return {
    set(position, value) {
      positions.push(position)
      values.push(value)
    },
    at(position) {
      if (position === undefined) return values.at(-1)
      // The last one that is not later.
      let [low, high] = [0, positions.length]
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((positions[middle] as number) <= position) low = middle + 1
        else high = middle
      }
      return values[low - 1]
    },
  }
}
