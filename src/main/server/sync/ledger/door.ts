/** Who may do what at a gateway, by the facts: what everybody would skip is refused at the door, so that its author hears why. */
import { listRedacted, type Envelope, type Subject } from '#shared/contract/envelope.ts'
import { sameBytes } from '../groups/fields.ts'
import { parsePublicKey } from '../sealing/signing-keys.ts'
import type { Access, Claim, Doorkeeper } from '../transports/access.ts'
import { readCredential } from './credential.ts'
import type { Ledger } from './ledger.ts'
import { parseFact } from './parse-fact.ts'
import { whyNotAppend, whyNotRead, whyNotRedact, type Author } from './why-not.ts'

export type { Author } from './why-not.ts'

export interface DoorOptions {
  readonly ledger: Ledger
  /** ms since epoch: the clock that the relay gives to records. */
  readonly now: () => number
  /** Resolves when the ledger has taken all that the relay has in `workspace`: who was just admitted or added is let in at once. */
  readonly catchUp: () => Promise<unknown>
  /** Whether the relay has facts that the ledger has not taken yet. */
  readonly isBehind: () => boolean
  /** Whose message it is that somebody wants to redact. */
  readonly findAuthor: (subject: Subject, id: string) => Author | undefined | Promise<Author | undefined>
}

const strange = 'This device is not in the workspace. Open an invite link to join it.'
const unknownInvite = 'The host does not know this invite. If it was made just now, try again in a minute; else ask for a new one.'
/** A device that hears it knows what it means; people are told in their language. */
export const removedMessage = 'This device was removed from the workspace. What it has stays readable on it.'

/**
 * For `startGateway`. A device that is not admitted yet gets in with an invite that holds (`buildCredential`), reads `workspace` and appends
 * its own `device.admitted`; from then on its connection may what the facts say. Drop the connections of those that are removed.
 */
export function createDoor({ ledger, now, catchUp, isBehind, findAuthor }: DoorOptions): Doorkeeper {
  /** Asked each time: facts change while a connection lasts. */
  function standing({ device, publicKey, credential }: Claim): 'in' | 'newcomer' | { readonly refusal: string } {
    const known = ledger.device(device)
    if (known?.removed !== undefined) return { refusal: removedMessage }
    if (known) return sameBytes(known.key, publicKey) ? 'in' : { refusal: 'This device has another key than the workspace knows. Join again as a new device.' }
    const invite = credential && readCredential(ledger, credential, device, publicKey)
    if (!invite) return { refusal: credential ? unknownInvite : strange }
    const problem = ledger.problemOf(invite.id, now())
    return problem === undefined ? 'newcomer' : { refusal: problem }
  }

  function refuseNow(claim: Claim, subject: Subject): string | undefined {
    const at = standing(claim)
    if (typeof at === 'object') return at.refusal
    if (at === 'newcomer') return subject === 'workspace' ? undefined : strange
    return whyNotRead(ledger, claim.device, subject)
  }

  function access(claim: Claim): Access {
    return {
      async refuseRead(subject) {
        await catchUp()
        return refuseNow(claim, subject)
      },
      // What is stored behind a removal must not go out because nobody has judged that yet.
      refuseRecord: (subject) => (isBehind() ? catchUp().then(() => refuseNow(claim, subject)) : refuseNow(claim, subject)),
      async refuseFiles() {
        await catchUp()
        const at = standing(claim)
        if (typeof at === 'object') return at.refusal
        return at === 'newcomer' ? strange : undefined
      },
      async refuseAppend(envelope) {
        await catchUp()
        const at = standing(claim)
        if (typeof at === 'object') return at.refusal
        const record = { ...envelope, position: ledger.position + 1, at: now(), redacted: false }
        const change = parseFact(record)
        if (at === 'newcomer' && change?.kind !== 'device.admitted') return strange
        return whyNotAppend(ledger, record, change) ?? (await refuseRedaction(claim.device, envelope))
      },
    }
  }
  /** Of a message and its edits each by itself: what is beside the post may be somebody else's. */
  async function refuseRedaction(device: string, { subject, redacts }: Envelope): Promise<string | undefined> {
    for (const id of listRedacted(redacts)) {
      const refusal = whyNotRedact(ledger, device, subject, await findAuthor(subject, id))
      if (refusal !== undefined) return refusal
    }
    return undefined
  }

  return {
    verify: (publicKey, bytes, signature) => parsePublicKey(publicKey)?.verify(bytes, signature) === true,
    async admit(claim) {
      await catchUp()
      const at = standing(claim)
      return typeof at === 'object' ? at.refusal : access(claim)
    },
  }
}
