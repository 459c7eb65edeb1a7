/** Byte fields one after another, each behind its length, so that there is one way to write them and one way to read them. */

const LENGTH_BYTES = 4
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Each field behind its length (unsigned, 4 bytes, big-endian). */
export function packFields(...fields: readonly Uint8Array[]): Uint8Array {
  const packed = new Uint8Array(fields.reduce((size, field) => size + LENGTH_BYTES + field.length, 0))
  const view = new DataView(packed.buffer)
  let at = 0
  for (const field of fields) {
    view.setUint32(at, field.length)
    packed.set(field, at + LENGTH_BYTES)
    at += LENGTH_BYTES + field.length
  }
  return packed
}

/**
 * The fields of `packed`, as views into it.
 * @throws RangeError when its lengths do not add up, or when there are not exactly `count` fields (any number when left out)
 */
export function unpackFields(packed: Uint8Array, count?: number): Uint8Array[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const fields: Uint8Array[] = []
  let at = 0
  while (at < packed.length) {
    const start = at + LENGTH_BYTES
    const end = start + view.getUint32(at)
    if (end > packed.length) throw new RangeError('A field is longer than what is left.')
    fields.push(packed.subarray(start, end))
    at = end
  }
  if (count !== undefined && fields.length !== count) throw new RangeError(`Expected ${count} fields, found ${fields.length}.`)
  return fields
}

/** 8 bytes, big-endian. */
export function packNumber(value: number | bigint): Uint8Array {
  const packed = new Uint8Array(8)
  new DataView(packed.buffer).setBigUint64(0, BigInt(value))
  return packed
}

/** @throws RangeError unless there are exactly 8 bytes */
export function unpackBigint(packed: Uint8Array): bigint {
  if (packed.length !== 8) throw new RangeError('A number has 8 bytes.')
  return new DataView(packed.buffer, packed.byteOffset, 8).getBigUint64(0)
}

/** @throws RangeError unless it is a number that JavaScript holds exactly */
export function unpackNumber(packed: Uint8Array): number {
  const value = Number(unpackBigint(packed))
  if (!Number.isSafeInteger(value)) throw new RangeError('A number is too large.')
  return value
}

export const packText = (text: string): Uint8Array => encoder.encode(text)

/** @throws TypeError when it is not UTF-8 */
export const unpackText = (packed: Uint8Array): string => decoder.decode(packed)

/** In a time that depends on the lengths only. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false
  let difference = 0
  for (let at = 0; at < one.length; at += 1) difference |= (one[at] as number) ^ (other[at] as number)
  return difference === 0
}
