/** Hands what came from the relay to the server's thread in batches, each after the last is on disk. */
import type { Arrival } from '../arrival.ts'
import type { Home } from './home.ts'

export interface Intake {
  /** Resolves when there is room for more. */
  add(item: Arrival): Promise<void> | undefined
  /** Resolves when all that was added is on disk. */
  settled(): Promise<void>
}

const BATCH = 256
/** More than this wait for nothing. */
const ROOM = 1024

/** @param onFail told when the server's thread could not write; it is tried again after a while, with the same. */
export function createIntake({ apply }: Pick<Home, 'apply'>, pause: (ms: number) => Promise<void>, onFail: (error: unknown) => void): Intake {
  const queue: Arrival[] = []
  let running: Promise<void> | undefined
  const rooms: (() => void)[] = []

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.slice(0, BATCH)
      try {
        await apply(batch)
        queue.splice(0, batch.length)
        if (queue.length < ROOM) rooms.splice(0).forEach((go) => go())
      } catch (error) {
        onFail(error)
        await pause(1000)
      }
    }
    running = undefined
  }

  return {
    add(item) {
      queue.push(item)
      running ??= Promise.resolve().then(run)
      return queue.length < ROOM ? undefined : new Promise((resolve) => rooms.push(resolve))
    },
    settled: () => running ?? Promise.resolve(),
  }
}
