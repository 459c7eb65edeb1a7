/** One log's changes on their way: prepared one after the other, some sent ahead of the answers, none lost. */
import type { Envelope } from '#shared/contract/envelope.ts'
import type { Log } from '../arrival.ts'
import type { Outgoing } from '../outbox.ts'
import { RelayRefused, type Relay } from '../relay.ts'
import type { Home } from './home.ts'
import type { SyncStore } from './sync-store.ts'

export interface LaneOptions {
  readonly home: Pick<Home, 'refuse' | 'log'>
  readonly relay: Pick<Relay, 'append'>
  readonly store: Pick<SyncStore, 'outgoing' | 'keepOutgoing' | 'dropOutgoing'>
  /** @throws what makes it wait: no key yet; RelayRefused for what will never go. */
  readonly write: (pending: Outgoing) => Promise<Envelope>
  readonly pause: (ms: number) => Promise<void>
  /** Whether this one, the next of its log, may leave now. */
  readonly isOpen: (log: Log, next: Outgoing) => boolean
  readonly isStopped: () => boolean
}

/** Sent and not answered. */
const AHEAD = 32
const AGAIN_MS = 500
/** Between looks whether it may leave. */
const CLOSED_MS = 10
const forGood: ReadonlySet<string> = new Set(['too_large', 'invalid', 'not_allowed'])

/** Resolves when `waiting`, which may grow meanwhile, is empty and all of it is answered. */
export async function runLane(options: LaneOptions, log: Log, waiting: Outgoing[]): Promise<void> {
  const ahead = new Set<Promise<void>>()
  while (waiting.length > 0 && !options.isStopped()) {
    if (!options.isOpen(log, waiting[0]!)) {
      await options.pause(CLOSED_MS)
      continue
    }
    const envelope = await prepare(options, waiting[0]!)
    if (envelope === 'later') {
      await options.pause(AGAIN_MS)
      continue
    }
    waiting.shift()
    if (envelope === 'refused') continue
    // The host asks whose it is: it must be there.
    if (envelope.redacts !== undefined) await Promise.all(ahead)
    const sent = send(options, envelope).finally(() => ahead.delete(sent))
    ahead.add(sent)
    if (ahead.size >= AHEAD) await Promise.race(ahead)
    if (waiting.length === 0) await Promise.all(ahead)
  }
}

/** The same bytes for every try: they are kept before they leave. */
async function prepare(options: LaneOptions, pending: Outgoing): Promise<Envelope | 'refused' | 'later'> {
  const { store, write, home } = options
  try {
    const kept = store.outgoing(pending.change.id)
    if (kept) return kept
    const envelope = await write(pending)
    store.keepOutgoing(envelope)
    return envelope
  } catch (error) {
    if (error instanceof RelayRefused && forGood.has(error.reason)) {
      await refuse(options, pending.change.id, error)
      return 'refused'
    }
    home.log('info', `a change of ${pending.log} waits`, error)
    return 'later'
  }
}

async function send(options: LaneOptions, envelope: Envelope): Promise<void> {
  while (!options.isStopped()) {
    const error: unknown = await options.relay.append(envelope).then(
      () => undefined,
      (refusal: unknown) => refusal,
    )
    const reason = error instanceof RelayRefused ? error.reason : undefined
    // `changed`: an earlier try arrived, and its bytes were lost here with the power: it counts as it is there.
    if (error === undefined || reason === 'changed') return
    if (reason !== undefined && forGood.has(reason)) return refuse(options, envelope.id, error)
    await options.pause(AGAIN_MS)
  }
}

/** Until it is written down: else it would seem to wait without end. */
async function refuse({ home, store, pause, isStopped }: LaneOptions, id: string, error: unknown): Promise<void> {
  while (!isStopped()) {
    try {
      await home.refuse(id, error instanceof Error ? error.message : String(error))
      return store.dropOutgoing(id)
    } catch (failure) {
      home.log('warn', 'that a change was refused could not be written down', failure)
      await pause(AGAIN_MS)
    }
  }
}
