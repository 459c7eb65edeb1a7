/** Gathers what is to be recorded of deliveries, so that what came back together is on disk together. */
import type { Context } from '../context.ts'
import type { Tx } from '../store/connection.ts'

export interface Records {
  /** Resolves when it is on disk. @throws what `fn` threw, or AppError when the store refused. */
  add(fn: (tx: Tx) => void): Promise<void>
  /** Writes all that was added; undefined when there is none. Resolves when each is on disk or was refused. */
  write(): Promise<unknown> | undefined
}

/** @param onAdd called at each; it has `write` called soon. */
export function gatherRecords({ write }: Pick<Context, 'write'>, onAdd: () => void): Records {
  let waiting: (() => Promise<void>)[] = []
  return {
    add: (fn) =>
      new Promise((resolve, reject) => {
        waiting.push(() => write(fn).then(resolve, reject))
        onAdd()
      }),
    write() {
      const all = waiting
      waiting = []
      return all.length === 0 ? undefined : Promise.all(all.map((one) => one()))
    },
  }
}
