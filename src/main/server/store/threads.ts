/** Who follows which thread and has read how far. Kept per person on this device; replies themselves are messages. */
import type { ChannelId, HookId, MessageId, PersonId } from '#shared/contract/ids.ts'
import { UNREAD_LIMIT, type Unreads } from '#shared/contract/unread.ts'
import type { Reader, Tx } from './connection.ts'
import { everyone } from './notices.ts'
import { PENDING_FIRST } from './positions.ts'

/** How many people a thread's line shows. */
export const THREAD_FACES = 3

/** The value of `following` for who has a mark and nothing else: they do not follow, and did not stop either. */
const ONLY_READ = 2

export interface FollowRow {
  rootId: MessageId
  /** 1 for who follows, 0 for who stopped. */
  following: number
  position: number
  unread: number
  lastAt: number
}

const columns = 'f.root_id AS rootId, f.following, f.position, f.unread, f.last_at AS lastAt'

export function findFollow(reader: Reader, personId: PersonId, rootId: MessageId): FollowRow | undefined {
  return reader.get<FollowRow>(`SELECT ${columns} FROM thread_follow f WHERE f.person_id = ? AND f.root_id = ?`, personId, rootId)
}

/** Followed threads, the last reply first: those that go on before `before`, at most `limit` and what goes on in the same millisecond as the last of them. */
export function listFollows(reader: Reader, personId: PersonId, before: number, limit: number): FollowRow[] {
  const followed = `SELECT ${columns} FROM thread_follow f JOIN thread t ON t.root_id = f.root_id WHERE f.person_id = ? AND f.following = 1
    AND EXISTS (SELECT 1 FROM channel_member cm WHERE cm.channel_id = t.channel_id AND cm.person_id = f.person_id)`
  const rows = reader.all<FollowRow>(`${followed} AND f.last_at < ? ORDER BY f.last_at DESC LIMIT ?`, personId, before, limit)
  const last = rows.at(-1)
  if (last === undefined || rows.length < limit) return rows
  const listed = new Set(rows.map(({ rootId }) => rootId))
  return [...rows, ...reader.all<FollowRow>(`${followed} AND f.last_at = ?`, personId, last.lastAt).filter(({ rootId }) => !listed.has(rootId))]
}

/** Follows from `read` on, unless the person follows already or once stopped. */
export function startFollowing(tx: Tx, personId: PersonId, rootId: MessageId, { read, at }: { read: number; at: number }): void {
  tx.run(
    `INSERT INTO thread_follow (person_id, root_id, following, position, unread, last_at) VALUES (?, ?, 1, ?, 0, ?)
     ON CONFLICT (person_id, root_id) DO UPDATE SET following = 1, position = max(position, excluded.position), last_at = excluded.last_at
     WHERE following = ${ONLY_READ}`,
    personId,
    rootId,
    read,
    at,
  )
}

export function setFollowing(tx: Tx, personId: PersonId, rootId: MessageId, { following, read, at }: { following: boolean; read: number; at: number }): void {
  tx.run(
    `INSERT INTO thread_follow (person_id, root_id, following, position, unread, last_at) VALUES (?, ?, ?, ?, 0, ?)
     ON CONFLICT (person_id, root_id) DO UPDATE SET following = excluded.following`,
    personId,
    rootId,
    Number(following),
    read,
    at,
  )
}

/** Begins a mark for who was called in a thread that they do not follow: only they have something to be read there. */
export function rememberReader(tx: Tx, personId: PersonId, rootId: MessageId, at: number): void {
  tx.run(
    `INSERT INTO thread_follow (person_id, root_id, following, position, unread, last_at)
     SELECT CAST(? AS TEXT), CAST(? AS TEXT), ${ONLY_READ}, 0, 0, ?
     WHERE EXISTS (SELECT 1 FROM notice WHERE thread_root_id = CAST(? AS TEXT) AND person_id IN (CAST(? AS TEXT), '${everyone}'))
     ON CONFLICT DO NOTHING`,
    personId,
    rootId,
    at,
    rootId,
    personId,
  )
}

/** Also back: that is how a thread becomes unread again. */
export function setThreadMark(tx: Tx, personId: PersonId, rootId: MessageId, position: number): void {
  const isUnread = countUnreadReplies(tx, personId, rootId, position) > 0
  tx.run('UPDATE thread_follow SET position = ?, unread = ? WHERE person_id = ? AND root_id = ?', position, Number(isUnread), personId, rootId)
}

/** A reply came: it is unread for whoever follows, but its author and those who muted its hook. */
export function noteReply(tx: Tx, rootId: MessageId, { authorId, hookId, at }: { authorId: PersonId | null; hookId: HookId | null; at: number }): void {
  const unread = `following = 1 AND person_id <> ? AND NOT EXISTS (SELECT 1 FROM hook_mute x WHERE x.person_id = thread_follow.person_id AND x.hook_id = ?)`
  tx.run(`UPDATE thread_follow SET last_at = ?, unread = CASE WHEN ${unread} THEN 1 ELSE unread END WHERE root_id = ?`, at, authorId ?? '', hookId ?? '', rootId)
}

/** After a hook was muted: threads in which nothing else is unread are read. */
export function recountThreadsOf(tx: Tx, personId: PersonId): void {
  const sql = 'SELECT f.root_id AS rootId, f.position FROM thread_follow f INDEXED BY thread_follow_unread WHERE f.person_id = ? AND f.unread = 1'
  for (const { rootId, position } of tx.all<{ rootId: MessageId; position: number }>(sql, personId)) setThreadMark(tx, personId, rootId, position)
}

/** Before a hook is heard again: where nothing is unread, what it wrote meanwhile is read. */
export function passThreadsOf(tx: Tx, personId: PersonId, hookId: HookId): void {
  const last = `SELECT max(m.position) FROM message m WHERE m.thread_root_id = thread_follow.root_id AND m.hook_id = ? AND m.position > thread_follow.position AND m.position < ${PENDING_FIRST}`
  tx.run(`UPDATE thread_follow SET position = coalesce((${last}), position) WHERE person_id = ? AND following = 1 AND unread = 0`, hookId, personId)
}

/** A reply came silently, or got its place: the marks of all who had nothing unread in the thread move on to it. */
export function advanceThreadMarks(tx: Tx, rootId: MessageId, position: number): void {
  tx.run('UPDATE thread_follow SET position = ? WHERE root_id = ? AND following = 1 AND unread = 0 AND position < ?', position, rootId, position)
}

/** After a reply was deleted. */
export function recountThread(tx: Tx, rootId: MessageId): void {
  for (const { personId, position } of tx.all<{ personId: PersonId; position: number }>('SELECT person_id AS personId, position FROM thread_follow WHERE root_id = ?', rootId)) {
    setThreadMark(tx, personId, rootId, position)
  }
}

/** What waits for its place is not counted: it is seen at once, and marks stand before it. */
export function countUnreadReplies(reader: Reader, personId: PersonId, rootId: MessageId, position: number): number {
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM message m WHERE m.thread_root_id = ? AND m.position > ? AND m.position < ${PENDING_FIRST} AND m.deleted_at IS NULL
    AND m.silent = 0 AND (m.author_id <> ? OR m.type = 'webhook')
    AND NOT EXISTS (SELECT 1 FROM hook_mute x WHERE x.person_id = ? AND x.hook_id = m.hook_id) LIMIT ${UNREAD_LIMIT})`
  return reader.get<{ n: number }>(sql, rootId, position, personId, personId)?.n ?? 0
}

/** Over the unread threads alone, however many are followed; both numbers stop at UNREAD_LIMIT. As in channels: in a conversation everything wants me, in a muted place only my name. */
export function countUnreadThreads(reader: Reader, personId: PersonId): Unreads['threads'] {
  // In this order and by this index: SQLite left to itself begins with every notice that the person ever had.
  const unread = `thread_follow f INDEXED BY thread_follow_unread CROSS JOIN thread t ON t.root_id = f.root_id
    CROSS JOIN channel_member cm ON cm.channel_id = t.channel_id AND cm.person_id = f.person_id`
  const threads = `SELECT count(*) AS n FROM (SELECT 1 FROM ${unread} WHERE f.person_id = ? AND f.unread = 1 AND f.following = 1 LIMIT ${UNREAD_LIMIT})`
  const isMuted = 'EXISTS (SELECT 1 FROM channel_preference p WHERE p.person_id = f.person_id AND p.channel_id = t.channel_id AND p.muted = 1)'
  const isConversation = "EXISTS (SELECT 1 FROM channel c WHERE c.id = t.channel_id AND c.type IN ('direct', 'group'))"
  const isFollowed = 'f.person_id = ? AND f.unread = 1 AND f.following = 1'
  const isHeard = "(m.author_id <> f.person_id OR m.type = 'webhook') AND NOT EXISTS (SELECT 1 FROM hook_mute x WHERE x.person_id = f.person_id AND x.hook_id = m.hook_id)"
  const mentions = `SELECT count(*) AS n FROM (SELECT DISTINCT n.message_id FROM ${unread}
    CROSS JOIN notice n ON n.thread_root_id = f.root_id AND n.person_id IN (?, '${everyone}') AND n.position > f.position
    CROSS JOIN message m ON m.id = n.message_id
    WHERE ${isFollowed} AND ${isHeard} AND CASE WHEN ${isMuted} THEN n.reason = 'mention' ELSE NOT ${isConversation} END
    UNION ALL SELECT m.id FROM ${unread}
    CROSS JOIN message m ON m.thread_root_id = f.root_id AND m.position > f.position AND m.position < ${PENDING_FIRST}
    WHERE ${isFollowed} AND ${isConversation} AND NOT ${isMuted} AND ${isHeard} AND m.deleted_at IS NULL AND m.silent = 0 LIMIT ${UNREAD_LIMIT})`
  const count = reader.get<{ n: number }>(threads, personId)?.n ?? 0
  return { unread: count, mentions: count === 0 ? 0 : (reader.get<{ n: number }>(mentions, personId, personId, personId)?.n ?? 0) }
}

/** Unread threads of a person with the position of their last reply; at most 1000. */
export function listUnreadThreadIds(reader: Reader, personId: PersonId): { rootId: MessageId; channelId: ChannelId; lastPosition: number }[] {
  return reader.all('SELECT f.root_id AS rootId, t.channel_id AS channelId, t.last_position AS lastPosition FROM thread_follow f JOIN thread t ON t.root_id = f.root_id WHERE f.person_id = ? AND f.unread = 1 LIMIT 1000', personId)
}
