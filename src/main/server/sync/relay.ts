/** What orders and keeps the envelopes of a workspace. Every implementation passes `test/sync/relay-conformance.ts`. */
import type { Envelope, RelayRecord, Subject } from '#shared/contract/envelope.ts'

export interface Appended {
  readonly position: number
  readonly at: number
  /** It was there already: the first try had arrived. */
  readonly duplicate: boolean
}

export interface RelayPage {
  readonly records: readonly RelayRecord[]
  /** Of the last record of the subject; 0 while it has none. */
  readonly last: number
}

export interface Relay {
  /**
   * Resolves once the record is on disk. `expectLast` makes it a compare-and-set: it is refused when the subject's last position is another.
   * A repetition (same id and the same bytes) gives the first one's place whatever it expects.
   * @throws RelayRefused `conflict` (with the last position), `changed` (the id is taken by other bytes), `too_large`, `not_allowed`, `full`, `gone`
   */
  append(envelope: Envelope, options?: { readonly expectLast?: number }): Promise<Appended>
  /** In order of position, those after `after`; `limit` 1 to 1000. The same for everybody, always. */
  read(subject: Subject, after: number, limit: number): Promise<RelayPage>
  /**
   * Calls `onRecord` for each record after `from` (by subject), those that are there and those that come, in order and without gaps, each once.
   * A redaction of an older record comes as its own record with `redacts`. @returns what ends it.
   */
  subscribe(from: Readonly<Partial<Record<Subject, number>>>, onRecord: (record: RelayRecord) => void, onEnd: (error: RelayRefused | undefined) => void): () => void
  close(): Promise<void>
}

export type RelayRefusal = 'conflict' | 'changed' | 'too_large' | 'not_allowed' | 'full' | 'gone'

export class RelayRefused extends Error {
  readonly reason: RelayRefusal
  /** With `conflict`: the last position of the subject. */
  readonly last: number | undefined

  constructor(reason: RelayRefusal, message: string, last?: number) {
    super(message)
    this.name = 'RelayRefused'
    this.reason = reason
    this.last = last
  }
}
