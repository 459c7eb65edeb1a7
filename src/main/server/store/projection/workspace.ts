/** Writes the workspace, its people and its settings as the change log tells them. Another device may call itself anything: names are cleaned here. */
import type { ChangeOf } from '#shared/contract/change.ts'
import { cleanPersonName } from '#shared/core/clean-name.ts'
import type { Tx } from '../connection.ts'
import { forgetHot } from '../hot-cache.ts'
import type { Place } from '../positions.ts'
import { pauseHooksOf } from './hooks.ts'
import { settleName } from './names.ts'
import { writePerson } from './team.ts'

export function upsertWorkspace(tx: Tx, { body }: ChangeOf<'workspace.defined'>): void {
  forgetHot(tx)
  tx.run('INSERT INTO workspace (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name', body.workspaceId, cleanPersonName(body.name) || 'Hookline')
}

export function upsertPerson(tx: Tx, { at, body }: ChangeOf<'person.defined'>, place: Place): void {
  const before = tx.get<{ wanted: string; role: string }>('SELECT wanted_name AS wanted, role FROM person WHERE id = ?', body.personId)
  writePerson(tx, at, body, place)
  if (before && before.wanted !== body.username) settleName(tx, 'person', before.wanted)
  if (before !== undefined && before.role !== 'guest' && body.role === 'guest') pauseHooksOf(tx, body.personId, 'owner_is_guest')
}

export function updateProfile(tx: Tx, { body }: ChangeOf<'profile.changed'>): void {
  forgetHot(tx)
  tx.run(
    "UPDATE person SET display_name = coalesce(nullif(?, ''), username), title = ?, status = ?, time_zone = ?, picture = ? WHERE id = ?",
    cleanPersonName(body.displayName),
    body.title,
    body.status === null ? null : JSON.stringify(body.status),
    body.timeZone,
    body.picture === null ? null : JSON.stringify(body.picture),
    body.personId,
  )
}

export function upsertSetting(tx: Tx, { body }: ChangeOf<'setting.changed'>): void {
  forgetHot(tx)
  tx.run('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', body.key, JSON.stringify(body.value))
  tx.cache.delete('settings')
}
