/** Reads what a message said before it was changed: the change log still has it. */
import type { Attachment, MessageVersion } from '#shared/contract/message.ts'
import type { ChannelId } from '#shared/contract/ids.ts'
import type { Reader } from './connection.ts'

export interface VersionsOf {
  readonly channelId: ChannelId
  /** Of the change that posted it and of those that edited it, in order. */
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

/** Oldest first: those from number `first` on (from 0), at most `limit`. */
export function listVersions(reader: Reader, { channelId, positions }: VersionsOf, first: number, limit: number): MessageVersion[] {
  const numberOf = new Map(positions.map((position, index) => [position, index + 1]))
  const wanted = positions.slice(first, first + limit)
  const rows = reader.all<Row>(`${select} AND position IN (SELECT value FROM json_each(?)) ORDER BY position`, channelId, JSON.stringify(wanted))
  let attachments = rows[0]?.attachments === null ? findCards(reader, channelId, positions.slice(0, first)) : []
  return rows.map((row) => {
    if (row.attachments !== null) attachments = JSON.parse(row.attachments) as Attachment[]
    return { number: numberOf.get(row.position) ?? 0, at: row.at, text: row.text, attachments }
  })
}

/** The last that were said before. */
function findCards(reader: Reader, channelId: ChannelId, positions: readonly number[]): Attachment[] {
  const row = reader.get<Row>(`${select} AND position IN (SELECT value FROM json_each(?)) AND body -> 'attachments' IS NOT NULL ORDER BY position DESC LIMIT 1`, channelId, JSON.stringify(positions))
  return row?.attachments == null ? [] : (JSON.parse(row.attachments) as Attachment[])
}
