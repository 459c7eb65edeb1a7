/** Padding to steps, so that the length of what is sealed tells little. */

/** The host sees the length of a message in steps of this many bytes. */
export const PADDING_STEP_BYTES = 256

/** 0x80 and then zeros up to the next multiple, 1 to 256 bytes (ISO/IEC 7816-4). */
export function pad(content: Uint8Array): Uint8Array {
  const padded = new Uint8Array((Math.floor(content.length / PADDING_STEP_BYTES) + 1) * PADDING_STEP_BYTES)
  padded.set(content)
  padded[content.length] = 0x80
  return padded
}

/** @returns undefined when it is not padded in the one right way. */
export function unpad(padded: Uint8Array): Uint8Array | undefined {
  if (padded.length === 0 || padded.length % PADDING_STEP_BYTES !== 0) return undefined
  const end = padded.findLastIndex((byte) => byte !== 0)
  if (padded[end] !== 0x80 || padded.length - end > PADDING_STEP_BYTES) return undefined
  return padded.subarray(0, end)
}
