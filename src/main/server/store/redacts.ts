/** What a host is to drop with a deleted message: the record that posted it, and those of its edits that whoever deletes it may have dropped. */
import type { ChangeOf } from '#shared/contract/change.ts'
import { REDACTS_LIMIT } from '#shared/contract/envelope.ts'
import type { ChannelId, DeviceId, MessageId, PersonId } from '#shared/contract/ids.ts'
import { findLastPosition } from './change-log.ts'
import type { Reader } from './connection.ts'
import { findAdmission } from './devices.ts'
import { findMessageRow } from './messages.ts'
import { findPostId } from './pending.ts'
import { findPerson } from './people.ts'

interface Deletion extends Pick<ChangeOf<'message.deleted'>, 'scope' | 'authorDevice'> {
  readonly body: Pick<ChangeOf<'message.deleted'>['body'], 'messageId'>
}

/** Ids: the post's, then those of the edits, oldest first. None for a message that is not here. */
export function listRedacts(reader: Reader, deletion: Deletion): string[] {
  const postId = findPostId(reader, deletion.scope, deletion.body.messageId)
  if (postId === undefined) return []
  return [postId, ...listDroppableEdits(reader, deletion).slice(1 - REDACTS_LIMIT).map(({ id }) => id)]
}

/** The `seq` of the edit that this device learned of last; undefined where there is none to drop. */
export function findLastEdit(reader: Reader, deletion: Deletion): number | undefined {
  const edits = listDroppableEdits(reader, deletion)
  return edits.length === 0 ? undefined : Math.max(...edits.map(({ seq }) => seq))
}

export interface OwnDeletion {
  readonly seq: number
  readonly deletedBy: PersonId
}

/** Nothing is looked for further back in a channel. */
const lookedAt = 10_000

/** The latest that a device said of a message, found by going through the newest of its channel. */
export function findOwnDeletion(reader: Reader, channelId: ChannelId, messageId: MessageId, device: DeviceId): OwnDeletion | undefined {
  const sql = `SELECT seq, body ->> 'deletedBy' AS deletedBy FROM change_log WHERE log = CAST(? AS TEXT) AND position > ? AND kind = 'message.deleted' AND author_device = CAST(? AS TEXT)
    AND body ->> 'messageId' = ? ORDER BY position DESC LIMIT 1`
  const from = Math.max(findMessageRow(reader, messageId)?.position ?? 0, findLastPosition(reader, channelId) - lookedAt)
  return reader.get(sql, channelId, from, device, messageId)
}

interface EditRow {
  readonly seq: number
  readonly id: string
  readonly device: DeviceId
}

/** A host refuses the whole deletion when it names what its sender may not redact: somebody else's, unless an admin deletes. */
function listDroppableEdits(reader: Reader, { scope, authorDevice, body: { messageId } }: Deletion): EditRow[] {
  // The newest 999, as a message keeps them: all that fit beside its post.
  const positions = findMessageRow(reader, messageId)?.edits ?? []
  if (positions.length === 0) return []
  const edits = reader.all<EditRow>(
    `SELECT l.seq, l.id, l.author_device AS device FROM change_log l WHERE l.log = CAST(? AS TEXT) AND l.position IN (SELECT value FROM json_each(?)) AND l.kind = 'message.edited'
     AND NOT EXISTS (SELECT 1 FROM refused_change r WHERE r.id = l.id) ORDER BY l.position`,
    scope,
    JSON.stringify(positions),
  )
  const person = findAdmission(reader, authorDevice)?.personId
  const role = person && findPerson(reader, person)?.role
  const isAdmin = role === 'owner' || role === 'admin'
  return edits.filter(({ device }) => isAdmin || (person !== undefined && findAdmission(reader, device)?.personId === person))
}
