/** Brings the full-text index up to date in small pieces: changed messages first, then new ones, then old history from its end. */
import type { Reader, Tx } from './connection.ts'
import { buildDocument, facets, type IndexedRow } from './search-document.ts'

const dayMs = 86_400_000

const from = `SELECT m.row, m.type, m.channel_id AS channelId, c.type AS channelType, m.author_id AS authorId, m.text, m.username, m.hook_id AS hookId, m.attachments,
  m.created_at AS createdAt, m.edited_at AS editedAt, m.deleted_at AS deletedAt, m.pinned_at AS pinnedAt, r.row AS rootRow, t.reply_count AS replyCount,
  (SELECT json_group_array(json_array(f.name, f.media_type)) FROM message_file f WHERE f.message_id = m.id) AS files,
  EXISTS (SELECT 1 FROM reaction x WHERE x.message_id = m.id) AS hasReaction,
  (SELECT json_group_array(s.person_id) FROM saved_message s WHERE s.message_id = m.id) AS savers
  FROM message m JOIN channel c ON c.id = m.channel_id LEFT JOIN message r ON r.id = m.thread_root_id LEFT JOIN thread t ON t.root_id = m.id`

interface Mark {
  above: number
  below: number
}

/** Indexes up to `limit` messages. @returns how many; 0 when nothing waits. */
export function indexMessages(tx: Tx, limit: number): number {
  return indexChanged(tx, limit) || indexNew(tx, limit) || indexHistory(tx, limit)
}

/** Pages of the index that one step puts together. */
const mergedPages = 64

/** Puts small pieces of the index together, a step of it; searching many pieces is slow. @returns whether there was anything to do. */
export function mergeIndex(tx: Tx): boolean {
  const before = countChanges(tx)
  tx.run("INSERT INTO message_fts (message_fts, rank) VALUES ('merge', ?)", mergedPages)
  // The command itself is one change (https://sqlite.org/fts5.html#the_merge_command).
  return countChanges(tx) - before >= 2
}

function countChanges(reader: Reader): number {
  return reader.get<{ count: number }>('SELECT total_changes() AS count')?.count ?? 0
}

/** How many messages are not in the index as they are now. Cheap: both ends are known. */
export function countWaiting(reader: Reader): number {
  const { above, below } = readMark(reader)
  const newest = reader.get<{ row: number | null }>('SELECT max(row) AS row FROM message')?.row ?? 0
  const changed = reader.get<{ count: number }>('SELECT count(*) AS count FROM search_todo')?.count ?? 0
  return Math.max(0, newest - above) + below + changed
}

function readMark(reader: Reader): Mark {
  return reader.get<Mark>('SELECT above, below FROM search_mark WHERE id = 1') ?? { above: 0, below: 0 }
}

function indexChanged(tx: Tx, limit: number): number {
  const { above, below } = readMark(tx)
  const rows = tx.all<{ row: number }>('SELECT row FROM search_todo ORDER BY row LIMIT ?', limit)
  for (const { row } of rows) {
    tx.run('DELETE FROM search_todo WHERE row = ?', row)
    // What was never indexed comes in its turn.
    if (row > above || row <= below) continue
    const message = tx.get<IndexedRow>(`${from} WHERE m.row = ?`, row)
    tx.run('DELETE FROM message_fts WHERE rowid = CAST(? AS INTEGER)', row)
    if (message) indexRow(tx, message)
    // The root may have lost its last reply.
    if (message?.deletedAt != null && message.rootRow !== null) markRow(tx, message.rootRow)
  }
  return rows.length
}

function indexNew(tx: Tx, limit: number): number {
  const rows = tx.all<IndexedRow>(`${from} WHERE m.row > ? ORDER BY m.row LIMIT ?`, readMark(tx).above, limit)
  const last = rows.at(-1)
  if (!last) return 0
  indexRows(tx, rows)
  tx.run('UPDATE search_mark SET above = ? WHERE id = 1', last.row)
  return rows.length
}

function indexHistory(tx: Tx, limit: number): number {
  const { below } = readMark(tx)
  if (below === 0) return 0
  const rows = tx.all<IndexedRow>(`${from} WHERE m.row <= ? ORDER BY m.row DESC LIMIT ?`, below, limit)
  // Upwards within the piece: FTS5 writes a piece of its own for each row that goes back.
  indexRows(tx, rows.reverse())
  tx.run('UPDATE search_mark SET below = ? WHERE id = 1', rows.length < limit ? 0 : (rows[0]?.row ?? 1) - 1)
  return rows.length
}

function indexRows(tx: Tx, rows: readonly IndexedRow[]): void {
  const days = new Map<number, { first: number; last: number }>()
  for (const row of rows) {
    indexRow(tx, row)
    const day = Math.floor(row.createdAt / dayMs)
    const span = days.get(day)
    days.set(day, { first: Math.min(span?.first ?? row.row, row.row), last: Math.max(span?.last ?? row.row, row.row) })
  }
  for (const [day, { first, last }] of days) {
    tx.run(
      `INSERT INTO search_day (day, first_row, last_row) VALUES (?, ?, ?)
       ON CONFLICT (day) DO UPDATE SET first_row = min(first_row, excluded.first_row), last_row = max(last_row, excluded.last_row)`,
      day,
      first,
      last,
    )
  }
  for (const rootRow of new Set(rows.map((row) => row.rootRow))) if (rootRow !== null && !isInThread(tx, rootRow)) markRow(tx, rootRow)
}

/** Deleted messages and what the app itself says are not searched. */
function indexRow(tx: Tx, row: IndexedRow): void {
  if (row.deletedAt !== null || row.type === 'system') return
  const { body, attached, names, facets: words } = buildDocument(row)
  tx.run('INSERT INTO message_fts (rowid, body, attached, names, facets) VALUES (?, ?, ?, ?, ?)', row.row, body, attached, names, words)
}

/** The cast: better-sqlite3 gives every number as REAL, and FTS5 then takes it for no row at all and answers all of them. */
function isInThread(reader: Reader, row: number): boolean {
  return reader.get('SELECT 1 FROM message_fts WHERE message_fts MATCH ? AND rowid = CAST(? AS INTEGER)', `"${facets.is('thread')}"`, row) !== undefined
}

function markRow(tx: Tx, row: number): void {
  tx.run('INSERT INTO search_todo (row) VALUES (?) ON CONFLICT DO NOTHING', row)
}
