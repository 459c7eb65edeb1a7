/** The one way to write several values as the bytes that are signed or authenticated: two different lists never give the same bytes. */

/** What the bytes are for. Each is used in one place, so that nothing that was signed or derived for one purpose serves another. */
export type Purpose =
  | 'hookline/envelope/1'
  | 'hookline/statement/1'
  | 'hookline/content/1'
  | 'hookline/content-key/1'
  | 'hookline/content/2'
  | 'hookline/content-key/2'
  | 'hookline/channel-key/1'
  | 'hookline/handover/1'
  | 'hookline/handover-key/1'
  | 'hookline/link/1'
  | 'hookline/link-id/1'
  | 'hookline/link-key/1'
  | 'hookline/at-rest/1'
  | 'hookline/at-rest-key/1'
  | 'hookline/safety-number/1'
  | 'hookline/group-code/1'
  | 'hookline/fingerprint/1'

/** Text as UTF-8, numbers (0 to 2^64 - 1) as eight bytes, bytes as they are. */
export type Part = string | bigint | Uint8Array

/**
 * The purpose and then each part, every one behind its length in four bytes, big end first. How many parts a purpose has, and which of them is what, is
 * fixed where it is used. They begin with two zero bytes, which nothing that MLS signs does (RFC 9420 §5.1.2: a label of at least 8 bytes).
 */
export function canonicalBytes(purpose: Purpose, parts: readonly Part[]): Uint8Array {
  const encoded = [encodePart(purpose), ...parts.map(encodePart)]
  const bytes = Buffer.alloc(encoded.reduce((sum, part) => sum + 4 + part.length, 0))
  let at = 0
  for (const part of encoded) {
    at = bytes.writeUInt32BE(part.length, at)
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

function encodePart(part: Part): Uint8Array {
  if (typeof part === 'bigint') {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64BE(part)
    return bytes
  }
  if (typeof part !== 'string') return part
  // Encoding would replace half a surrogate pair, and two texts would become one.
  if (!part.isWellFormed()) throw new TypeError('A text with half a surrogate pair cannot be signed.')
  return Buffer.from(part, 'utf8')
}
