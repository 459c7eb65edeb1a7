/** The relay of another device, over a connection that comes and goes: calls wait for it, subscriptions go on where they were. */
import type { Subject } from '#shared/contract/envelope.ts'
import { checkEnvelope, checkRange, RelayRefused, type Relay } from '../relay.ts'
import type { Address } from './dial.ts'
import { encodeFrame, type Answer } from './frames.ts'
import { keepLink, type LinkState } from './keep-link.ts'
import type { Identity } from './open-link.ts'
import { createCalls } from './remote-calls.ts'
import { createFollows } from './remote-follows.ts'
import { askAppend, askRead, askToken, askTurn, type Question } from './remote-questions.ts'

export interface RemoteRelayOptions extends Identity {
  /** All that are known; the first that shows the right key is taken. May change between two attempts. */
  readonly addresses: readonly Address[]
  /** SHA-256 of the relay's public key, 32 bytes. */
  readonly pin: Uint8Array
  readonly timings?: Partial<Timings>
  readonly onState?: (state: LinkState) => void
  /** Who is connected to the relay now, this device included; called when that changes. Of no meaning while there is no connection. */
  readonly onDevices?: (devices: readonly string[]) => void
  /** Where the relay says that it is reached. */
  readonly onAddresses?: (addresses: readonly string[]) => void
}

/** All in ms. */
export interface Timings {
  /** For each of: reaching an address, being let in. */
  readonly connectMs: number
  readonly pingMs: number
  /** How long calls wait for a connection before they are refused with `gone`. */
  readonly patienceMs: number
  /** Between attempts: at first, and at most. */
  readonly firstDelayMs: number
  readonly longestDelayMs: number
}

export interface RemoteRelay extends Relay {
  /**
   * Runs `work` when it is this device's turn among those that want to append to the subject with `expectLast`. A turn ends after some
   * seconds and guards nothing; it spares rivals the work of trying in vain. @throws what `work` threw; RelayRefused `not_allowed`, `gone`
   */
  inTurn<T>(subject: Subject, work: () => Promise<T>): Promise<T>
  /** For `createRemoteFiles`: worth something while this connection lasts, at most 10 minutes. @throws RelayRefused `not_allowed`, `gone` */
  token(): Promise<string>
  /** The network is back, the computer woke up, somebody pressed "Try again": looks at once whether the relay is there. */
  wake(): void
}

const usual: Timings = { connectMs: 10_000, pingMs: 15_000, patienceMs: 20_000, firstDelayMs: 250, longestDelayMs: 30_000 }

function hear({ onDevices, onAddresses }: RemoteRelayOptions, { ids, addresses }: Extract<Answer, { t: 'devices' }>): undefined {
  onDevices?.(ids)
  if (addresses) onAddresses?.(addresses)
}

/** Connects at once and again and again, until it is closed or the relay does not let this device in (calls: `not_allowed`). */
export function connectRelay(options: RemoteRelayOptions): RemoteRelay {
  const timings = { ...usual, ...options.timings }
  const { onState = () => undefined } = options
  const stop = new AbortController()
  let lastNumber = 0
  const nextNumber = (): number => (lastNumber += 1)
  const send = (frame: Buffer): void => link.send(frame)
  const calls = createCalls({ send, patienceMs: timings.patienceMs, isConnected: () => link.isUp() })
  const follows = createFollows({ send, nextNumber })
  const link = keepLink({
    ...options,
    ...timings,
    signal: stop.signal,
    onState,
    onUp: () => (calls.resume(), follows.resume()),
    onDown: () => calls.interrupt(),
    onFrame: (frame) => (frame.header.t === 'devices' ? hear(options, frame.header) : (follows.accept(frame) ?? calls.accept(frame))),
  })
  let refusal: RelayRefused | undefined
  const refused = link.ended.then((message) => {
    if (message === undefined) return
    refuseAll((refusal = new RelayRefused('not_allowed', message)), refusal)
    onState({ status: 'refused', message })
  })

  function refuseAll(error: RelayRefused, toFollowers: RelayRefused | undefined): void {
    calls.refuse(error)
    follows.end(toFollowers)
  }
  /** What is refused without asking the relay. */
  const check = (range: () => void): void => {
    if (refusal) throw refusal
    range()
  }
  const ask = async <T>(range: () => void, question: Question<T>, only?: number): Promise<T> => {
    check(range)
    return calls.ask(nextNumber(), question, only)
  }

  return {
    append: (envelope, { expectLast, behind, link: only } = {}) => ask(() => checkEnvelope(envelope, expectLast), askAppend(envelope, { expectLast, behind }), only),
    read: (subject, after, limit) => ask(() => checkRange(subject, after, limit), askRead(subject, after, limit)),
    subscribe: (from, onRecord, onEnd) => follows.start(from, { onRecord, onEnd, check }),
    async inTurn(subject, work) {
      check(() => checkRange(subject, 0, 1))
      const n = nextNumber()
      await calls.ask(n, askTurn(subject))
      return work().finally(() => send(encodeFrame({ t: 'done', n })))
    },
    token: () => ask(() => undefined, askToken()),
    link: calls.link,
    wake: () => link.wake(),
    async close() {
      if (!stop.signal.aborted) {
        stop.abort()
        refuseAll((refusal = new RelayRefused('gone', 'This relay is closed.')), undefined)
        void refused.then(() => onState({ status: 'closed' }))
      }
      await refused
    },
  }
}
