/** Writes devices, invites and who was removed, as the change log tells it. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import type { Role } from '#shared/contract/person.ts'
import { cleanPersonName } from '#shared/core/clean-name.ts'
import type { Tx } from '../connection.ts'
import { forgetHot } from '../hot-cache.ts'
import type { Place } from '../positions.ts'
import { deleteTokensOf } from '../tokens.ts'
import { pauseHooksOf } from './hooks.ts'
import { settleName } from './names.ts'

/** A person who is new comes with their first device. */
export function admitDevice(tx: Tx, { at, body }: ChangeOf<'device.admitted'>, place: Place): void {
  forgetHot(tx)
  const known = tx.get<{ removedAt: number | null }>('SELECT removed_at AS removedAt FROM person WHERE id = ?', body.personId)
  if (known && known.removedAt !== null) {
    // They come back as who they were, with the role that they were invited for, and with no key of before.
    tx.run('UPDATE person SET removed_at = NULL, role = ? WHERE id = ?', body.role, body.personId)
    deleteTokensOf(tx, body.personId, place.at)
    noteRole(tx, body.personId, body.role, place)
  }
  if (!known) writePerson(tx, at, body, place)
  tx.run(
    `INSERT INTO device (id, person_id, name, public_key, certificate, admitted_at, position) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, admitted_at = excluded.admitted_at, position = excluded.position`,
    body.deviceId,
    body.personId,
    body.deviceName,
    body.publicKey,
    body.certificate,
    place.at,
    place.position,
  )
}

/** Somebody new, or who they are from now on. A name that stays the same is theirs since they first had it. */
export function writePerson(tx: Tx, createdAt: number, { personId, username, displayName, role }: Pick<ChangeOf<'person.defined'>['body'], 'personId' | 'username' | 'displayName' | 'role'>, place: Place): void {
  forgetHot(tx)
  tx.run(
    `INSERT INTO person (id, username, display_name, role, created_at, wanted_name, named_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET display_name = excluded.display_name, role = excluded.role, wanted_name = excluded.wanted_name,
       named_at = CASE wanted_name WHEN excluded.wanted_name THEN min(named_at, excluded.named_at) ELSE excluded.named_at END`,
    personId,
    // Until it is settled who bears the name.
    personId,
    cleanPersonName(displayName) || username,
    role,
    createdAt,
    username,
    place.position,
  )
  settleName(tx, 'person', username)
  noteRole(tx, personId, role, place)
}

/** From this place on. */
function noteRole(tx: Tx, personId: PersonId, role: Role, { position, at }: Place): void {
  tx.run('INSERT INTO role_span (person_id, position, role, from_at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET from_at = excluded.from_at', personId, position, role, at)
}

export function renameDevice(tx: Tx, { body }: ChangeOf<'device.renamed'>): void {
  forgetHot(tx)
  tx.run('UPDATE device SET name = ? WHERE id = ?', body.name, body.deviceId)
}

export function removeDevice(tx: Tx, { body }: ChangeOf<'device.removed'>, at: number): void {
  forgetHot(tx)
  tx.run('UPDATE device SET removed_at = ? WHERE id = ?', at, body.deviceId)
}

/** There is one owner: who hands the workspace over is an admin from then on. */
export function handOver(tx: Tx, { body }: ChangeOf<'ownership.handedOver'>, place: Place): void {
  forgetHot(tx)
  for (const [id, role] of [[body.handedBy, 'admin'], [body.personId, 'owner']] as const) {
    tx.run('UPDATE person SET role = ? WHERE id = ?', role, id)
    noteRole(tx, id, role, place)
  }
}

/** What they wrote stays theirs. Their devices go with them; conversations are their people, and stay. */
export function removePerson(tx: Tx, { body }: ChangeOf<'person.removed'>, at: number): void {
  forgetHot(tx)
  tx.run('UPDATE person SET removed_at = ? WHERE id = ?', at, body.personId)
  tx.run("DELETE FROM channel_member WHERE person_id = ? AND channel_id IN (SELECT id FROM channel WHERE type IN ('public', 'private'))", body.personId)
  pauseHooksOf(tx, body.personId, 'owner_removed')
}

export function insertInvite(tx: Tx, { at, body }: ChangeOf<'invite.created'>): void {
  tx.run(
    `INSERT INTO invite (id, invite_key, role, expires_at, uses, person_id, label, created_by, created_at, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    body.inviteId,
    body.inviteKey,
    body.role,
    body.expiresAt,
    body.uses,
    body.personId,
    body.label,
    body.createdBy,
    at,
    body.signature,
  )
}

export function revokeInvite(tx: Tx, { body }: ChangeOf<'invite.revoked'>, at: number): void {
  tx.run('UPDATE invite SET revoked_at = ? WHERE id = ?', at, body.inviteId)
}
