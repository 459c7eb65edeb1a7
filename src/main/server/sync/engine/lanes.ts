/** Sends what waits in the change log, each log in its order and on its own, so that one that cannot go on holds back no other. */
import type { Envelope } from '#shared/contract/envelope.ts'
import { RelayRefused, type Relay } from '../relay.ts'
import type { Log } from '../arrival.ts'
import type { Outgoing } from '../outbox.ts'
import type { Home } from './home.ts'
import type { SyncStore } from './sync-store.ts'

export interface LanesOptions {
  readonly home: Pick<Home, 'listPending' | 'refuse' | 'log'>
  readonly relay: Pick<Relay, 'append'>
  readonly store: Pick<SyncStore, 'outgoing' | 'keepOutgoing' | 'dropOutgoing'>
  /** @throws what makes it wait: no key yet. */
  readonly write: (pending: Outgoing) => Promise<Envelope>
  readonly pause: (ms: number) => Promise<void>
  /** Whether anything of this log may leave now. */
  readonly isOpen: (log: Log) => boolean
}

export interface Lanes {
  /** There may be something new to send. */
  wake(): void
  stop(): void
}

const PAGE = 256
/** Sent and not answered, of one log. */
const AHEAD = 32
const AGAIN_MS = 500
/** Between looks whether the facts are there. */
const FACTS_MS = 5
const forGood: ReadonlySet<string> = new Set(['too_large', 'invalid', 'not_allowed'])

export function createLanes({ home, relay, store, write, pause, isOpen }: LanesOptions): Lanes {
  const lanes = new Map<Log, Outgoing[]>()
  let [readTo, reading, again, stopped] = [0, false, false, false]

  async function read(): Promise<void> {
    if (reading) return void (again = true)
    reading = true
    try {
      do {
        again = false
        for (let page = await home.listPending(readTo, PAGE); page.length > 0 && !stopped; page = await home.listPending(readTo, PAGE)) {
          readTo = page.at(-1)!.seq
          for (const one of page) put(one)
        }
      } while (again)
    } finally {
      reading = false
    }
  }

  function put(one: Outgoing): void {
    const lane = lanes.get(one.log)
    if (lane) return void lane.push(one)
    const begun = [one]
    lanes.set(one.log, begun)
    void run(one.log, begun)
  }

  async function run(log: Log, lane: Outgoing[]): Promise<void> {
    const ahead = new Set<Promise<void>>()
    // All that was said together is known before the first of it leaves.
    await Promise.resolve()
    while (lane.length > 0 && !stopped) {
      // Who joins a channel and writes there is a member before the words arrive.
      if (log !== 'workspace' && lanes.has('workspace')) {
        await pause(FACTS_MS)
        continue
      }
      const envelope = isOpen(log) ? await prepare(lane[0]!) : undefined
      if (!envelope) {
        await pause(AGAIN_MS)
        continue
      }
      lane.shift()
      if (envelope === 'refused') continue
      const sent = send(envelope).finally(() => ahead.delete(sent))
      ahead.add(sent)
      if (ahead.size >= AHEAD) await Promise.race(ahead)
      if (lane.length === 0) await Promise.all(ahead)
    }
    lanes.delete(log)
  }

  /** The same bytes for every try: they are kept before they leave. */
  async function prepare(pending: Outgoing): Promise<Envelope | 'refused' | undefined> {
    try {
      const kept = store.outgoing(pending.change.id)
      if (kept) return kept
      const envelope = await write(pending)
      store.keepOutgoing(envelope)
      return envelope
    } catch (error) {
      if (error instanceof RelayRefused && forGood.has(error.reason)) {
        await home.refuse(pending.change.id, error.message)
        return 'refused'
      }
      home.log('info', `a change of ${pending.log} waits`, error)
      return undefined
    }
  }

  async function send(envelope: Envelope): Promise<void> {
    while (!stopped) {
      try {
        return void (await relay.append(envelope))
      } catch (error) {
        const reason = error instanceof RelayRefused ? error.reason : 'gone'
        // An earlier try arrived, and its bytes were lost with the power: it counts as it is there.
        if (reason === 'changed') return
        if (forGood.has(reason)) {
          await home.refuse(envelope.id, error instanceof Error ? error.message : reason)
          return store.dropOutgoing(envelope.id)
        }
        await pause(AGAIN_MS)
      }
    }
  }

  const wake = (): void => {
    if (!stopped) void read().catch((error: unknown) => home.log('warn', 'what waits could not be read', error))
  }
  return { wake, stop: () => void (stopped = true) }
}
