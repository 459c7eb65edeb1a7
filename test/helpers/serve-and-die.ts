/**
 * `hookline serve` that kills itself (SIGKILL) at a chosen SQL statement: `serve-and-die.ts DATA statement N` dies before the Nth
 * statement, `serve-and-die.ts DATA commit N MICROSECONDS` that long after the Nth COMMIT began, from another thread.
 */
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { serve } from '../../src/main/headless/serve.ts'

interface Fuse {
  readonly cell: Int32Array
  readonly microseconds: number
}

function startFuse(microseconds: number): () => void {
  const cell = new Int32Array(new SharedArrayBuffer(4))
  new Worker(new URL(import.meta.url), { workerData: { cell, microseconds } satisfies Fuse }).unref()
  return () => {
    Atomics.store(cell, 0, 1)
    Atomics.notify(cell, 0)
  }
}

/** The other thread: waits for the spark, spins so long, and kills the process while the first thread is inside COMMIT. */
function burn({ cell, microseconds }: Fuse): void {
  Atomics.wait(cell, 0, 0)
  const until = process.hrtime.bigint() + BigInt(microseconds) * 1000n
  while (process.hrtime.bigint() < until);
  process.kill(process.pid, 'SIGKILL')
}

async function main(): Promise<void> {
  const [dataFolder = '', mode, rawNumber, rawMicroseconds = '0'] = process.argv.slice(2)
  const die = mode === 'commit' ? startFuse(Number(rawMicroseconds)) : () => process.kill(process.pid, 'SIGKILL')
  const number = Number(rawNumber)
  let count = 0
  const trace = (sql: string): void => {
    if (mode === 'commit' && sql !== 'COMMIT') return
    count += 1
    if (count === number) die()
  }
  const serving = await serve({ dataFolder, hooksPort: 0, uiPort: 0, trace })
  process.stdout.write(`${JSON.stringify({ ready: true, pid: process.pid, hooksUrl: serving.hooksUrl, uiUrl: serving.uiUrl })}\n`)
}

if (isMainThread) await main()
else burn(workerData as Fuse)
