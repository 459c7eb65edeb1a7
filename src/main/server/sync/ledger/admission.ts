/** How a device gets into a workspace: the founder's, one with an invite, and what an invite is made of. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { Role } from '#shared/contract/person.ts'
import type { Certificate } from '../groups/member.ts'
import type { SigningKey } from '../sealing/signing-keys.ts'
import type { Ledger, LedgerInvite } from './ledger.ts'

/** Who asks to be let in. */
export interface Newcomer {
  readonly device: string
  readonly deviceName: string
  readonly signingKey: SigningKey
  /** Of a new person; who comes back to an existing one has that one's. */
  readonly username: string
  readonly displayName: string
}

export interface Admission {
  readonly certificate: Certificate
  /** The body of the change `device.admitted`. */
  readonly body: ChangeOf<'device.admitted'>['body']
}

/** The first device of a workspace: signed by the root key. */
export declare function admitFounder(root: SigningKey, founder: Newcomer & { readonly person: string }): Admission

/**
 * @param ledger having read all of `workspace`.
 * @param newPerson the id that a new person is to have.
 * @throws AppError `not_found`, `forbidden` (used up, revoked, expired), `conflict` with `field` "username"
 */
export declare function admitByInvite(ledger: Ledger, seed: Uint8Array, newcomer: Newcomer, options: { readonly newPerson: string; readonly at: number }): Admission

/** What a device shows at the gateway before it is admitted: that it holds the invite's seed. */
export declare function buildCredential(root: Uint8Array, seed: Uint8Array, device: string, publicKey: Uint8Array): Uint8Array
/** @returns the invite that it shows, if it is this device's. */
export declare function readCredential(ledger: Ledger, credential: Uint8Array, device: string, publicKey: Uint8Array): LedgerInvite | undefined

export interface InviteOptions {
  readonly inviteId: string
  readonly role: Exclude<Role, 'owner'>
  /** ms since epoch, whole seconds; null: never. */
  readonly expiresAt: number | null
  readonly uses: number
  /** For this person alone, who has another device with it: oneself, or (by an admin) somebody else. Its role is then that person's. */
  readonly person: string | null
  readonly label: string
  readonly createdBy: string
}

/** A fresh invite: the seed goes into the link (`sealing/invite-link.ts`) and nowhere else, the body into a change `invite.created`. */
export declare function createInvite(root: Uint8Array, by: SigningKey, options: InviteOptions): { readonly seed: Uint8Array; readonly body: ChangeOf<'invite.created'>['body'] }
