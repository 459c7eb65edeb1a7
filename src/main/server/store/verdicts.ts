/** The table of verdicts: a row for each request to a hook, bounded per hook and in age. */
import type { HookId, VerdictId } from '#shared/contract/ids.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import type { Reader, Tx } from './connection.ts'

interface Row extends Omit<Verdict, 'ignored' | 'hookId'> {
  hookId: string
  ignored: string | null
}

const columns = `id, at, hook_id AS hookId, address_id AS addressId, dialect, last_four AS lastFour, method, status, reason, detail, ignored,
  message_id AS messageId, channel, size_bytes AS sizeBytes, duration_ms AS durationMs, remote, user_agent AS userAgent, content_type AS contentType,
  request_id AS requestId, count, signature, sender_key AS key`

const insert = `INSERT INTO verdict (at, hook_id, address_id, dialect, last_four, method, status, reason, detail, ignored, message_id, channel,
  size_bytes, duration_ms, remote, user_agent, content_type, request_id, signature, sender_key, stray_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** How many requests that reached no hook are kept, as rows per shape, remote and hour. */
export const strayRowsKept = 10_000

/** A verdict before it has its number. */
export type UnkeptVerdict = Omit<Verdict, 'id' | 'count'>

export function insertVerdict(tx: Tx, verdict: UnkeptVerdict): Verdict {
  return { id: tx.run(insert, ...values(verdict), null) as VerdictId, ...verdict, count: 1 }
}

/** Counts a request that reached no hook; `key` is its shape, reason, remote and hour. */
export function countStrayVerdict(tx: Tx, verdict: UnkeptVerdict, key: string): Verdict {
  const known = tx.get<Row>(`SELECT ${columns} FROM verdict WHERE stray_key = ?`, key)
  if (!known) return { id: tx.run(insert, ...values(verdict), key) as VerdictId, ...verdict, count: 1 }
  tx.run('UPDATE verdict SET count = count + 1, at = ? WHERE id = ?', verdict.at, known.id)
  return toVerdict({ ...known, count: known.count + 1, at: verdict.at })
}

export interface VerdictQuery {
  readonly hookId?: HookId | undefined
  readonly limit: number
  readonly before?: VerdictId | undefined
}

/** Newest first. */
export function listVerdicts(reader: Reader, { hookId, limit, before }: VerdictQuery): Verdict[] {
  const end = before ?? Number.MAX_SAFE_INTEGER
  const rows = hookId
    ? reader.all<Row>(`SELECT ${columns} FROM verdict WHERE hook_id = ? AND id < ? ORDER BY id DESC LIMIT ?`, hookId, end, limit)
    : reader.all<Row>(`SELECT ${columns} FROM verdict WHERE id < ? ORDER BY id DESC LIMIT ?`, end, limit)
  return rows.map(toVerdict)
}

/** Drops what is beyond `keep` rows of this hook; '' stands for requests that reached no hook. */
export function pruneVerdicts(tx: Tx, hookId: string, keep: number): void {
  const oldest = tx.get<{ id: number }>('SELECT id FROM verdict WHERE hook_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?', hookId, keep)
  if (oldest) tx.run('DELETE FROM verdict WHERE hook_id = ? AND id <= ?', hookId, oldest.id)
}

/** Drops what is older. Rows grow with time, so the first one that is young enough is found by reading only what is dropped. */
export function deleteVerdictsBefore(tx: Tx, beforeAt: number): void {
  const young = tx.get<{ id: number }>('SELECT id FROM verdict WHERE at >= ? ORDER BY id LIMIT 1', beforeAt)
  tx.run('DELETE FROM verdict WHERE id < ?', young?.id ?? Number.MAX_SAFE_INTEGER)
}

function values(v: UnkeptVerdict) {
  return [
    v.at,
    v.hookId ?? '',
    v.addressId,
    v.dialect,
    v.lastFour,
    v.method,
    v.status,
    v.reason,
    v.detail,
    v.ignored.length === 0 ? null : JSON.stringify(v.ignored),
    v.messageId,
    v.channel,
    v.sizeBytes,
    v.durationMs,
    v.remote,
    v.userAgent,
    v.contentType,
    v.requestId,
    v.signature,
    v.key,
  ] as const
}

function toVerdict(row: Row): Verdict {
  return {
    ...row,
    hookId: row.hookId === '' ? null : (row.hookId as HookId),
    ignored: row.ignored === null ? [] : (JSON.parse(row.ignored) as string[]),
  }
}
