/** Finds direct channels by the people in them: names say who is meant, memberships say who it is. */
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import { findChannel, type ChannelRow } from './channels.ts'
import type { Reader } from './connection.ts'

/** The direct channel of exactly these two, or of one with themselves. Its name may be older than their usernames. */
export function findDirectChannelId(reader: Reader, one: PersonId, other: PersonId): ChannelId | undefined {
  return reader.get<{ id: ChannelId }>(
    `SELECT c.id FROM channel_member a JOIN channel c ON c.id = a.channel_id JOIN channel_member b ON b.channel_id = c.id AND b.person_id = ?
     WHERE a.person_id = ? AND c.type = 'direct' AND (SELECT count(*) FROM channel_member m WHERE m.channel_id = c.id) = ? LIMIT 1`,
    other,
    one,
    one === other ? 1 : 2,
  )?.id
}

/** Whether both are in some channel in use that is not a direct one. */
export function shareChannel(reader: Reader, one: PersonId, other: PersonId): boolean {
  const sql = `SELECT 1 FROM channel_member a JOIN channel_member b ON b.channel_id = a.channel_id AND b.person_id = ? JOIN channel c ON c.id = a.channel_id
    WHERE a.person_id = ? AND c.type <> 'direct' AND c.archived_at IS NULL LIMIT 1`
  return reader.get(sql, other, one) !== undefined
}

/** The group channel of exactly these people. */
export function findGroupId(reader: Reader, people: readonly PersonId[]): ChannelId | undefined {
  return reader.get<{ id: ChannelId }>(
    `SELECT c.id FROM channel_member a JOIN channel c ON c.id = a.channel_id WHERE a.person_id = ? AND c.type = 'group'
     AND (SELECT count(*) FROM channel_member m WHERE m.channel_id = c.id) = ?
     AND NOT EXISTS (SELECT 1 FROM json_each(?) w WHERE NOT EXISTS (SELECT 1 FROM channel_member m WHERE m.channel_id = c.id AND m.person_id = w.value)) LIMIT 1`,
    people[0] ?? '',
    people.length,
    JSON.stringify(people),
  )?.id
}

export function findDirectChannel(reader: Reader, one: { readonly id: PersonId }, other: { readonly id: PersonId }): ChannelRow | undefined {
  const id = findDirectChannelId(reader, one.id, other.id)
  return id === undefined ? undefined : findChannel(reader, id)
}
