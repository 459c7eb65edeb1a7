/** Follows the subjects that matter to this device, each from where it is, and begins anew when the set of them changes. */
import type { RelayRecord, Subject } from '#shared/contract/envelope.ts'
import type { Relay, RelayRefused } from '../relay.ts'
import { SUBJECTS_LIMIT } from '../transports/frames.ts'

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

  function begin(subjects: readonly Subject[]): () => void {
    const mine = (turn += 1)
    const stops = listParts(subjects).map((part) =>
      relay.subscribe(
        Object.fromEntries(part.map((subject) => [subject, after(subject)])),
        // A record of a subscription that was ended meanwhile comes again with the next.
        (record) => (mine === turn ? onRecord(record) : undefined),
        (error) => {
          if (mine !== turn) return
          end()
          onEnd(error)
        },
      ),
    )
    return () => stops.forEach((one) => one())
  }

  function end(): void {
    turn += 1
    stop?.()
    stop = undefined
  }

  return {
    set(subjects) {
      if (stop && subjects.size === followed.size && [...subjects].every((subject) => followed.has(subject))) return
      end()
      followed = new Set(subjects)
      if (subjects.size > 0) stop = begin([...subjects])
    },
    stop: end,
  }
}

/** A host takes only so many in one subscription. */
function listParts(subjects: readonly Subject[]): Subject[][] {
  return Array.from({ length: Math.ceil(subjects.length / SUBJECTS_LIMIT) }, (_, part) => subjects.slice(part * SUBJECTS_LIMIT, (part + 1) * SUBJECTS_LIMIT))
}
