/** Follows the subjects that matter to this device, each from where it is, and begins anew when the set of them changes. */
import type { RelayRecord, Subject } from '#shared/contract/envelope.ts'
import type { Relay, RelayRefused } from '../relay.ts'

export interface Follow {
  /** Follows exactly these from now on. */
  set(subjects: ReadonlySet<Subject>): void
  stop(): void
}

export interface FollowOptions {
  readonly relay: Pick<Relay, 'subscribe'>
  /** The last position that was taken. */
  readonly after: (subject: Subject) => number
  readonly onRecord: (record: RelayRecord) => void | Promise<void>
  /** Why it ended by itself; `set` begins it again. */
  readonly onEnd: (error: RelayRefused | undefined) => void
}

export function createFollow({ relay, after, onRecord, onEnd }: FollowOptions): Follow {
  let followed: ReadonlySet<Subject> = new Set()
  let stop: (() => void) | undefined
  let turn = 0

  return {
    set(subjects) {
      if (stop && subjects.size === followed.size && [...subjects].every((subject) => followed.has(subject))) return
      stop?.()
      followed = new Set(subjects)
      const mine = (turn += 1)
      if (subjects.size === 0) return void (stop = undefined)
      stop = relay.subscribe(
        Object.fromEntries([...subjects].map((subject) => [subject, after(subject)])),
        // A record of a subscription that was ended meanwhile comes again with the next.
        (record) => (mine === turn ? onRecord(record) : undefined),
        (error) => {
          if (mine !== turn) return
          stop = undefined
          onEnd(error)
        },
      )
    },
    stop() {
      turn += 1
      stop?.()
      stop = undefined
    },
  }
}
