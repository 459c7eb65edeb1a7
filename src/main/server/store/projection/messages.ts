/** Writes messages as the change log tells them. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { Tx } from '../connection.ts'

export function insertMessage(tx: Tx, { scope, at, body }: ChangeOf<'message.posted'>, position: number): void {
  tx.run(
    `INSERT INTO message (id, channel_id, position, type, author_id, text, username, hook_id, icon_url, icon_emoji, attachments, props, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
  )
}

function isEmpty(record: Record<string, unknown>): boolean {
  for (const _ in record) return false
  return true
}
