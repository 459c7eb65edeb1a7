/** Gathers what is to be recorded of deliveries, so that what came back together is written together. */
import type { Context } from '../context.ts'
import type { Tx } from '../store/connection.ts'

export interface Records {
  /** Resolves when it is written; only `onDisk` does that wait for the disk. @throws what `fn` threw, or AppError when the store refused. */
  add(fn: (tx: Tx) => void, onDisk: boolean): Promise<void>
  /** Writes all that was added; undefined when there is none. Resolves when each is written or was refused. */
  write(): Promise<unknown> | undefined
}

/** @param onAdd called at each; it has `write` called soon. */
export function gatherRecords({ write, writeSoon }: Pick<Context, 'write' | 'writeSoon'>, onAdd: () => void): Records {
  let waiting: (() => Promise<void>)[] = []
  return {
    add: (fn, onDisk) =>
      new Promise((resolve, reject) => {
        waiting.push(() => (onDisk ? write(fn) : writeSoon(fn)).then(resolve, reject))
        onAdd()
      }),
    write() {
      const all = waiting
      waiting = []
      return all.length === 0 ? undefined : Promise.all(all.map((one) => one()))
    },
  }
}
