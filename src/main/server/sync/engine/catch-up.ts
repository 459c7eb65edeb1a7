/** What this device seals must be closed to whoever was removed while it was away: in each connection it first reads the facts that it missed. */
import type { Relay } from '../relay.ts'

export interface CatchingUp {
  readonly relay: Pick<Relay, 'link'>
  /** Resolves when all facts that the relay has are known. */
  readonly readFacts: () => Promise<void>
}

/**
 * @returns resolves with the connection in which this device knows all that the relay knew when it began; waits for one if there is none.
 * What is sealed then is worth sending over that one alone. @throws what `readFacts` throws
 */
export function createCatchUp({ relay, readFacts }: CatchingUp): () => Promise<number> {
  const linkNow = (): number => relay.link?.() ?? 0
  let known: number | undefined
  let reading: Promise<number> | undefined

  async function read(): Promise<number> {
    for (;;) {
      const before = linkNow()
      await readFacts()
      if (linkNow() === before) return (known = before)
    }
  }

  return async () => {
    if (known === linkNow()) return known
    return (reading ??= read().finally(() => (reading = undefined)))
  }
}
