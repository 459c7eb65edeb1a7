/** Adds a piece to a file that is on its way. */
import { AppError } from '#shared/contract/errors.ts'
import type { FileId } from '#shared/contract/ids.ts'
import type { Actor, Context } from '../../context.ts'
import type { Part } from '../../files/incoming.ts'
import { findUpload } from '../../store/uploads.ts'
import { requireUpload } from './require-file.ts'

export interface AppendUploadInput {
  readonly fileId: FileId
  readonly part: Part
  readonly offset: number
  readonly base64: string
}

/** @returns the bytes that are there now; a repeated piece changes nothing. @throws AppError `not_found`, `invalid` (a gap, too much), `storage_full`. */
export async function appendUpload(ctx: Context, actor: Actor, { fileId, part, offset, base64 }: AppendUploadInput): Promise<{ sizeBytes: number }> {
  const upload = requireUpload(ctx.reader, actor, fileId)
  const limitBytes = part === 'content' ? upload.sizeBytes : (upload.thumbnailBytes ?? 0)
  if (upload.sha256 !== null) return { sizeBytes: limitBytes }
  const bytes = Buffer.from(base64, 'base64')
  // Node skips what is no base64; a piece that lost something must not pass for a shorter one.
  if (bytes.length !== Math.floor((base64.replace(/=+$/, '').length * 3) / 4)) throw new AppError('invalid', 'This piece is not base64.', 'base64')
  const sizeBytes = await ctx.files.incoming.append({ fileId, part, offset, bytes, limitBytes })
  // Cancelled meanwhile: what was written has nobody to remove it.
  if (!findUpload(ctx.reader, fileId)) await ctx.files.incoming.drop(fileId)
  return { sizeBytes }
}
