/** Opens a file that the caller may read; for the procedure that reads pieces and for the web's `GET /files/<id>`. */
import type { Readable } from 'node:stream'
import { AppError } from '#shared/contract/errors.ts'
import { readPictureHeader } from '#shared/core/picture-header.ts'
import { isDrawable } from '#shared/core/picture-types.ts'
import { requireFile } from '../actions/files/require-file.ts'
import { requireBelongs } from '../actions/require.ts'
import { findSealed } from '../store/message-files.ts'
import type { Call } from './handlers.ts'

export interface OpenedFile {
  readonly name: string
  /** By the content's own first bytes for pictures; for all else what the sender said. */
  readonly mediaType: string
  readonly sizeBytes: number
  readonly sha256: string
  read(offset: number, maxBytes: number): Promise<Uint8Array>
  /** All of it, or the bytes from `first` to `last`, both included. */
  stream(range?: { readonly first: number; readonly last: number }): Readable
}

const SNIFFED_BYTES = 64

/**
 * The thumbnail of a picture that needed none is the picture itself.
 * @throws AppError `not_found` when there is no such file (or thumbnail) for this caller, `forbidden` for who was removed, `unavailable` when its content is not on this device.
 */
export async function openFile({ ctx, actor, sync }: Pick<Call, 'ctx' | 'actor' | 'sync'>, fileId: string, part: 'content' | 'thumbnail'): Promise<OpenedFile> {
  // The web asks past the procedures.
  requireBelongs(ctx.reader, actor)
  const file = requireFile(ctx.reader, actor, fileId)
  const sha256 = part === 'thumbnail' ? (file.thumbnailSha256 ?? (isDrawable(file.mediaType) ? file.sha256 : null)) : file.sha256
  if (sha256 === null) throw new AppError('not_found', 'This file has no thumbnail.', 'part')
  const { contents } = ctx.files
  if ((await contents.findSize(sha256)) === undefined) await fetchSealed({ ctx, sync }, { fileId, sha256, isContent: sha256 === file.sha256 })
  const sizeBytes = await contents.findSize(sha256)
  if (sizeBytes === undefined) throw new AppError('unavailable', 'The content of this file is not on this device.')
  return {
    name: file.name,
    mediaType: part === 'content' ? file.mediaType : (readPictureHeader(await contents.read(sha256, 0, SNIFFED_BYTES))?.mediaType ?? 'application/octet-stream'),
    sizeBytes,
    sha256,
    read: (offset, maxBytes) => contents.read(sha256, offset, maxBytes),
    stream: (range) => contents.stream(sha256, range),
  }
}

/** What somebody else attached comes when it is wanted. @throws AppError `unavailable` while the host is not reached */
async function fetchSealed({ ctx, sync }: Pick<Call, 'ctx' | 'sync'>, { fileId, sha256, isContent }: { readonly fileId: string; readonly sha256: string; readonly isContent: boolean }): Promise<void> {
  const sealed = findSealed(ctx.reader, fileId)
  const part = isContent ? sealed?.content : sealed?.thumbnail
  if (part !== undefined) await (await sync.team()).fetchFile(sha256, part)
}
