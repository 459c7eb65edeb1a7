/** One log's changes on their way: prepared one after the other, some sent ahead of the answers, none lost. */
import type { Envelope } from '#shared/contract/envelope.ts'
import type { Log } from '../arrival.ts'
import type { Outgoing } from '../outbox.ts'
import { RelayRefused, type Relay } from '../relay.ts'
import { FileRefused } from '../transports/remote-files.ts'
import type { Home } from './home.ts'
import type { SyncStore } from './sync-store.ts'

export interface LaneOptions {
  readonly home: Pick<Home, 'refuse' | 'log'>
  readonly relay: Pick<Relay, 'append'>
  readonly store: Pick<SyncStore, 'outgoing' | 'keepOutgoing' | 'dropOutgoing'>
  /**
   * @param kept what was written of it before.
   * @throws what makes it wait: no key yet; RelayRefused for what will never go.
   */
  readonly write: (pending: Outgoing, kept: Envelope | undefined) => Promise<Envelope>
  /** Resolves with the connection whose facts are known: what is sealed by them must not leave over another. */
  readonly catchUp: () => Promise<number>
  readonly pause: (ms: number) => Promise<void>
  /** Whether this one, the next of its log, may leave now. */
  readonly isOpen: (log: Log, next: Outgoing) => boolean
  readonly isStopped: () => boolean
}

/** Sent and not answered. */
const AHEAD = 32
const AGAIN_MS = 500
/** Each try for a file that the host has no room for seals it anew. */
const FULL_MOST_MS = 60_000
/** Between looks whether it may leave. */
const CLOSED_MS = 10
const forGood: ReadonlySet<string> = new Set(['too_large', 'invalid', 'not_allowed'])

interface Prepared {
  readonly envelope: Envelope
  readonly link: number | undefined
}

/** How long it waits next for a host that has no room for a file, ms; 0 while that is not so. */
interface Patience {
  fullMs: number
}

/** Resolves when `waiting`, which may grow meanwhile, is empty and all of it is answered. */
export async function runLane(options: LaneOptions, log: Log, waiting: Outgoing[]): Promise<void> {
  /** By the id of what was sent, in its order. */
  const ahead = new Map<string, Promise<void>>()
  const allAnswered = (): Promise<unknown> => Promise.all(ahead.values())
  /** Sent, and perhaps not there: they go again before anything else does. */
  const back: Outgoing[] = []
  const patience: Patience = { fullMs: 0 }
  while (waiting.length > 0 && !options.isStopped()) {
    const next = waiting[0]!
    const prepared = await prepareWhenOpen(options, patience, log, next)
    // Each fact is judged by those before it, and a host that could not take one refuses for good what rests on it. What something redacts must be there: the host asks whose it is.
    if (typeof prepared === 'object' && (log === 'workspace' || prepared.envelope.redacts !== undefined)) await allAnswered()
    if (prepared === 'refused') waiting.shift()
    else if (prepared !== 'later' && back.length === 0) {
      waiting.shift()
      const { id } = prepared.envelope
      const sent = send(options, prepared, [...ahead.keys()].at(-1))
        .then((isDone) => void (isDone || back.push(next)))
        .finally(() => ahead.delete(id))
      ahead.set(id, sent)
    }
    if (ahead.size >= AHEAD) await Promise.race(ahead.values())
    if (waiting.length === 0 || back.length > 0) await allAnswered()
    if (back.length > 0) await options.pause(AGAIN_MS)
    waiting.unshift(...back.splice(0).sort((one, other) => one.seq - other.seq))
  }
}

async function prepareWhenOpen(options: LaneOptions, patience: Patience, log: Log, next: Outgoing): Promise<Prepared | 'refused' | 'later'> {
  if (!options.isOpen(log, next)) {
    await options.pause(CLOSED_MS)
    return 'later'
  }
  const prepared = await prepare(options, patience, next)
  if (prepared === 'later') await options.pause(Math.max(AGAIN_MS, patience.fullMs))
  return prepared
}

/** Said when it begins. */
function noteFull({ home }: LaneOptions, patience: Patience, log: Log, error: FileRefused): void {
  if (patience.fullMs === 0) home.log('warn', `the host has no room for a file of ${log}; it is asked again, at last once a minute`, error)
  patience.fullMs = patience.fullMs === 0 ? AGAIN_MS : Math.min(FULL_MOST_MS, patience.fullMs * 2)
}

/** It is kept before it leaves, and stays the same for every try unless it would open to somebody who was removed since. */
async function prepare(options: LaneOptions, patience: Patience, pending: Outgoing): Promise<Prepared | 'refused' | 'later'> {
  const { store, write, home, catchUp } = options
  try {
    // Facts are sealed for nobody; they may wait for the host already written.
    const link = pending.log === 'workspace' ? undefined : await catchUp()
    const kept = store.outgoing(pending.change.id)
    const envelope = await write(pending, kept)
    if (envelope !== kept) store.keepOutgoing(envelope)
    patience.fullMs = 0
    return { envelope, link }
  } catch (error) {
    if (error instanceof RelayRefused && forGood.has(error.reason)) {
      await refuse(options, pending.change.id, error)
      return 'refused'
    }
    if (error instanceof FileRefused && error.problem === 'full') noteFull(options, patience, pending.log, error)
    else {
      patience.fullMs = 0
      home.log('info', `a change of ${pending.log} waits`, error)
    }
    return 'later'
  }
}

/**
 * @param behind what was sent last and is not answered: should the host not take it, it must not take this either, or an answer would come
 * before what it answers. @returns false when it is to be sent again
 */
async function send(options: LaneOptions, { envelope, link }: Prepared, behind: string | undefined): Promise<boolean> {
  const error: unknown = await options.relay.append(envelope, { link, behind }).then(
    () => undefined,
    (refusal: unknown) => refusal,
  )
  const reason = error instanceof RelayRefused ? error.reason : undefined
  // `changed`: an earlier try arrived, and was written anew since, or its bytes were lost here with the power: it counts as it is there.
  if (error === undefined || reason === 'changed') return true
  if (reason === undefined || !forGood.has(reason)) return false
  await refuse(options, envelope.id, error)
  return true
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
