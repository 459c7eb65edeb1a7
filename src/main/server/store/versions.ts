/** Reads what a message said before it was changed: the change log still has it. */
import type { Attachment, MessageVersion } from '#shared/contract/message.ts'
import type { ChannelId, MessageId } from '#shared/contract/ids.ts'
import type { Reader } from './connection.ts'

/** Of one message: what it said first, and the newest ones. What was said between is let go, so that no message grows for ever. */
export const mostVersions = 1000

export interface VersionsOf {
  readonly messageId: MessageId
  readonly channelId: ChannelId
  /** Of the change that posted it and of those that edited it, in order; without those that were let go. */
  readonly positions: readonly number[]
}

interface Row {
  readonly position: number
  readonly at: number
  readonly text: string
  /** JSON; null when the cards stayed. */
  readonly attachments: string | null
}

const select = "SELECT position, at, body ->> 'text' AS text, body -> 'attachments' AS attachments FROM change_log WHERE log = CAST(? AS TEXT)"

/** Oldest first: those from place `first` on (from 0), at most `limit`. */
export function listVersions(reader: Reader, { messageId, channelId, positions }: VersionsOf, first: number, limit: number): Omit<MessageVersion, 'number'>[] {
  const wanted = positions.slice(first, first + limit)
  const rows = reader.all<Row>(`${select} AND position IN (SELECT value FROM json_each(?)) ORDER BY position`, channelId, JSON.stringify(wanted))
  let attachments: Attachment[] = []
  return rows.map((row, index) => {
    // Behind the first one others may have been let go, and what they brought may have stayed.
    const follows = index > 0 && rows[index - 1]?.position !== positions[0]
    if (row.attachments !== null) attachments = JSON.parse(row.attachments) as Attachment[]
    else if (!follows) attachments = findCards(reader, { messageId, channelId }, row.position, positions[0] ?? 0)
    return { at: row.at, text: row.text, attachments }
  })
}

/** The last that were said before, also by a version that was let go. */
function findCards(reader: Reader, { messageId, channelId }: Pick<VersionsOf, 'messageId' | 'channelId'>, before: number, from: number): Attachment[] {
  const row = reader.get<Row>(
    `${select} AND position BETWEEN ? AND ? - 1 AND kind IN ('message.posted', 'message.edited') AND body ->> 'messageId' = ? AND body -> 'attachments' IS NOT NULL ORDER BY position DESC LIMIT 1`,
    channelId,
    from,
    before,
    messageId,
  )
  return row?.attachments == null ? [] : (JSON.parse(row.attachments) as Attachment[])
}

/** Positions of all that ever said something in a message, found by going through its channel from there on. */
export function listChangesOf(reader: Reader, channelId: ChannelId, messageId: MessageId, from: number): number[] {
  const rows = reader.all<{ position: number }>(
    "SELECT position FROM change_log WHERE log = CAST(? AS TEXT) AND position >= ? AND kind IN ('message.posted', 'message.edited') AND body ->> 'messageId' = ?",
    channelId,
    from,
    messageId,
  )
  return rows.map(({ position }) => position)
}
