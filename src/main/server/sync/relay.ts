/** What orders and keeps the envelopes of a workspace. Every implementation passes `test/sync/relay-conformance.ts`. */
import { ENVELOPE_LIMIT_BYTES, envelopeSchema, subjectSchema, type Envelope, type RelayRecord, type Subject } from '#shared/contract/envelope.ts'

/** Most records of a page. */
const PAGE_LIMIT = 1000
/** A page ends early when its bodies reach this; one record is always in it. */
export const PAGE_BYTES = 4 * 1024 * 1024

export interface Appended {
  readonly position: number
  readonly at: number
  /** It was there already: the first try had arrived. */
  readonly duplicate: boolean
}

export interface RelayPage {
  readonly records: readonly RelayRecord[]
  /** Of the last record of the subject; 0 while it has none. There is more to read while the page's own last is smaller. */
  readonly last: number
}

export interface AppendOptions {
  readonly expectLast?: number | undefined
  /** Only over this connection, one of `link()`: refused with `gone` once that has ended, and never sent over a later one. */
  readonly link?: number | undefined
  /** The id of what was sent before and is not answered yet: refused with `gone`, and not placed, while the subject lacks that. */
  readonly behind?: string | undefined
}

export interface Relay {
  /**
   * Resolves once the record is on disk. Those that one caller appends without waiting are placed in the order of the calls. `expectLast`
   * makes it a compare-and-set: it is refused when the subject's last position is another. A repetition (same id and the same bytes) gives
   * the first one's place whatever it expects, also when its body was dropped since.
   * @throws RelayRefused `conflict` (with the last position), `changed` (the id is taken by other bytes), `too_large`, `invalid` (also: it
   * redacts what cannot be redacted), `not_allowed`, `full`, `gone`
   */
  append(envelope: Envelope, options?: AppendOptions): Promise<Appended>
  /**
   * In order of position, those after `after`; `limit` 1 to 1000, and fewer than that when the bodies are large. The same for everybody,
   * always, but for bodies that were dropped. @throws RelayRefused `invalid`, `not_allowed`, `gone`
   */
  read(subject: Subject, after: number, limit: number): Promise<RelayPage>
  /**
   * Calls `onRecord` for each record after `from` (by subject), those that are there and those that come, in order and without gaps, each
   * once, never during this call. What it returns is waited for before the next. A redaction of an older record comes as its own record
   * with `redacts`. `onEnd` is called once: without an error after `close`, with `conflict` when the relay knows less than `from` (it
   * was set back: the caller has records that it lacks), or with `invalid`, `not_allowed`. @returns what ends it without calling `onEnd`.
   */
  subscribe(from: Readonly<Partial<Record<Subject, number>>>, onRecord: (record: RelayRecord) => void | Promise<void>, onEnd: (error: RelayRefused | undefined) => void): () => void
  /** Another number whenever a connection begins or ends; a relay that needs none leaves it out. */
  link?(): number
  /** Resolves when nothing is under way any more. Later calls are refused with `gone`. */
  close(): Promise<void>
}

/**
 * For good: `changed`, `too_large`, `invalid`, `not_allowed`. To be built anew on what was read since: `conflict`. To be tried again later
 * with the same id: `full` (nothing was stored) and `gone` (no answer: it may have been stored).
 */
export const relayRefusals = ['conflict', 'changed', 'too_large', 'invalid', 'not_allowed', 'full', 'gone'] as const
export type RelayRefusal = (typeof relayRefusals)[number]

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

/** What every relay refuses, before anything else. @throws RelayRefused `too_large`, `invalid` */
export function checkEnvelope(envelope: Envelope, expectLast: number | undefined): void {
  if (envelope.body.length > ENVELOPE_LIMIT_BYTES) throw new RelayRefused('too_large', `An envelope holds at most ${ENVELOPE_LIMIT_BYTES} bytes; this one has ${envelope.body.length}.`)
  const parsed = envelopeSchema.safeParse(envelope)
  if (!parsed.success) throw new RelayRefused('invalid', `This is no envelope: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`)
  if (expectLast !== undefined && !isPosition(expectLast)) throw new RelayRefused('invalid', 'A position is a whole number from 0.')
}

/** Of `read`; of `subscribe` with 1 as the limit. @throws RelayRefused `invalid` */
export function checkRange(subject: string, after: number | undefined, limit: number): asserts subject is Subject {
  if (!subjectSchema.safeParse(subject).success) throw new RelayRefused('invalid', `There is no such subject: ${subject}`)
  if (!isPosition(after)) throw new RelayRefused('invalid', 'A position is a whole number from 0.')
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_LIMIT) throw new RelayRefused('invalid', `A page holds 1 to ${PAGE_LIMIT} records.`)
}

const isPosition = (value: number | undefined): boolean => Number.isSafeInteger(value) && Number(value) >= 0
