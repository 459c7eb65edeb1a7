/** Reads the devices of a workspace's people, and its invites. */
import { AppError } from '#shared/contract/errors.ts'
import type { DeviceId, InviteId, PersonId } from '#shared/contract/ids.ts'
import type { Role } from '#shared/contract/person.ts'
import type { Device, Invite } from '#shared/contract/team.ts'
import type { Reader, Tx } from './connection.ts'
import { remember } from './hot-cache.ts'

/** What is stored of a device; who is connected now is known elsewhere. */
export type StoredDevice = Omit<Device, 'online' | 'isThis' | 'isHost'>

/** A device goes with its person. */
const select = `SELECT d.id, d.person_id AS personId, p.username, d.name, d.admitted_at AS admittedAt, coalesce(d.removed_at, p.removed_at) AS removedAt, s.at AS lastSeenAt
  FROM device d JOIN person p ON p.id = d.person_id LEFT JOIN device_seen s ON s.device_id = d.id`

/** The first that came first. */
export function listDevices(reader: Reader): StoredDevice[] {
  return reader.all<StoredDevice>(`${select} ORDER BY d.admitted_at, d.id`)
}

/** @throws AppError `not_found` */
export function getDevice(reader: Reader, id: DeviceId): StoredDevice {
  const device = reader.get<StoredDevice>(`${select} WHERE d.id = ?`, id)
  if (!device) throw new AppError('not_found', 'There is no such device in this workspace.')
  return device
}

export function findDevice(reader: Reader, id: DeviceId): StoredDevice | undefined {
  return reader.get<StoredDevice>(`${select} WHERE d.id = ?`, id)
}

/** Remembered: every record asks whose it is. */
export function findAdmission(reader: Reader, id: DeviceId): { readonly personId: PersonId; readonly admittedAt: number } | undefined {
  return remember(reader, `device:${id}`, () => reader.get('SELECT person_id AS personId, admitted_at AS admittedAt FROM device WHERE id = ?', id))
}

/** When its last record was taken, by the relay's clock. */
export function noteSeen(tx: Tx, id: DeviceId, at: number): void {
  tx.run('INSERT INTO device_seen (device_id, at) VALUES (?, ?) ON CONFLICT (device_id) DO UPDATE SET at = max(at, excluded.at)', id, at)
}

/** The person's first device that was there at `at`; undefined for somebody who had none. */
export function findDeviceOf(reader: Reader, personId: PersonId, at: number): DeviceId | undefined {
  return reader.get<{ id: DeviceId }>('SELECT id FROM device WHERE person_id = ? AND admitted_at <= ? ORDER BY position LIMIT 1', personId, at)?.id
}

/** By the relay's clock. */
export function findRoleAt(reader: Reader, personId: PersonId, at: number): Role | undefined {
  return reader.get<{ role: Role }>('SELECT role FROM role_span WHERE person_id = ? AND from_at <= ? ORDER BY position DESC LIMIT 1', personId, at)?.role
}

/** The device on which the workspace was made: it was there first. */
export function findFounder(reader: Reader): DeviceId | undefined {
  return reader.get<{ id: DeviceId }>('SELECT id FROM device ORDER BY position LIMIT 1')?.id
}

/** How often it was used follows from who came with it, which the sync thread knows. */
export type StoredInvite = Omit<Invite, 'used'>

const invites = `SELECT i.id, i.role, i.expires_at AS expiresAt, i.uses, i.person_id AS personId, i.label, i.created_by AS createdBy, i.created_at AS createdAt, i.revoked_at AS revokedAt FROM invite i`

/** The newest first. */
export function listInvites(reader: Reader, by: PersonId | undefined): StoredInvite[] {
  return by === undefined ? reader.all<StoredInvite>(`${invites} ORDER BY i.id DESC`) : reader.all<StoredInvite>(`${invites} WHERE i.created_by = ? ORDER BY i.id DESC`, by)
}

/** @throws AppError `not_found` */
export function getInvite(reader: Reader, id: InviteId): StoredInvite {
  const invite = reader.get<StoredInvite>(`${invites} WHERE i.id = ?`, id)
  if (!invite) throw new AppError('not_found', 'There is no such invite.')
  return invite
}
