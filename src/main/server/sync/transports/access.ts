/** Who may do what on a gateway: decided by who hosts, because a transport knows no members. */
import type { Envelope, Subject } from '#shared/contract/envelope.ts'
import type { Verifier } from './proof.ts'

/** A device that has shown that it holds this key on this connection. */
export interface Claim {
  readonly device: string
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array
  /** What it adds to be let in for the first time, such as an invite; at most 6 KiB. */
  readonly credential: Uint8Array | undefined
  /** The IP address it comes from. */
  readonly from: string
}

/** What is returned by these is why not, in words for the person at the device; undefined lets it pass. */
export interface Access {
  /** That the envelope names the device of the connection is checked already. Also whether it may redact what it redacts. */
  refuseAppend?(envelope: Envelope): string | undefined | Promise<string | undefined>
  /** Sealed files of any channel: who knows a name and no key learns nothing. */
  refuseFiles?(): string | undefined | Promise<string | undefined>
  refuseRead?(subject: Subject): string | undefined | Promise<string | undefined>
  /** Asked for each record that is sent to who follows: what was allowed when it began may be over. */
  refuseRecord?(subject: Subject): string | undefined | Promise<string | undefined>
}

export interface Doorkeeper extends Verifier {
  /** @returns what the device may do, or why it is not let in. */
  admit(claim: Claim): Access | string | Promise<Access | string>
}
