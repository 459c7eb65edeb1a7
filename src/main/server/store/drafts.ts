/** What people of this device wrote and did not send. */
import type { ChannelId, FileId, MessageId, PersonId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'

export interface DraftRow {
  channelId: ChannelId
  /** '' for the channel itself. */
  threadRootId: MessageId | ''
  text: string
  fileIds: FileId[]
  updatedAt: number
}

export function listDrafts(reader: Reader, personId: PersonId): DraftRow[] {
  const sql = 'SELECT channel_id AS channelId, thread_root_id AS threadRootId, text, files, updated_at AS updatedAt FROM draft WHERE person_id = ?'
  return reader.all<Omit<DraftRow, 'fileIds'> & { files: string }>(sql, personId).map(({ files, ...row }) => ({ ...row, fileIds: JSON.parse(files) as FileId[] }))
}

/** One without text and files is none. */
export function setDraft(tx: Tx, personId: PersonId, { channelId, threadRootId, text, fileIds, updatedAt }: DraftRow): void {
  if (text === '' && fileIds.length === 0) return void tx.run('DELETE FROM draft WHERE person_id = ? AND channel_id = ? AND thread_root_id = ?', personId, channelId, threadRootId)
  tx.run(
    `INSERT INTO draft (person_id, channel_id, thread_root_id, text, files, updated_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (person_id, channel_id, thread_root_id) DO UPDATE SET text = excluded.text, files = excluded.files, updated_at = excluded.updated_at`,
    personId,
    channelId,
    threadRootId,
    text,
    JSON.stringify(fileIds),
    updatedAt,
  )
}
