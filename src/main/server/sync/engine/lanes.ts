/** Sends what waits in the change log, each log in its order and on its own, so that one that cannot go on holds back no other. */
import type { Log } from '../arrival.ts'
import type { Outgoing } from '../outbox.ts'
import type { Home } from './home.ts'
import { runLane, type LaneOptions } from './lane.ts'

export interface LanesOptions extends Omit<LaneOptions, 'isStopped' | 'home'> {
  readonly home: Pick<Home, 'listPending' | 'refuse' | 'log'>
}

export interface Lanes {
  /** There may be something new to send. */
  wake(): void
  stop(): void
}

const PAGE = 256
/** Between looks whether the facts are there. */
const FACTS_MS = 5
/** A disk may be well again by then. */
const AGAIN_MS = 1000

export function createLanes({ home, pause, ...options }: LanesOptions): Lanes {
  const lanes = new Map<Log, Outgoing[]>()
  let [readTo, reading, again, stopped] = [0, false, false, false]
  const isStopped = (): boolean => stopped

  async function run(log: Log, waiting: Outgoing[]): Promise<void> {
    // All that was said together is known before the first of it leaves; who joins a channel and writes there is a member before the words arrive.
    await Promise.resolve()
    while (log !== 'workspace' && lanes.has('workspace') && !stopped) await pause(FACTS_MS)
    await runLane({ ...options, home, pause, isStopped, isOpen: (one, next) => options.isOpen(one, next) && (one === 'workspace' || !lanes.has('workspace')) }, log, waiting)
    lanes.delete(log)
    // Something may have come between its last look and now.
    if (waiting.length > 0 && !stopped) start(log, waiting)
  }

  function start(log: Log, waiting: Outgoing[]): void {
    lanes.set(log, waiting)
    void run(log, waiting)
  }

  function put(one: Outgoing): void {
    const waiting = lanes.get(one.log)
    if (waiting) waiting.push(one)
    else start(one.log, [one])
  }

  async function readAll(): Promise<void> {
    for (let page = await home.listPending(readTo, PAGE); page.length > 0 && !stopped; page = await home.listPending(readTo, PAGE)) {
      readTo = page.at(-1)?.seq ?? readTo
      page.forEach(put)
    }
  }

  async function read(): Promise<void> {
    if (reading) return void (again = true)
    reading = true
    try {
      do {
        again = false
        await readAll()
      } while (again)
    } finally {
      reading = false
    }
  }

  function wake(): void {
    if (stopped) return
    read().catch((error: unknown) => {
      home.log('warn', 'what waits could not be read', error)
      void pause(AGAIN_MS).then(wake)
    })
  }

  return {
    wake,
    stop: () => void (stopped = true),
  }
}
