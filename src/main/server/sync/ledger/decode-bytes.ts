/** Reads bytes that a change carries as text. */

/** @returns undefined unless it is written in the one way in base64url. */
export function decodeBytes(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? new Uint8Array(bytes) : undefined
}

export const encodeBytes = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
