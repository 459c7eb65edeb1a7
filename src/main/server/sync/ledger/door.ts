/** Who may do what at a gateway, by the facts: everything that all would skip is refused at the door, so that its author hears why. */
import type { Envelope, Subject } from '#shared/contract/envelope.ts'
import type { Doorkeeper } from '../transports/access.ts'
import type { Ledger } from './ledger.ts'

export interface DoorOptions {
  readonly ledger: Ledger
  /** ms since epoch: the clock that the relay gives to records. */
  readonly now: () => number
  /** Resolves when the ledger has taken all that the relay has in `workspace`: who was just admitted or added is let in at once. */
  readonly catchUp: () => Promise<void>
  /** Of a record that somebody wants to redact: its device, and for a hook's message the person whose hook it is. */
  readonly findAuthor: (subject: Subject, id: string) => Author | undefined | Promise<Author | undefined>
}

export interface Author {
  readonly device: string
  readonly person?: string | undefined
}

/** For `startGateway`. A device that is not admitted yet gets in with an invite that holds (`buildCredential`), reads `workspace` and appends its own `device.admitted`. */
export declare function createDoor(options: DoorOptions): Doorkeeper

/** Each: why not, in words; undefined when it may. As of the last record. */
export declare function whyNotRead(ledger: Ledger, device: string, subject: Subject): string | undefined
export declare function whyNotAppend(ledger: Ledger, envelope: Envelope, at: number): string | undefined
export declare function whyNotRedact(ledger: Ledger, device: string, subject: Subject, author: Author | undefined): string | undefined
