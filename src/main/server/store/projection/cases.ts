/** Writes cases as the change log tells them: opened and updated by hooks, closed and reopened by people. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { Tx } from '../connection.ts'

/** A message whose case has its own id opens it; any other updates it, which also reopens it. */
export function noteCase(tx: Tx, { scope: channelId, at, body }: ChangeOf<'message.posted'>, position: number): void {
  if (body.case === undefined) return
  const { id, externalId } = body.case
  if (id === body.messageId) {
    tx.run(
      "INSERT INTO hook_case (id, channel_id, external_id, state, opened_at, changed_at, position, updates) VALUES (?, ?, ?, 'open', ?, ?, ?, 0)",
      id,
      channelId,
      externalId ?? '',
      at,
      at,
      position,
    )
  } else {
    tx.run("UPDATE hook_case SET state = 'open', closed_by = NULL, changed_at = ?, position = ?, updates = updates + 1 WHERE id = ?", at, position, id)
  }
  if (externalId === null) return
  tx.run(
    `INSERT INTO case_key (channel_id, external_id, case_id, message_id, position) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (channel_id, external_id) DO UPDATE SET case_id = excluded.case_id, message_id = excluded.message_id, position = excluded.position
       WHERE excluded.position < case_key.position`,
    channelId,
    externalId,
    id,
    body.messageId,
    position,
  )
}

/** A message of a case that was noted before, again: what came between it and now does not count any more. */
export function renewCase(tx: Tx, { at, body }: ChangeOf<'message.posted'>, position: number): void {
  if (body.case === undefined) return
  const opens = body.case.id === body.messageId
  tx.run("UPDATE hook_case SET state = 'open', closed_by = NULL, changed_at = ?, position = ? WHERE id = ?", at, position, body.case.id)
  if (opens) tx.run('UPDATE hook_case SET opened_at = ? WHERE id = ?', at, body.case.id)
}

/** A case goes with the message that opened it. Its ids stay taken, so that what was deleted does not come back when it is reported again. */
export function dropFromCase(tx: Tx, { body: { messageId } }: ChangeOf<'message.deleted'>): void {
  const caseId = tx.get<{ caseId: string | null }>('SELECT case_id AS caseId FROM message WHERE id = ?', messageId)?.caseId ?? null
  if (caseId === null) return
  if (messageId === caseId) tx.run('DELETE FROM hook_case WHERE id = ?', caseId)
  else tx.run('UPDATE hook_case SET updates = updates - 1 WHERE id = ?', caseId)
}

export function closeCase(tx: Tx, { at, body }: ChangeOf<'case.closed'>, position: number): void {
  tx.run("UPDATE hook_case SET state = 'closed', closed_by = ?, changed_at = ?, position = ? WHERE id = ?", body.closedBy, at, position, body.caseId)
}

export function reopenCase(tx: Tx, { at, body }: ChangeOf<'case.reopened'>, position: number): void {
  tx.run("UPDATE hook_case SET state = 'open', closed_by = NULL, changed_at = ?, position = ? WHERE id = ?", at, position, body.caseId)
}
