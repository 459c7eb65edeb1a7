/** What a device shows at the gateway before it is admitted: that it holds an invite. */
import { packFields, sameBytes, unpackFields } from '../groups/fields.ts'
import { importSigningKey, parsePublicKey, signStatement, verifyStatement } from '../sealing/signing-keys.ts'
import type { Ledger } from './ledger.ts'
import type { LedgerInvite } from './questions.ts'

/** Of this device only: who reads it cannot come in with it. @param seed the invite's, from its link. */
export function buildCredential(root: Uint8Array, seed: Uint8Array, device: string, publicKey: Uint8Array): Uint8Array {
  const invite = importSigningKey(seed)
  return packFields(invite.publicKey.bytes, signStatement(invite, 'visit', [root, device, publicKey]))
}

/** @returns the invite that it shows; undefined when it is none, or another device's. Whether it still holds is another question. */
export function readCredential(ledger: Ledger, credential: Uint8Array, device: string, publicKey: Uint8Array): LedgerInvite | undefined {
  try {
    const [key, signature] = unpackFields(credential, 2) as [Uint8Array, Uint8Array]
    const invite = ledger.invites().find((one) => sameBytes(one.key, key))
    return invite && parsePublicKey(key) && verifyStatement(parsePublicKey(key)!, 'visit', [ledger.root, device, publicKey], signature) ? invite : undefined
  } catch {
    return undefined
  }
}
