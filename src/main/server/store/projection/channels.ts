/** Writes channels and their members as the change log tells them. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import type { Tx } from '../connection.ts'
import { forgetHot } from '../hot-cache.ts'
import { settleName } from './names.ts'

/** To those outside, a private channel comes without a name: its members learn it by an edit that is sealed for them. */
export function insertChannel(tx: Tx, { scope, at, body }: ChangeOf<'channel.created'>, position: number): void {
  forgetHot(tx)
  const name = body.name === '' ? scope : body.name
  const displayName = body.displayName === '' ? name : body.displayName
  if (body.type === 'direct' && renewDirect(tx, { displayName, createdBy: body.createdBy, at, name, position, id: scope })) return
  tx.run(
    'INSERT INTO channel (id, name, display_name, purpose, type, created_by, created_at, wanted_name, named_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    scope,
    // Until it is settled who bears the name.
    scope,
    displayName,
    body.purpose,
    body.type,
    body.createdBy,
    at,
    name,
    position,
  )
  settleName(tx, 'channel', name)
}

interface Begun {
  readonly id: ChannelId
  readonly displayName: string
  readonly createdBy: PersonId
  readonly at: number
  readonly name: string
  readonly position: number
}

/** Both may have begun a conversation of two: whoever was first, by place, made it. @returns false when it is new */
function renewDirect(tx: Tx, { id, displayName, createdBy, at, name, position }: Begun): boolean {
  const before = tx.get<{ wanted: string }>('SELECT wanted_name AS wanted FROM channel WHERE id = ?', id)
  if (!before) return false
  forgetHot(tx)
  tx.run("UPDATE channel SET display_name = ?, created_by = ?, created_at = ?, wanted_name = ?, named_at = ? WHERE id = ? AND type = 'direct'", displayName, createdBy, at, name, position, id)
  settleName(tx, 'channel', before.wanted)
  settleName(tx, 'channel', name)
  return true
}

export function archiveChannel(tx: Tx, { scope, at }: ChangeOf<'channel.archived'>): void {
  forgetHot(tx)
  tx.run('UPDATE channel SET archived_at = ? WHERE id = ?', at, scope)
}

export function insertMember(tx: Tx, { scope, at, body }: ChangeOf<'member.joined'>): void {
  forgetHot(tx)
  tx.run(
    `INSERT INTO channel_member (channel_id, person_id, joined_at) SELECT ?, id, ? FROM person WHERE id = ? AND removed_at IS NULL
     ON CONFLICT (channel_id, person_id) DO UPDATE SET joined_at = excluded.joined_at`,
    scope,
    at,
    body.personId,
  )
}

/** A public channel has its name since this change; a closed one, whose log counts by itself, stands in line by when it was made. */
export function editChannel(tx: Tx, { scope, body }: ChangeOf<'channel.edited'>, position: number): void {
  forgetHot(tx)
  const before = tx.get<{ wanted: string }>('SELECT wanted_name AS wanted FROM channel WHERE id = ?', scope)
  tx.run(
    `UPDATE channel SET display_name = ?, purpose = ?, hooks_allowed = ?, wanted_name = ?,
       named_at = CASE WHEN type <> 'public' THEN named_at WHEN wanted_name = ? THEN min(named_at, ?) ELSE ? END WHERE id = ?`,
    body.displayName,
    body.purpose,
    Number(body.hooksAllowed),
    body.name,
    body.name,
    position,
    position,
    scope,
  )
  settleName(tx, 'channel', body.name)
  if (before && before.wanted !== body.name) settleName(tx, 'channel', before.wanted)
}

export function restoreChannel(tx: Tx, { scope }: ChangeOf<'channel.restored'>): void {
  forgetHot(tx)
  tx.run('UPDATE channel SET archived_at = NULL WHERE id = ?', scope)
}

export function deleteMember(tx: Tx, { scope, body }: ChangeOf<'member.left'>): void {
  forgetHot(tx)
  tx.run('DELETE FROM channel_member WHERE channel_id = ? AND person_id = ?', scope, body.personId)
}
