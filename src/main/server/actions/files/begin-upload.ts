/** A person begins to upload a file. */
import { AppError } from '#shared/contract/errors.ts'
import type { FileId } from '#shared/contract/ids.ts'
import { cleanFileName } from '#shared/core/file-name.ts'
import { formatBytes } from '#shared/core/format-bytes.ts'
import { cleanMediaType } from '#shared/core/media-type.ts'
import type { Actor, Context } from '../../context.ts'
import { readSettings } from '../../store/settings.ts'
import { countUnfinishedUploads, insertUpload, type Upload } from '../../store/uploads.ts'

export type BeginUploadInput = Pick<Upload, 'name' | 'mediaType' | 'sizeBytes' | 'width' | 'height' | 'thumbnailBytes'>

/** Files that one person may have begun and not finished. */
const UNFINISHED_LIMIT = 50

/** @throws AppError `limit_reached` (too large, or too many at once). */
export function beginUpload(ctx: Context, actor: Actor, input: BeginUploadInput): Promise<{ fileId: FileId }> {
  return ctx.write((tx) => {
    const limit = readSettings(tx)['files.maxBytes']
    if (input.sizeBytes > limit) {
      throw new AppError('limit_reached', `The file has ${formatBytes(input.sizeBytes, 'en')}; files of up to ${formatBytes(limit, 'en')} can be sent here (files.maxBytes).`, 'sizeBytes')
    }
    if (countUnfinishedUploads(tx, actor.personId) >= UNFINISHED_LIMIT) {
      throw new AppError('limit_reached', `You have ${UNFINISHED_LIMIT} uploads that are not finished. Finish or cancel some first; they end by themselves after a day.`)
    }
    const fileId = ctx.newId<FileId>()
    insertUpload(tx, {
      ...input,
      fileId,
      personId: actor.personId,
      name: cleanFileName(input.name),
      mediaType: cleanMediaType(input.mediaType),
      createdAt: ctx.now(),
    })
    return { fileId }
  })
}
