/** What the sync thread tells the server thread of one record of a log: what it opened, what it could not, and what counts for nobody. */
import type { Change } from '#shared/contract/change.ts'
import type { ChangeId, DeviceId } from '#shared/contract/ids.ts'
import type { Unopened } from '#shared/contract/team.ts'
import type { Log } from '../store/log-of.ts'

export type { Log } from '../store/log-of.ts'

interface Place {
  readonly log: Log
  /** From 1, without gaps; as the relay gave it. */
  readonly position: number
}

interface Sent extends Place {
  /** ms since epoch by the relay's clock. */
  readonly at: number
  /** Whose signature the envelope has; proven. */
  readonly device: DeviceId
  /** Of the envelope, which is the change's own. */
  readonly id: ChangeId
}

/** Opened. Facts were judged by the ledger; content is judged by whoever applies it. An own change comes like any other. */
export interface Opened extends Sent {
  readonly sealed: boolean
  readonly change: Change
  /** The records whose content the relay dropped because of this, as in an envelope. */
  readonly redacts?: string | undefined
}

/** Could not be opened, or not yet. Comes again as `Opened` at the same place once it can be. */
export interface NotOpened extends Sent {
  readonly unopened: { readonly state: Unopened['state']; readonly reason: string }
}

/** Everybody alike passes over it: a refused fact, or what is no change at all. */
export interface Skipped extends Sent {
  readonly skipped: string
}

/** Its content was dropped because somebody deleted the message; who sent it is the host's word alone. */
export interface Dropped extends Sent {
  readonly dropped: true
  readonly sealed: boolean
}

/** A place that holds nothing: the filler of a position that was given before the log was shared. */
export interface Gap extends Place {
  readonly gap: true
}

export type Arrival = Opened | NotOpened | Skipped | Dropped | Gap
