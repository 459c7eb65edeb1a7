/** Unpacks the body of an answer. Nobody asks a receiver to pack it, but one that packs everything may (RFC 9110 §12.5.3). */
import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

export interface Unpacked {
  readonly bytes: Buffer
  /** More than `limitBytes`, or broken: what came until then is there. */
  readonly cut: boolean
}

const unpackers: Readonly<Record<string, () => Transform>> = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }

/** As it is when `encoding`, of the header Content-Encoding, names nothing that can be unpacked. Never throws, and unpacks no more than `limitBytes` and a piece. */
export async function unpackAnswer(bytes: Buffer, encoding: string, limitBytes: number): Promise<Unpacked> {
  const unpacker = unpackers[encoding.trim().toLowerCase()]?.()
  if (!unpacker || bytes.length === 0) return { bytes, cut: false }
  const pieces: Buffer[] = []
  let sizeBytes = 0
  unpacker.end(bytes)
  try {
    for await (const piece of unpacker as AsyncIterable<Buffer>) {
      pieces.push(piece)
      sizeBytes += piece.length
      if (sizeBytes > limitBytes) return { bytes: Buffer.concat(pieces).subarray(0, limitBytes), cut: true }
    }
    return { bytes: Buffer.concat(pieces), cut: false }
  } catch {
    return { bytes: Buffer.concat(pieces), cut: true }
  }
}
