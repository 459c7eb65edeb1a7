/** Reads channels and who is in them. */
import type { Channel, ChannelType } from '#shared/contract/channel.ts'
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import type { Reader } from './connection.ts'
import { remember } from './hot-cache.ts'
import { findUsername } from './people.ts'

/** A channel without its members, which most decisions do not need. */
export interface ChannelRow {
  id: ChannelId
  name: string
  displayName: string
  purpose: string
  type: ChannelType
  createdBy: PersonId
  hooksAllowed: number
  createdAt: number
  archivedAt: number | null
}

const columns = 'c.id, c.name, c.display_name AS displayName, c.purpose, c.type, c.created_by AS createdBy, c.hooks_allowed AS hooksAllowed, c.created_at AS createdAt, c.archived_at AS archivedAt'

export function findChannel(reader: Reader, id: string): ChannelRow | undefined {
  return remember(reader, `channel:${id}`, () => reader.get<ChannelRow>(`SELECT ${columns} FROM channel c WHERE c.id = ?`, id))
}

export function findChannelByName(reader: Reader, name: string): ChannelRow | undefined {
  return reader.get<ChannelRow>(`SELECT ${columns} FROM channel c WHERE c.name = ?`, name)
}

export function isMember(reader: Reader, channelId: ChannelId, personId: PersonId): boolean {
  const find = () => reader.get('SELECT 1 FROM channel_member WHERE channel_id = ? AND person_id = ?', channelId, personId)
  return remember(reader, `member:${channelId}:${personId}`, find) !== undefined
}

/** Undefined for who is not in it. */
export function findJoinedAt(reader: Reader, channelId: ChannelId, personId: PersonId): number | undefined {
  return reader.get<{ at: number }>('SELECT joined_at AS at FROM channel_member WHERE channel_id = ? AND person_id = ?', channelId, personId)?.at
}

/** Parameters: whether public channels count, and the person. */
const visible = `c.archived_at IS NULL
  AND ((? AND c.type = 'public') OR EXISTS (SELECT 1 FROM channel_member mine WHERE mine.channel_id = c.id AND mine.person_id = ?))`

/** The channels in use that this person is in and, unless they are a guest, the public ones; oldest first. */
export function listChannels(reader: Reader, personId: PersonId, withPublic: boolean): Channel[] {
  const rows = reader.all<ChannelRow>(
    `SELECT ${columns} FROM channel c WHERE ${visible} ORDER BY c.created_at, c.id`,
    Number(withPublic),
    personId,
  )
  const members = new Map<string, string[]>()
  for (const { channelId, username } of reader.all<{ channelId: string; username: string }>(
    `SELECT m.channel_id AS channelId, p.username FROM channel c CROSS JOIN channel_member m ON m.channel_id = c.id JOIN person p ON p.id = m.person_id
     WHERE ${visible} ORDER BY p.username`,
    Number(withPublic),
    personId,
  )) {
    const list = members.get(channelId)
    if (list) list.push(username)
    else members.set(channelId, [username])
  }
  return rows.map((row) => toChannel(reader, row, members.get(row.id) ?? []))
}

/** Archived channels that this person could read, the last archived first. */
export function listArchivedChannels(reader: Reader, personId: PersonId, withPublic: boolean, limit: number): Channel[] {
  const rows = reader.all<ChannelRow>(
    `SELECT ${columns} FROM channel c WHERE c.archived_at IS NOT NULL
     AND ((? AND c.type = 'public') OR EXISTS (SELECT 1 FROM channel_member mine WHERE mine.channel_id = c.id AND mine.person_id = ?))
     ORDER BY c.archived_at DESC LIMIT ?`,
    Number(withPublic),
    personId,
    limit,
  )
  return rows.map((row) => toChannel(reader, row, listMemberNames(reader, row.id)))
}

/** The channels in use that this person is in. */
export function listJoinedChannelIds(reader: Reader, personId: PersonId): ChannelId[] {
  return reader
    .all<{ id: ChannelId }>('SELECT c.id FROM channel_member m JOIN channel c ON c.id = m.channel_id WHERE m.person_id = ? AND c.archived_at IS NULL', personId)
    .map(({ id }) => id)
}

/** Private channels whose names stand in no change of their own log. */
export function listUntoldPrivate(reader: Reader): ChannelRow[] {
  const sql = `SELECT ${columns} FROM channel c WHERE c.type = 'private' AND NOT EXISTS (SELECT 1 FROM change_log l WHERE l.log = c.id AND l.kind = 'channel.edited') ORDER BY c.id`
  return reader.all<ChannelRow>(sql)
}

/** All, also those that nobody here may see. */
export function listChannelIds(reader: Reader): ChannelId[] {
  return reader.all<{ id: ChannelId }>('SELECT id FROM channel ORDER BY id').map(({ id }) => id)
}

export function listMemberIds(reader: Reader, channelId: ChannelId): PersonId[] {
  return reader.all<{ id: PersonId }>('SELECT person_id AS id FROM channel_member WHERE channel_id = ? ORDER BY person_id', channelId).map(({ id }) => id)
}

export function getChannel(reader: Reader, id: ChannelId): Channel {
  const row = findChannel(reader, id)
  if (!row) throw new Error(`there is no channel with id ${id}`)
  return toChannel(reader, row, listMemberNames(reader, id))
}

function listMemberNames(reader: Reader, id: ChannelId): string[] {
  const sql = 'SELECT p.username FROM channel_member m JOIN person p ON p.id = m.person_id WHERE m.channel_id = ? ORDER BY p.username'
  return reader.all<{ username: string }>(sql, id).map(({ username }) => username)
}

function toChannel(reader: Reader, { createdBy, hooksAllowed, ...row }: ChannelRow, members: string[]): Channel {
  return { ...row, hooksAllowed: hooksAllowed === 1, creator: findUsername(reader, createdBy), members }
}
