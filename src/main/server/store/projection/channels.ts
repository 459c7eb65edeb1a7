/** Writes channels and their members as the change log tells them. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { Tx } from '../connection.ts'
import { forgetHot } from '../hot-cache.ts'

export function insertChannel(tx: Tx, { scope, at, body }: ChangeOf<'channel.created'>): void {
  forgetHot(tx)
  tx.run(
    'INSERT INTO channel (id, name, display_name, purpose, type, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    scope,
    body.name,
    body.displayName,
    body.purpose,
    body.type,
    body.createdBy,
    at,
  )
}

export function archiveChannel(tx: Tx, { scope, at }: ChangeOf<'channel.archived'>): void {
  forgetHot(tx)
  tx.run('UPDATE channel SET archived_at = ? WHERE id = ? AND archived_at IS NULL', at, scope)
}

export function insertMember(tx: Tx, { scope, at, body }: ChangeOf<'member.joined'>): void {
  forgetHot(tx)
  tx.run('INSERT INTO channel_member (channel_id, person_id, joined_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', scope, body.personId, at)
}

export function editChannel(tx: Tx, { scope, body }: ChangeOf<'channel.edited'>): void {
  forgetHot(tx)
  tx.run('UPDATE channel SET name = ?, display_name = ?, purpose = ?, hooks_allowed = ? WHERE id = ?', body.name, body.displayName, body.purpose, Number(body.hooksAllowed), scope)
}

export function restoreChannel(tx: Tx, { scope }: ChangeOf<'channel.restored'>): void {
  forgetHot(tx)
  tx.run('UPDATE channel SET archived_at = NULL WHERE id = ?', scope)
}

export function deleteMember(tx: Tx, { scope, body }: ChangeOf<'member.left'>): void {
  forgetHot(tx)
  tx.run('DELETE FROM channel_member WHERE channel_id = ? AND person_id = ?', scope, body.personId)
}
