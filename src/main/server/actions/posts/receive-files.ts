/** Files that come with a hook's request: kept aside as they arrive, put in their place when they are posted, forgotten otherwise. */
import type { PostedFile } from '#shared/contract/change.ts'
import type { FileId } from '#shared/contract/ids.ts'
import { cleanFileName } from '#shared/core/file-name.ts'
import { cleanMediaType } from '#shared/core/media-type.ts'
import { PICTURE_HEADER_BYTES, readPictureHeader } from '#shared/core/picture-header.ts'
import type { Context } from '../../context.ts'
import type { WholePart } from '../../files/incoming.ts'

/** As the sender wrote it. */
export interface SentFile {
  readonly rawName: string
  readonly rawMediaType: string
}

export interface ReceivedFiles {
  /** Takes a file in, to the end of `chunks`; several may come at once. @throws AppError `storage_full`, `storage_failed`, and what `chunks` throws. */
  take(file: SentFile, chunks: AsyncIterable<Uint8Array>): Promise<void>
  /** How many were taken, not counting a file field that was left empty. */
  count(): number
  /** Puts all of them in their place, in the order in which they began. To be posted at once, or cleaning removes them after an hour. @throws as above. */
  place(): Promise<PostedFile[]>
  /** Forgets what was not placed. To be called in the end, whatever happened. */
  drop(): Promise<void>
}

interface Received {
  readonly file: Omit<PostedFile, 'sha256' | 'sizeBytes'>
  whole?: WholePart
  sizeBytes: number
}

/** Chunks of the network are small; the disk is asked for this much at a time. */
const PIECE_BYTES = 512 * 1024

/** For the files of one request. */
export function receiveFiles(ctx: Context): ReceivedFiles {
  const { incoming, contents } = ctx.files
  let received: Received[] = []
  return {
    take: async ({ rawName, rawMediaType }, chunks) => {
      const fileId = ctx.newId<FileId>()
      const one: Received = { file: { fileId, name: cleanFileName(rawName), mediaType: cleanMediaType(rawMediaType), width: null, height: null, thumbnailSha256: null }, sizeBytes: 0 }
      received.push(one)
      for await (const bytes of gather(chunks)) {
        one.sizeBytes = await incoming.append({ fileId, part: 'content', offset: one.sizeBytes, bytes, limitBytes: Infinity })
      }
      // A browser sends a file field in which nothing was chosen as a file without a name.
      if (rawName === '' && one.sizeBytes === 0) received = received.filter((other) => other !== one)
      else one.whole = await incoming.complete(fileId, 'content', one.sizeBytes, PICTURE_HEADER_BYTES)
    },
    count: () => received.length,
    place: async () => {
      const placed: PostedFile[] = []
      for (const { file, whole, sizeBytes } of received) {
        if (!whole) throw new Error('a file was to be placed before its end')
        await contents.place(whole)
        placed.push({ ...file, ...describe(whole), sha256: whole.sha256, sizeBytes })
      }
      return placed
    },
    drop: async () => {
      for (const { file } of received) await incoming.drop(file.fileId)
      received = []
    },
  }
}

/** A picture is what its bytes say. */
function describe({ start }: WholePart): Partial<Pick<PostedFile, 'mediaType' | 'width' | 'height'>> {
  const picture = readPictureHeader(start)
  return picture ? { mediaType: picture.mediaType, ...picture.size } : {}
}

async function* gather(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of chunks) {
    waiting.push(chunk)
    sizeBytes += chunk.length
    if (sizeBytes < PIECE_BYTES) continue
    yield Buffer.concat(waiting)
    waiting = []
    sizeBytes = 0
  }
  if (sizeBytes > 0) yield Buffer.concat(waiting)
}
