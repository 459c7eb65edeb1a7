/** Writes the workspace, its people and its settings as the change log tells them. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { Tx } from '../connection.ts'
import { forgetHot } from '../hot-cache.ts'

export function upsertWorkspace(tx: Tx, { body }: ChangeOf<'workspace.defined'>): void {
  forgetHot(tx)
  tx.run('INSERT INTO workspace (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name', body.workspaceId, body.name)
}

export function upsertPerson(tx: Tx, { at, body }: ChangeOf<'person.defined'>): void {
  forgetHot(tx)
  tx.run(
    `INSERT INTO person (id, username, display_name, role, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET username = excluded.username, display_name = excluded.display_name, role = excluded.role`,
    body.personId,
    body.username,
    body.displayName,
    body.role,
    at,
  )
}

export function updateProfile(tx: Tx, { body }: ChangeOf<'profile.changed'>): void {
  forgetHot(tx)
  tx.run(
    'UPDATE person SET display_name = ?, title = ?, status = ?, time_zone = ?, picture = ? WHERE id = ?',
    body.displayName,
    body.title,
    body.status === null ? null : JSON.stringify(body.status),
    body.timeZone,
    body.picture === null ? null : JSON.stringify(body.picture),
    body.personId,
  )
}

export function upsertSetting(tx: Tx, { body }: ChangeOf<'setting.changed'>): void {
  tx.run('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', body.key, JSON.stringify(body.value))
  tx.cache.delete('settings')
}
