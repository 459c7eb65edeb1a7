/** Uploads a file as a window does, piece by piece, and makes small pictures to upload. */
import { deflateSync, crc32 } from 'node:zlib'
import type { File as SentFile } from '#shared/contract/file.ts'
import { PIECE_BYTES } from '#shared/contract/rpc/files.ts'
import type { Client } from './connect-socket.ts'

export interface Upload {
  readonly name?: string
  readonly mediaType?: string
  readonly bytes: Uint8Array
  readonly thumbnail?: Uint8Array | null
}

/** What `files.begin` is given. */
export function announce({ name = 'notes.txt', mediaType = 'text/plain', bytes, thumbnail = null }: Upload) {
  return { name, mediaType, sizeBytes: bytes.length, width: null, height: null, thumbnailBytes: thumbnail?.length ?? null }
}

/** Whole on the server and not posted. */
export async function upload(client: Pick<Client, 'files'>, given: Upload): Promise<SentFile> {
  const { fileId } = await client.files.begin(announce(given))
  if (given.thumbnail) await sendPart(client, fileId, 'thumbnail', given.thumbnail)
  await sendPart(client, fileId, 'content', given.bytes)
  return client.files.finish({ fileId })
}

export async function sendPart(client: Pick<Client, 'files'>, fileId: SentFile['id'], part: 'content' | 'thumbnail', bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length; offset += PIECE_BYTES) {
    await client.files.append({ fileId, part, offset, base64: Buffer.from(bytes.subarray(offset, offset + PIECE_BYTES)).toString('base64') })
  }
}

/** All pieces of it. */
export async function readWhole(client: Pick<Client, 'files'>, fileId: SentFile['id'], part: 'content' | 'thumbnail' = 'content'): Promise<Buffer> {
  const pieces: Buffer[] = []
  for (let offset = 0; ; ) {
    const { base64, sizeBytes } = await client.files.read({ fileId, part, offset })
    const piece = Buffer.from(base64, 'base64')
    pieces.push(piece)
    offset += piece.length
    if (offset >= sizeBytes || piece.length === 0) return Buffer.concat(pieces)
  }
}

/** A true PNG of one colour; `seed` decides the colour, so that two differ. */
export function makePng(width: number, height: number, seed = 0): Buffer {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([seed * 37, seed * 91, 120]))])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const data = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
