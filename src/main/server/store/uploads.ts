/** The table of uploads: files on their way, begun or whole, until a message or a profile takes them. */
import type { PostedFile } from '#shared/contract/change.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { File } from '#shared/contract/file.ts'
import type { FileId, PersonId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'

export interface Upload {
  readonly fileId: FileId
  readonly personId: PersonId
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly width: number | null
  readonly height: number | null
  /** Null until the file is whole. */
  readonly sha256: string | null
  /** As announced; null without a thumbnail. */
  readonly thumbnailBytes: number | null
  readonly thumbnailSha256: string | null
  readonly createdAt: number
}

const columns = `file_id AS fileId, person_id AS personId, name, media_type AS mediaType, size_bytes AS sizeBytes, width, height, sha256,
  thumbnail_bytes AS thumbnailBytes, thumbnail_sha256 AS thumbnailSha256, created_at AS createdAt`

export function insertUpload(tx: Tx, upload: Omit<Upload, 'sha256' | 'thumbnailSha256'>): void {
  tx.run(
    'INSERT INTO upload (file_id, person_id, name, media_type, size_bytes, width, height, thumbnail_bytes, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    upload.fileId,
    upload.personId,
    upload.name,
    upload.mediaType,
    upload.sizeBytes,
    upload.width,
    upload.height,
    upload.thumbnailBytes,
    upload.createdAt,
  )
}

export function findUpload(reader: Reader, fileId: string): Upload | undefined {
  return reader.get<Upload>(`SELECT ${columns} FROM upload WHERE file_id = ?`, fileId)
}

/** What is known once the last byte is there. */
export type WholeUpload = Pick<Upload, 'fileId' | 'mediaType' | 'width' | 'height' | 'thumbnailSha256'> & { readonly sha256: string }

export function markUploadWhole(tx: Tx, whole: WholeUpload): void {
  tx.run(
    'UPDATE upload SET sha256 = ?, thumbnail_sha256 = ?, media_type = ?, width = ?, height = ? WHERE file_id = ?',
    whole.sha256,
    whole.thumbnailSha256,
    whole.mediaType,
    whole.width,
    whole.height,
    whole.fileId,
  )
}

export function deleteUpload(tx: Tx, fileId: FileId): void {
  tx.run('DELETE FROM upload WHERE file_id = ?', fileId)
}

/** How many files this person has begun and not finished. */
export function countUnfinishedUploads(reader: Reader, personId: PersonId): number {
  return reader.get<{ count: number }>('SELECT count(*) AS count FROM upload WHERE person_id = ? AND sha256 IS NULL', personId)?.count ?? 0
}

/** Uploads that began before `beforeAt` and that no draft has, oldest first, at most 1000. */
export function listUploadsBefore(reader: Reader, beforeAt: number): Upload[] {
  const sql = `SELECT ${columns} FROM upload WHERE created_at < ? AND file_id NOT IN (SELECT one.value FROM draft, json_each(draft.files) AS one) ORDER BY created_at LIMIT 1000`
  return reader.all<Upload>(sql, beforeAt)
}

/** To be called at the start: what came of these ended with the program that received them. */
export function deleteUnfinishedUploads(tx: Tx): void {
  tx.run('DELETE FROM upload WHERE sha256 IS NULL')
}

/**
 * Takes whole uploads of this person out of the table, in the given order, for the change that posts them in the same write.
 * @throws AppError `invalid`, with `field` "fileIds", when one is not there, is not whole, or is named twice.
 */
export function takeUploads(tx: Tx, personId: PersonId, fileIds: readonly FileId[]): PostedFile[] {
  return fileIds.map((fileId) => {
    const upload = findUpload(tx, fileId)
    if (!upload || upload.personId !== personId) throw new AppError('invalid', 'A file of this message is not here any more: it was posted already, or waited for more than a day. Attach it again.', 'fileIds')
    const file = toPostedFile(upload)
    if (!file) throw new AppError('invalid', `“${upload.name}” is not uploaded completely yet. Wait for it, or take it off.`, 'fileIds')
    deleteUpload(tx, fileId)
    return file
  })
}

/** Undefined while it is not whole. */
export function toPostedFile({ fileId, sha256, name, mediaType, sizeBytes, width, height, thumbnailSha256 }: Upload): PostedFile | undefined {
  return sha256 === null ? undefined : { fileId, sha256, name, mediaType, sizeBytes, width, height, thumbnailSha256 }
}

/** A posted file as people see it: without what names its content on disk. */
export function toFile(posted: PostedFile): File {
  const { fileId, name, mediaType, sizeBytes, width, height, thumbnailSha256 } = posted
  return { id: fileId, name, mediaType, sizeBytes, width, height, hasThumbnail: thumbnailSha256 !== null }
}
