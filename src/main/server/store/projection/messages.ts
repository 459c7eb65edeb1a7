/** Writes new messages, their files and the threads that they answer, as the change log tells them. */
import type { ChangeOf, PostedFile } from '#shared/contract/change.ts'
import type { ChannelId, MessageId, PersonId } from '#shared/contract/ids.ts'
import type { Tx } from '../connection.ts'
import { THREAD_FACES } from '../threads.ts'

export function insertMessage(tx: Tx, { scope, at, body }: ChangeOf<'message.posted'>, position: number): void {
  tx.run(
    `INSERT INTO message (id, channel_id, position, type, author_id, text, username, hook_id, icon_url, icon_emoji, attachments, props, created_at, thread_root_id,
       priority, silent, mentions, owner_picture, case_id, subscription_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    body.messageId,
    scope,
    position,
    body.type,
    body.authorId,
    body.text,
    body.username,
    body.hookId,
    body.iconUrl,
    body.iconEmoji,
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
  )
  if (body.files !== undefined) insertFiles(tx, scope, body.messageId, body.files, position)
  if (body.threadRootId !== undefined) growThread(tx, { rootId: body.threadRootId, channelId: scope, personId: body.authorId, position, at })
}

function insertFiles(tx: Tx, channelId: ChannelId, messageId: MessageId, files: readonly PostedFile[], position: number): void {
  files.forEach((file, ordinal) => {
    tx.run(
      `INSERT INTO message_file (file_id, message_id, channel_id, position, ordinal, sha256, name, media_type, size_bytes, width, height, thumbnail_sha256)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      file.fileId,
      messageId,
      channelId,
      position,
      ordinal,
      file.sha256,
      file.name,
      file.mediaType,
      file.sizeBytes,
      file.width,
      file.height,
      file.thumbnailSha256,
    )
  })
}

interface Reply {
  readonly rootId: MessageId
  readonly channelId: ChannelId
  readonly personId: PersonId
  readonly position: number
  readonly at: number
}

function growThread(tx: Tx, { rootId, channelId, personId, position, at }: Reply): void {
  const known = tx.get<{ people: string }>('SELECT people FROM thread WHERE root_id = ?', rootId)
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

function isEmpty(record: Record<string, unknown>): boolean {
  for (const _ in record) return false
  return true
}
