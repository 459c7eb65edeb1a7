/** Makes an invite: a key of its own whose seed stands in the link alone, and the fact that says what it is for. */
import type { ChangeOf } from '#shared/contract/change.ts'
import { inviteIdSchema, personIdSchema } from '#shared/contract/ids.ts'
import type { Role } from '#shared/contract/person.ts'
import { certifyInvite } from '../groups/member.ts'
import { createSigningKey, type SigningKey } from '../sealing/signing-keys.ts'
import { encodeBytes } from './decode-bytes.ts'

export interface InviteOptions {
  readonly inviteId: string
  readonly role: Exclude<Role, 'owner'>
  /** ms since epoch, whole seconds; null: never. */
  readonly expiresAt: number | null
  /** How many devices may come with it, 1 to 1000. */
  readonly uses: number
  /** For this person alone, who has another device with it: oneself, or (by an admin) somebody else. `role` then says nothing. */
  readonly person: string | null
  /** For the list. */
  readonly label: string
  readonly createdBy: string
}

export interface CreatedInvite {
  /** 32 bytes, for the link (`sealing/invite-link.ts`); stored nowhere. */
  readonly seed: Uint8Array
  /** Of the change `invite.created`. */
  readonly body: ChangeOf<'invite.created'>['body']
}

/** @param by the key of the device that says it. */
export function createInvite(root: Uint8Array, by: SigningKey, options: InviteOptions): CreatedInvite {
  const key = createSigningKey()
  const { inviteId, role, expiresAt, uses, person, label, createdBy } = options
  const terms = { by: by.publicKey.bytes, role, expiresAt: expiresAt ?? 0, person: person ?? undefined }
  const body = {
    inviteId: inviteIdSchema.parse(inviteId),
    inviteKey: encodeBytes(key.publicKey.bytes),
    role,
    expiresAt,
    uses,
    personId: person === null ? null : personIdSchema.parse(person),
    label,
    createdBy: personIdSchema.parse(createdBy),
    signature: encodeBytes(certifyInvite(root, key.publicKey.bytes, terms, by)),
  }
  return { seed: key.exportSeed(), body }
}
