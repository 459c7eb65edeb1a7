/** Writes new messages, their files and the threads that they answer, as the change log tells them. */
import type { ChangeOf, PostedFile } from '#shared/contract/change.ts'
import type { ChannelId, MessageId, PersonId } from '#shared/contract/ids.ts'
import { cleanFileName } from '#shared/core/file-name.ts'
import { cleanMediaType } from '#shared/core/media-type.ts'
import { isDrawable } from '#shared/core/picture-types.ts'
import type { Tx } from '../connection.ts'
import type { Place } from '../positions.ts'
import { THREAD_FACES } from '../threads.ts'

export function insertMessage(tx: Tx, { scope, at, body }: ChangeOf<'message.posted'>, { position, sealed }: Place): void {
  // Only a webhook's post says whom it shows: nobody writes in the name of somebody else.
  const byHook = body.type === 'webhook' ? body : null
  tx.run(
    `INSERT INTO message (row, id, channel_id, position, type, author_id, text, username, hook_id, icon_url, icon_emoji, attachments, props, created_at, thread_root_id,
       priority, silent, mentions, owner_picture, case_id, subscription_id, sealed, named, test)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    keptRow(tx, body.messageId),
    body.messageId,
    scope,
    position,
    body.type,
    body.authorId,
    body.text,
    byHook?.username ?? null,
    byHook?.hookId ?? null,
    byHook?.iconUrl ?? null,
    byHook?.iconEmoji ?? null,
    body.attachments.length === 0 ? null : JSON.stringify(body.attachments),
    isEmpty(body.props) ? null : JSON.stringify(body.props),
    at,
    body.threadRootId ?? null,
    body.priority ?? null,
    Number(body.silent === true),
    body.mentions ?? null,
    Number(body.ownerPicture === true),
    body.case?.id ?? null,
    body.subscriptionId ?? null,
    Number(sealed),
    body.named === undefined ? null : JSON.stringify(body.named),
    Number(body.test === true),
  )
  if (body.files !== undefined) insertFiles(tx, scope, body.messageId, body.files, position)
  if (body.threadRootId !== undefined) growThread(tx, { rootId: body.threadRootId, channelId: scope, personId: body.authorId, position, at })
}

/** While the projection is made anew, messages get the row numbers that they have now. @returns what ends that. */
export function keepRows(tx: Tx): () => void {
  const rows = tx.all<{ id: string; row: number }>('SELECT id, row FROM message')
  tx.cache.set('kept rows', new Map(rows.map(({ id, row }) => [id, row])))
  return () => void tx.cache.delete('kept rows')
}

function keptRow(tx: Tx, id: MessageId): number | null {
  return (tx.cache.get('kept rows') as ReadonlyMap<string, number> | undefined)?.get(id) ?? null
}

/** Another device may say anything of its files: names and sizes are cleaned here. */
function insertFiles(tx: Tx, channelId: ChannelId, messageId: MessageId, files: readonly PostedFile[], position: number): void {
  files.forEach((file, ordinal) => {
    tx.run(
      `INSERT INTO message_file (file_id, message_id, channel_id, position, ordinal, sha256, name, media_type, size_bytes, width, height, thumbnail_sha256, sealed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      file.fileId,
      messageId,
      channelId,
      position,
      ordinal,
      file.sha256,
      cleanFileName(file.name),
      isDrawable(file.mediaType) ? file.mediaType : cleanMediaType(file.mediaType),
      Math.max(0, file.sizeBytes),
      positive(file.width),
      positive(file.height),
      file.thumbnailSha256,
      file.sealed === undefined ? null : JSON.stringify({ content: file.sealed, thumbnail: file.sealedThumbnail }),
    )
  })
}

const positive = (pixels: number | null): number | null => (pixels !== null && pixels > 0 ? pixels : null)

interface Reply {
  readonly rootId: MessageId
  readonly channelId: ChannelId
  readonly personId: PersonId
  readonly position: number
  readonly at: number
}

function growThread(tx: Tx, { rootId, channelId, personId, position, at }: Reply): void {
  const known = tx.get<{ people: string; lastPosition: number }>('SELECT people, last_position AS lastPosition FROM thread WHERE root_id = ?', rootId)
  // One that stands before others, which came first.
  if (known && known.lastPosition > position) return recountReplies(tx, rootId, 1)
  const before = known === undefined ? [] : (JSON.parse(known.people) as string[])
  const people = JSON.stringify([personId, ...before.filter((id) => id !== personId)].slice(0, THREAD_FACES))
  tx.run(
    `INSERT INTO thread (root_id, channel_id, reply_count, last_position, last_at, people) VALUES (?, ?, 1, ?, ?, ?)
     ON CONFLICT (root_id) DO UPDATE SET reply_count = reply_count + 1, last_position = excluded.last_position, last_at = excluded.last_at, people = excluded.people`,
    rootId,
    channelId,
    position,
    at,
    people,
  )
}

interface ReplyRow {
  authorId: string
  position: number
  at: number
}

/** Replies that are read at a time for the faces of a thread. */
const STRETCH = 200

/** Looks at the replies again: one was deleted (`by` is -1), came in between (1), or only moved (0). */
export function recountReplies(tx: Tx, rootId: MessageId, by: -1 | 0 | 1): void {
  const replies = (before: number): ReplyRow[] =>
    tx.all<ReplyRow>(
      `SELECT author_id AS authorId, position, created_at AS at FROM message WHERE thread_root_id = ? AND position < ? AND deleted_at IS NULL ORDER BY position DESC LIMIT ${STRETCH}`,
      rootId,
      before,
    )
  let page = replies(Number.MAX_SAFE_INTEGER)
  const last = page[0]
  if (last === undefined) return void tx.run('DELETE FROM thread WHERE root_id = ?', rootId)
  const people = new Set<string>()
  while (page.length > 0 && people.size < THREAD_FACES) {
    for (const { authorId } of page) if (people.size < THREAD_FACES) people.add(authorId)
    page = page.length < STRETCH ? [] : replies(page.at(-1)?.position ?? 0)
  }
  tx.run('UPDATE thread SET reply_count = reply_count + ?, last_position = ?, last_at = ?, people = ? WHERE root_id = ?', by, last.position, last.at, JSON.stringify([...people]), rootId)
}

function isEmpty(record: Record<string, unknown>): boolean {
  for (const _ in record) return false
  return true
}
