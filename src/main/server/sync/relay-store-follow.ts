/** Follows subjects of a relay that is at hand: pages of what is there, then what comes, in order, without gaps, each once. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RelayRecord, Subject } from '#shared/contract/envelope.ts'
import { RelayRefused, type Relay, type RelayPage } from './relay.ts'

export interface Followers {
  readonly subscribe: Relay['subscribe']
  /** To be told of each record once it is on disk. */
  announce(record: RelayRecord): void
  /** Ends all. */
  close(): void
}

/** More waits in memory for nobody: a slow follower reads it again. */
const WAITING_LIMIT = 64
const PAGE_RECORDS = 256

interface Follower {
  readonly cursors: Map<Subject, number>
  /** Where the file has more than was announced in order. */
  readonly behind: Set<Subject>
  /** Announced right after what was handed over: no need to read it. */
  waiting: RelayRecord[]
  wake: () => void
  ended: boolean
}

export function createFollowers(read: (subject: Subject, after: number, limit: number) => RelayPage): Followers {
  const all = new Map<Follower, (error: RelayRefused | undefined) => void>()

  async function run(follower: Follower, onRecord: (record: RelayRecord) => void | Promise<void>): Promise<void> {
    const hand = async (record: RelayRecord): Promise<void> => {
      const next = (follower.cursors.get(record.subject) ?? 0) + 1
      if (record.position > next) follower.behind.add(record.subject)
      if (follower.ended || record.position !== next) return
      follower.cursors.set(record.subject, record.position)
      const taken = onRecord(record)
      if (taken) await taken
    }
    while (!follower.ended) {
      for (const record of take(follower)) await hand(record)
      for (const subject of [...follower.behind]) {
        follower.behind.delete(subject)
        const page = read(subject, follower.cursors.get(subject) ?? 0, PAGE_RECORDS)
        for (const record of page.records) await hand(record)
        if ((follower.cursors.get(subject) ?? 0) < page.last) follower.behind.add(subject)
        // Others have their turn between the pages of a long history.
        await nextTurn()
        if (follower.ended) return
      }
      if (follower.behind.size === 0 && follower.waiting.length === 0) await new Promise<void>((resolve) => (follower.wake = resolve))
    }
  }

  return {
    subscribe(from, onRecord, onEnd) {
      const cursors = new Map(Object.entries(from) as [Subject, number][])
      const follower: Follower = { cursors, behind: new Set(cursors.keys()), waiting: [], wake: () => undefined, ended: false }
      const end = (): void => {
        follower.ended = true
        all.delete(follower)
        follower.wake()
      }
      all.set(follower, (error) => {
        end()
        onEnd(error)
      })
      void nextTurn().then(() => {
        const refusal = follower.ended ? undefined : findSetBack(cursors, read)
        if (refusal) all.get(follower)?.(refusal)
        return run(follower, onRecord)
      }).catch((error: unknown) => {
        // A disk that does not answer, here or where the record goes: whoever follows begins again from what arrived.
        all.get(follower)?.(error instanceof RelayRefused ? error : new RelayRefused('gone', error instanceof Error ? error.message : String(error)))
      })
      return end
    },
    announce(record) {
      for (const follower of all.keys()) note(follower, record)
    },
    close() {
      for (const end of [...all.values()]) end(undefined)
    },
  }
}

function take(follower: Follower): RelayRecord[] {
  const { waiting } = follower
  follower.waiting = []
  return waiting
}

function note(follower: Follower, record: RelayRecord): void {
  if (!follower.cursors.has(record.subject)) return
  if (follower.waiting.length < WAITING_LIMIT) follower.waiting.push(record)
  else {
    for (const { subject } of follower.waiting) follower.behind.add(subject)
    follower.behind.add(record.subject)
    follower.waiting = []
  }
  follower.wake()
}

function findSetBack(cursors: Map<Subject, number>, read: (subject: Subject, after: number, limit: number) => RelayPage): RelayRefused | undefined {
  for (const [subject, position] of cursors) {
    const { last } = read(subject, position, 1)
    if (last < position) return new RelayRefused('conflict', `The relay ends at ${last} in ${subject}, and ${position} was seen before: it was set back.`, last)
  }
  return undefined
}
