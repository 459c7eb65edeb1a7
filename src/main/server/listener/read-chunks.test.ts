/** How far a compressed body is unpacked: what people send whole, and a bomb for a moment. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readChunks, UnreadableBody } from './read-chunks.ts'

const mebibyte = 1024 * 1024

/** In pieces as they come from a socket. */
function bodyOf(bytes: Buffer, encoding: string) {
  const pieces = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, index) => bytes.subarray(index * 65_536, (index + 1) * 65_536))
  return { headers: { 'content-encoding': encoding }, stream: Readable.from(pieces, { objectMode: false }) as IncomingMessage }
}

async function unpack(bytes: Buffer, encoding: string): Promise<{ unpackedBytes: number; refused: string | null }> {
  let unpackedBytes = 0
  try {
    for await (const chunk of readChunks(bodyOf(bytes, encoding), 100 * mebibyte)) unpackedBytes += chunk.length
    return { unpackedBytes, refused: null }
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error
    return { unpackedBytes, refused: error.refusal.detail }
  }
}

/** Not as small as brotli can, which takes it seconds. */
const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
const packers = { gzip: gzipSync, deflate: deflateSync, br: (bytes: Buffer) => brotliCompressSync(bytes, quickly) }

describe.each(Object.entries(packers))('%s', (encoding, pack) => {
  test('a bomb is let go after a moment, though all of it is there', async () => {
    const { unpackedBytes, refused } = await unpack(pack(Buffer.alloc(40 * mebibyte)), encoding)
    expect(refused).toBe('The compressed body grows more than 100 times when unpacked.')
    expect(unpackedBytes).toBeLessThan(mebibyte)
  })

  test('one that hides behind what does not shrink is, too', async () => {
    const { unpackedBytes, refused } = await unpack(pack(Buffer.concat([randomBytes(50_000), Buffer.alloc(40 * mebibyte)])), encoding)
    expect(refused).toMatch(/^The compressed body grows/)
    expect(unpackedBytes).toBeLessThan(7 * mebibyte)
  })

  test('many spaces before the rest are none, nor is a long log', async () => {
    const padded = Buffer.concat([Buffer.alloc(300_000, ' '), randomBytes(mebibyte)])
    expect(await unpack(pack(padded), encoding)).toEqual({ unpackedBytes: padded.length, refused: null })
    const log = Buffer.from(Array.from({ length: 100_000 }, (_, line) => `2026-11-22 17:${line % 60} host-${line} restarted\n`).join(''))
    expect(await unpack(pack(log), encoding)).toEqual({ unpackedBytes: log.length, refused: null })
  })
})
