/** Reads the files of messages and of profiles, and says which contents somebody still needs. */
import type { PostedFile, SealedContent } from '#shared/contract/change.ts'
import type { File, FileKind } from '#shared/contract/file.ts'
import type { ChannelId, MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { fileKind } from '#shared/core/file-kind.ts'
import type { Reader } from './connection.ts'
import { listMessagesById } from './messages.ts'
import { toFile } from './uploads.ts'

interface Row extends PostedFile {
  messageId: MessageId
  channelId: ChannelId
  position: number
  ordinal: number
}

const select = `SELECT file_id AS fileId, message_id AS messageId, channel_id AS channelId, position, ordinal, sha256, name, media_type AS mediaType, size_bytes AS sizeBytes,
  width, height, thumbnail_sha256 AS thumbnailSha256 FROM message_file`

/** What opens the contents that the host has; undefined for what was attached here. */
export function findSealed(reader: Reader, fileId: string): { readonly content: SealedContent; readonly thumbnail?: SealedContent } | undefined {
  const row = reader.get<{ sealed: string | null }>('SELECT sealed FROM message_file WHERE file_id = ?', fileId)
  if (row) return row.sealed === null ? undefined : (JSON.parse(row.sealed) as { content: SealedContent; thumbnail?: SealedContent })
  const picture = findPictureFile(reader, fileId)
  return picture?.sealed && { content: picture.sealed, ...(picture.sealedThumbnail ? { thumbnail: picture.sealedThumbnail } : {}) }
}

export function findMessageFile(reader: Reader, fileId: string): { readonly file: PostedFile; readonly channelId: ChannelId } | undefined {
  const row = reader.get<Row>(`${select} WHERE file_id = ?`, fileId)
  return row && { file: row, channelId: row.channelId }
}

/** The picture of any person. */
export function findPictureFile(reader: Reader, fileId: string): PostedFile | undefined {
  const row = reader.get<{ picture: string }>("SELECT picture FROM person WHERE picture ->> 'fileId' = ?", fileId)
  return row && (JSON.parse(row.picture) as PostedFile)
}

export interface FilePageRequest {
  readonly channelId: ChannelId
  readonly kinds?: readonly FileKind[] | undefined
  readonly search?: string | undefined
  readonly before?: number | undefined
  readonly limit: number
}

export interface FilePage {
  readonly entries: { readonly file: File; readonly message: Message }[]
  readonly nextBefore: number | null
}

/** A message has fewer files than this, so that position and place make one number that grows. */
const FILES_PER_POSITION = 16
/** Rows that are read at a time through a filter, and at the most for one page. */
const STRETCH = 500
const FARTHEST = 10_000

/** With a filter it may read far, and belongs on the reader thread. */
export const isFiltered = ({ kinds, search = '' }: Pick<FilePageRequest, 'kinds' | 'search'>): boolean => kinds !== undefined || search !== ''

/** Newest first. */
export function listChannelFiles(reader: Reader, request: FilePageRequest): FilePage {
  const fits = buildFilter(request)
  const stretch = isFiltered(request) ? STRETCH : request.limit + 1
  const found: Row[] = []
  let before = request.before ?? Number.MAX_SAFE_INTEGER
  let hasMore = true
  for (let read = 0; hasMore && found.length < request.limit && read < FARTHEST; read += stretch) {
    const rows = readStretch(reader, request.channelId, before, stretch)
    const fitting = rows.filter(fits).slice(0, request.limit - found.length)
    found.push(...fitting)
    const last = found.length === request.limit ? found.at(-1) : rows.at(-1)
    hasMore = rows.length === stretch || last !== rows.at(-1)
    if (last) before = last.position * FILES_PER_POSITION + last.ordinal
  }
  const messages = new Map(listMessagesById(reader, [...new Set(found.map(({ messageId }) => messageId))]).map((message) => [message.id, message]))
  const entries = found.flatMap((row) => {
    const message = messages.get(row.messageId)
    return message ? [{ file: toFile(row), message }] : []
  })
  return { entries, nextBefore: hasMore ? before : null }
}

function readStretch(reader: Reader, channelId: ChannelId, before: number, stretch: number): Row[] {
  const position = Math.floor(before / FILES_PER_POSITION)
  const sql = `${select} WHERE channel_id = ? AND (position, ordinal) < (?, ?) ORDER BY position DESC, ordinal DESC LIMIT ?`
  return reader.all<Row>(sql, channelId, position, before % FILES_PER_POSITION, stretch)
}

function buildFilter({ kinds, search }: FilePageRequest): (row: Row) => boolean {
  const wanted = fold(search ?? '')
  return (row) => (kinds === undefined || kinds.includes(fileKind(row))) && (wanted === '' || fold(row.name).includes(wanted))
}

/** Some systems write ü as two characters in names. */
const fold = (text: string): string => text.normalize('NFC').toLowerCase()

/** What uploads and profiles hold. They are few; messages are asked one by one. */
export function readHeldContents(reader: Reader): ReadonlySet<string> {
  const uploads = reader.all<{ sha256: string; thumbnailSha256: string | null }>('SELECT sha256, thumbnail_sha256 AS thumbnailSha256 FROM upload WHERE sha256 IS NOT NULL')
  const pictures = reader.all<{ picture: string }>('SELECT picture FROM person WHERE picture IS NOT NULL').map(({ picture }) => JSON.parse(picture) as PostedFile)
  return new Set([...uploads, ...pictures].flatMap(({ sha256, thumbnailSha256 }) => (thumbnailSha256 === null ? [sha256] : [sha256, thumbnailSha256])))
}

export function isContentPosted(reader: Reader, sha256: string): boolean {
  return (
    reader.get('SELECT 1 FROM message_file WHERE sha256 = ? LIMIT 1', sha256) !== undefined ||
    reader.get('SELECT 1 FROM message_file WHERE thumbnail_sha256 = ? LIMIT 1', sha256) !== undefined ||
    // What waits with a post for its turn.
    reader.get('SELECT 1 FROM hook_queue_file WHERE sha256 = ? LIMIT 1', sha256) !== undefined
  )
}

/** Messages are never taken out of the table, so the last row's number is their number. */
export function countMessages(reader: Reader): number {
  return reader.get<{ count: number | null }>('SELECT max(row) AS count FROM message')?.count ?? 0
}
