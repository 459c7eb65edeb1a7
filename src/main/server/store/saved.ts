/** Messages that people of this device keep for later. */
import type { MessageId, PersonId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'

export function setSaved(tx: Tx, personId: PersonId, messageId: MessageId, { on, at }: { on: boolean; at: number }): void {
  if (!on) return void tx.run('DELETE FROM saved_message WHERE person_id = ? AND message_id = ?', personId, messageId)
  tx.run('INSERT INTO saved_message (person_id, message_id, saved_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', personId, messageId, at)
}

/** The last saved first. */
export function listSaved(reader: Reader, personId: PersonId, before: number, limit: number): { id: number; messageId: MessageId }[] {
  return reader.all('SELECT s.id, s.message_id AS messageId FROM saved_message s WHERE s.person_id = ? AND s.id < ? ORDER BY s.id DESC LIMIT ?', personId, before, limit)
}

/** All of them: rows show whether they are saved. */
export function listSavedIds(reader: Reader, personId: PersonId): MessageId[] {
  return reader.all<{ messageId: MessageId }>('SELECT message_id AS messageId FROM saved_message WHERE person_id = ? ORDER BY id', personId).map(({ messageId }) => messageId)
}

/** For everybody: the message is gone. */
export function deleteSaved(tx: Tx, messageId: MessageId): void {
  tx.run('DELETE FROM saved_message WHERE message_id = ?', messageId)
}
