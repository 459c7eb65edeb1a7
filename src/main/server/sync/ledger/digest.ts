/** One digest over all records of the workspace's log: two devices that were told different facts have different ones. */
import type { RelayRecord } from '#shared/contract/envelope.ts'
import { packFields, packNumber, packText } from '../groups/fields.ts'
import { primitives } from '../sealing/choose-primitives.ts'

/** Before the first record. */
export function startDigest(root: Uint8Array, workspaceId: string): Uint8Array {
  return primitives().digest.sha256(packFields(packText('hookline facts 1'), root, packText(workspaceId)))
}

/**
 * SHA-256 over the digest before and the record, whether it counts or not; each field behind its length. The body of what is no fact is
 * left out, because it can be dropped; the signature speaks for it.
 */
export function nextDigest(before: Uint8Array, { position, at, id, kind, device, redacts = '', signature, body }: RelayRecord): Uint8Array {
  const { digest } = primitives()
  const content = kind === 'fact' ? digest.sha256(body) : new Uint8Array()
  return digest.sha256(packFields(before, packNumber(position), packNumber(Math.max(0, at)), packText(id), packText(kind), packText(device), packText(redacts), signature, content))
}
