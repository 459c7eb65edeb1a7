/** The last byte is there: what the file really is gets decided, and its content takes its place. */
import { AppError } from '#shared/contract/errors.ts'
import type { File } from '#shared/contract/file.ts'
import type { FileId } from '#shared/contract/ids.ts'
import { PICTURE_HEADER_BYTES, readPictureHeader } from '#shared/core/picture-header.ts'
import type { Actor, Context } from '../../context.ts'
import type { WholePart } from '../../files/incoming.ts'
import { findUpload, markUploadWhole, toFile, toPostedFile, type Upload, type WholeUpload } from '../../store/uploads.ts'
import { requireUpload } from './require-file.ts'

/** A thumbnail with a longer side than this is none. */
const THUMBNAIL_PX = 2048

/** Asked again it answers the same. @throws AppError `not_found`, `invalid` (bytes are missing), `storage_full`, `storage_failed`. */
export async function finishUpload(ctx: Context, actor: Actor, { fileId }: { readonly fileId: FileId }): Promise<File> {
  const upload = requireUpload(ctx.reader, actor, fileId)
  const known = toPostedFile(upload)
  if (known) return toFile(known)
  // Asked twice at once, as after a lost answer, it is done once.
  return ctx.files.finishing.share(fileId, () => finish(ctx, upload))
}

async function finish(ctx: Context, upload: Upload): Promise<File> {
  const { fileId } = upload
  const { incoming, contents } = ctx.files
  const content = await incoming.complete(fileId, 'content', upload.sizeBytes, PICTURE_HEADER_BYTES)
  const thumbnail = upload.thumbnailBytes === null ? null : await incoming.complete(fileId, 'thumbnail', upload.thumbnailBytes, PICTURE_HEADER_BYTES)
  const whole = { ...describe(upload, content), thumbnailSha256: thumbnail && isThumbnail(thumbnail) ? thumbnail.sha256 : null }
  await contents.place(content)
  if (thumbnail && whole.thumbnailSha256 !== null) await contents.place(thumbnail)
  const stored = await ctx.write((tx) => {
    markUploadWhole(tx, whole)
    return findUpload(tx, fileId)
  })
  await incoming.drop(fileId)
  const posted = stored && toPostedFile(stored)
  if (!posted) throw new AppError('not_found', 'This upload was cancelled.', 'fileId')
  return toFile(posted)
}

/** A picture's type and size by its bytes. Where they do not tell the size, the sender's word is taken: it only decides how much room is kept. */
function describe({ fileId, mediaType, width, height }: Upload, { sha256, start }: WholePart): Omit<WholeUpload, 'thumbnailSha256'> {
  const picture = readPictureHeader(start)
  if (!picture) return { fileId, sha256, mediaType, width: null, height: null }
  return { fileId, sha256, mediaType: picture.mediaType, ...(picture.size ?? { width, height }) }
}

function isThumbnail({ start }: WholePart): boolean {
  const size = readPictureHeader(start)?.size
  return size !== null && size !== undefined && Math.max(size.width, size.height) <= THUMBNAIL_PX
}
