/** One after the other where a compare-and-set has one winner: without turns, fifty that join at once would build a thousand commits. */

export interface Turns {
  /** Calls `onTurn` when everybody before has ended their turn or overrun it. @returns what ends the turn or gives up the place. */
  take(key: string, onTurn: () => void): () => void
}

interface Place {
  readonly onTurn: () => void
  timer?: NodeJS.Timeout
}

/** Turns are a courtesy: who overruns `limitMs` loses the turn, not the right to try. */
export function createTurns(limitMs: number): Turns {
  const lines = new Map<string, Place[]>()

  function begin(key: string, place: Place | undefined): void {
    if (!place) return void lines.delete(key)
    place.timer = setTimeout(() => leave(key, place), limitMs).unref()
    place.onTurn()
  }

  function leave(key: string, place: Place): void {
    const line = lines.get(key)
    const index = line?.indexOf(place) ?? -1
    if (!line || index < 0) return
    clearTimeout(place.timer)
    line.splice(index, 1)
    if (index === 0) begin(key, line[0])
  }

  return {
    take(key, onTurn) {
      const line = lines.get(key) ?? []
      lines.set(key, line)
      const place: Place = { onTurn }
      line.push(place)
      if (line.length === 1) begin(key, place)
      return () => leave(key, place)
    },
  }
}
