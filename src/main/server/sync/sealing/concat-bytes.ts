/** Joins bytes in memory of their own: `Buffer.concat` would put small secrets into a pool that is sent along when one of its parts is sent to a worker. */

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
