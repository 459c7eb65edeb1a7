/** Subscriptions to a relay that is reached over a connection: after each interruption they go on behind the last record that arrived. */
import type { RelayRecord, Subject } from '#shared/contract/envelope.ts'
import { checkRange, RelayRefused } from '../relay.ts'
import { encodeFrame, recordOf, weigh, WINDOW_BYTES, type Answer, type Frame } from './frames.ts'
import { misbehaving, type LinkError } from './open-link.ts'

export interface FollowsOptions {
  readonly send: (frame: Buffer) => void
  readonly nextNumber: () => number
}

interface Follow {
  readonly n: number
  /** Of the last record that arrived, by subject. */
  readonly cursors: Map<Subject, number>
  /** Arrived and not handed over; the window of the relay bounds it. */
  readonly waiting: RelayRecord[]
  readonly onRecord: (record: RelayRecord) => void | Promise<void>
  readonly onEnd: (error: RelayRefused | undefined) => void
  /** Handed over and not told to the relay, bytes as `weigh` counts them. */
  taken: number
  busy: boolean
}

export function createFollows({ send, nextNumber }: FollowsOptions) {
  const open = new Map<number, Follow>()
  const ask = ({ n, cursors }: Follow): void => send(encodeFrame({ t: 'follow', n, from: Object.fromEntries(cursors) as Record<Subject, number> }))

  async function handOver(follow: Follow): Promise<void> {
    if (follow.busy) return
    follow.busy = true
    for (let record = follow.waiting.shift(); record && open.has(follow.n); record = follow.waiting.shift()) {
      const taken = follow.onRecord(record)
      if (taken) await taken
      follow.taken += weigh(record)
      if (follow.taken >= WINDOW_BYTES / 4) tell(follow)
    }
    follow.busy = false
  }

  function tell(follow: Follow): void {
    send(encodeFrame({ t: 'took', n: follow.n, bytes: follow.taken }))
    follow.taken = 0
  }

  return {
    /** @param check runs what it is given or throws why nothing can be followed at all. */
    start(from: Readonly<Partial<Record<Subject, number>>>, { onRecord, onEnd, check }: Pick<Follow, 'onRecord' | 'onEnd'> & { check: (range: () => void) => void }): () => void {
      try {
        check(() => Object.entries(from).forEach(([subject, after]) => checkRange(subject, after, 1)))
      } catch (error) {
        const told = setImmediate(() => onEnd(error as RelayRefused))
        return () => clearImmediate(told)
      }
      const n = nextNumber()
      const follow: Follow = { n, cursors: new Map(Object.entries(from) as [Subject, number][]), waiting: [], onRecord, onEnd, taken: 0, busy: false }
      open.set(n, follow)
      ask(follow)
      return () => {
        if (open.delete(n)) send(encodeFrame({ t: 'unfollow', n }))
      }
    },
    /** @returns why the connection cannot go on. */
    accept({ header, body }: Frame<Answer>): LinkError | undefined {
      const follow = 'n' in header ? open.get(header.n) : undefined
      if (!follow) return undefined
      if (header.t === 'refused') {
        open.delete(follow.n)
        return void follow.onEnd(new RelayRefused(header.reason, header.message, header.last))
      }
      if (header.t !== 'record' || header.position !== (follow.cursors.get(header.subject) ?? Number.NaN) + 1) return misbehaving('records with gaps or of another subject')
      follow.cursors.set(header.subject, header.position)
      follow.waiting.push(recordOf(header, body))
      handOver(follow).catch((error: unknown) => (open.delete(follow.n) ? giveUp(follow, send, error) : undefined))
      return undefined
    },
    resume(): void {
      for (const follow of open.values()) {
        follow.taken = 0
        ask(follow)
      }
    },
    end(error: RelayRefused | undefined): void {
      const all = [...open.values()]
      open.clear()
      for (const { onEnd } of all) setImmediate(() => onEnd(error))
    },
  }
}

/** What came could not be kept, as on a disk that fails: whoever follows begins again from what arrived. */
function giveUp({ n, onEnd }: Follow, send: FollowsOptions['send'], error: unknown): void {
  send(encodeFrame({ t: 'unfollow', n }))
  onEnd(new RelayRefused('gone', String(error)))
}
