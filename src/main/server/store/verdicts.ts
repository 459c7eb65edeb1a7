/** The table of verdicts: a row for each request to a hook, with what it carried; bounded per hook and in age. */
import type { CapturedRequest } from '#shared/contract/captured-request.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { AddressUse } from '#shared/contract/hook.ts'
import type { AddressId, HookId, MessageId, VerdictId } from '#shared/contract/ids.ts'
import type { Reason, Verdict, VerdictState } from '#shared/contract/verdict.ts'
import type { Reader, Tx } from './connection.ts'
import { acceptedList } from './hook-health.ts'
import { findLocal, setLocal } from './local-state.ts'
import { findOutdated, STEP_ROWS } from './outdated.ts'

interface Row extends Omit<Verdict, 'ignored' | 'hookId' | 'source'> {
  hookId: string
  source: Verdict['source'] | null
  ignored: string | null
}

const columns = `id, at, hook_id AS hookId, address_id AS addressId, dialect, last_four AS lastFour, method, status, reason, detail, ignored,
  message_id AS messageId, channel, size_bytes AS sizeBytes, duration_ms AS durationMs, remote, user_agent AS userAgent, content_type AS contentType,
  request_id AS requestId, count, signature, sender_key AS key, replay_of AS replayOf, source`

const insert = `INSERT INTO verdict (id, at, hook_id, address_id, dialect, last_four, method, status, reason, detail, ignored, message_id, channel,
  size_bytes, duration_ms, remote, user_agent, content_type, request_id, signature, sender_key, replay_of, source, stray_key, request) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** How many requests that reached no hook are kept, as rows per shape, remote and hour. */
export const strayRowsKept = 10_000

/** A verdict before it has its number. */
export type UnkeptVerdict = Omit<Verdict, 'id' | 'count'>

const findLast = (reader: Reader): number | undefined => reader.get<{ id: number }>('SELECT id FROM verdict ORDER BY id DESC LIMIT 1')?.id

const goesOnKey = 'verdict numbers go on'

/** Null: SQLite gives the one after the last. Where none is left it would begin anew, and links and what waits would mean another request. */
function newId(tx: Tx): number | null {
  if (tx.cache.has(goesOnKey)) return null
  tx.cache.set(goesOnKey, true)
  return findLast(tx) === undefined ? Number(findLocal(tx, 'lastVerdict') ?? 0) + 1 : null
}

/** @param request what is kept of it, without secrets. */
export function insertVerdict(tx: Tx, verdict: UnkeptVerdict, request?: CapturedRequest): Verdict {
  return { id: tx.run(insert, newId(tx), ...values(verdict), null, request === undefined ? null : JSON.stringify(request)) as VerdictId, ...verdict, count: 1 }
}

/** Undefined for requests to no hook and those that an older version recorded. */
export function findVerdictRequest(reader: Reader, id: VerdictId): CapturedRequest | undefined {
  const kept = reader.get<{ request: string | null }>('SELECT request FROM verdict WHERE id = ?', id)?.request ?? null
  return kept === null ? undefined : (JSON.parse(kept) as CapturedRequest)
}

/** Counts a request that reached no hook; `key` is its shape, reason, remote and hour. */
export function countStrayVerdict(tx: Tx, verdict: UnkeptVerdict, key: string): Verdict {
  const known = tx.get<Row>(`SELECT ${columns} FROM verdict WHERE stray_key = ?`, key)
  if (!known) return { id: tx.run(insert, newId(tx), ...values(verdict), key, null) as VerdictId, ...verdict, count: 1 }
  tx.run('UPDATE verdict SET count = count + 1, at = ? WHERE id = ?', verdict.at, known.id)
  return toVerdict({ ...known, count: known.count + 1, at: verdict.at })
}

/** What came of a post that waited. @returns it as it is now; undefined when it is not kept any more. */
export function updateVerdict(tx: Tx, id: VerdictId, { reason, detail, messageId, channel }: Pick<Verdict, 'reason' | 'detail' | 'messageId' | 'channel'>): Verdict | undefined {
  tx.run('UPDATE verdict SET reason = ?, detail = ?, message_id = ?, channel = ? WHERE id = ?', reason, detail, messageId, channel, id)
  const row = tx.get<Row>(`SELECT ${columns} FROM verdict WHERE id = ?`, id)
  return row && toVerdict(row)
}

export interface VerdictQuery {
  readonly hookId?: HookId | undefined
  readonly state?: VerdictState
  /** Somewhere in the sentence, the reason, the remote address or the user agent, in whatever case; or the whole request id. */
  readonly text?: string
  readonly limit: number
  readonly before?: VerdictId | undefined
}

/** How far back a search over all webhooks looks from where it begins; one webhook has no more than its settings keep. */
const searchedRows = 20_000

/** What was refused after it had waited was answered as a success: the reason knows better than the status. */
const matches = `reason NOT IN ${acceptedList} BETWEEN ? AND ? AND (? = '' OR detail LIKE ? ESCAPE '\\' OR remote LIKE ? ESCAPE '\\' OR user_agent LIKE ? ESCAPE '\\' OR reason LIKE ? ESCAPE '\\' OR request_id = ?)`

/** Newest first. Reads only what the page needs, and with a condition at most `searchedRows` or one webhook's rows. */
export function listVerdicts(reader: Reader, { hookId, state = 'all', text = '', limit, before }: VerdictQuery): Verdict[] {
  const end = before ?? Number.MAX_SAFE_INTEGER
  const [low, high] = states[state]
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  const condition = [low, high, text, like, like, like, like, text] as const
  // Requests to no webhook are stored as those of the hook ''.
  const of = state === 'strays' ? '' : hookId
  if (of !== undefined) return reader.all<Row>(`SELECT ${columns} FROM verdict WHERE hook_id = ? AND id < ? AND ${matches} ORDER BY id DESC LIMIT ?`, of, end, ...condition, limit).map(toVerdict)
  const newest = before ?? (findLast(reader) ?? 0) + 1
  return reader.all<Row>(`SELECT ${columns} FROM verdict WHERE id < ? AND id >= ? AND ${matches} ORDER BY id DESC LIMIT ?`, newest, newest - searchedRows, ...condition, limit).map(toVerdict)
}

/** As `listVerdicts`; `next` is where to look further back (`before`), null once everything was looked at. */
export function searchVerdicts(reader: Reader, query: VerdictQuery): { readonly verdicts: Verdict[]; readonly next: VerdictId | null } {
  const verdicts = listVerdicts(reader, query)
  if (verdicts.length === query.limit) return { verdicts, next: verdicts.at(-1)?.id ?? null }
  if (query.hookId !== undefined || query.state === 'strays') return { verdicts, next: null }
  const newest = query.before ?? (findLast(reader) ?? 0) + 1
  const oldest = reader.get<{ id: number }>('SELECT id FROM verdict WHERE id > 0 ORDER BY id LIMIT 1')?.id ?? newest
  return { verdicts, next: newest - searchedRows <= oldest ? null : ((newest - searchedRows) as VerdictId) }
}

const states: Readonly<Record<VerdictState, readonly [from: 0 | 1, to: 0 | 1]>> = { all: [0, 1], posted: [0, 0], refused: [1, 1], strays: [0, 1] }

/** @throws AppError `not_found`. */
export function getVerdict(reader: Reader, id: VerdictId): Verdict {
  const row = reader.get<Row>(`SELECT ${columns} FROM verdict WHERE id = ?`, id)
  if (!row) throw new AppError('not_found', `There is no request ${id} on record. It may have been dropped since: the settings say how many are kept.`)
  return toVerdict(row)
}

/** The request that posted a message; the first, where later ones changed it. Undefined once it is not kept any more. */
export function findPostingVerdict(reader: Reader, hookId: HookId, messageId: MessageId): Verdict | undefined {
  const row = reader.get<Row>(`SELECT ${columns} FROM verdict WHERE hook_id = ? AND message_id = ? ORDER BY id LIMIT 1`, hookId, messageId)
  return row && toVerdict(row)
}

/** What came of a request, by the id that its sender was told; undefined once it is not kept any more. Looks through the hook's rows. */
export function findReasonOf(reader: Reader, hookId: HookId, requestId: string): Reason | undefined {
  return reader.get<{ reason: Reason }>('SELECT reason FROM verdict WHERE hook_id = CAST(? AS TEXT) AND request_id = CAST(? AS TEXT) ORDER BY id DESC LIMIT 1', hookId, requestId)?.reason
}

/** Replays and tests are a person's: they say nothing of who still has an address or a secret. */
const ofTools = "replay_of IS NULL AND source IS NOT 'test'"

/** Who posted to an address, newest first: of the requests that are still on record, at most `verdicts.keepPerHook`. */
export function listAddressUses(reader: Reader, hookId: HookId, addressId: AddressId): AddressUse[] {
  const sql = `SELECT remote, user_agent AS userAgent, count(*) AS requests, max(at) AS lastAt FROM verdict WHERE hook_id = ? AND address_id = ? AND ${ofTools} GROUP BY remote, user_agent`
  return reader.all<AddressUse>(sql, hookId, addressId).sort((a, b) => b.lastAt - a.lastAt).slice(0, 50)
}

/** Who sent requests of which the verdict says this about their signature, with the last time of each; in no order. */
export function listSignedBy(reader: Reader, hookId: HookId, signature: string): { readonly remote: string; readonly userAgent: string; readonly at: number }[] {
  return reader.all(`SELECT remote, user_agent AS userAgent, max(at) AS at FROM verdict WHERE hook_id = ? AND signature = ? AND ${ofTools} GROUP BY remote, user_agent`, hookId, signature)
}

const countsKey = 'verdict counts'

/**
 * Never more than `most` rows of a hook; '' stands for requests that reached none. A sixteenth is dropped at a time: doing it at each post would
 * cost more than the post. To be called with each row that was inserted.
 */
export function pruneVerdicts(tx: Tx, hookId: string, most: number): void {
  const counts = (tx.cache.get(countsKey) as Map<string, number> | undefined) ?? new Map<string, number>()
  tx.cache.set(countsKey, counts)
  const known = counts.get(hookId)
  const count = known === undefined ? countVerdicts(tx, hookId) : known + 1
  const surplus = count > most ? count - most + Math.floor(most / 16) : 0
  counts.set(hookId, count - surplus)
  if (surplus > 0) tx.run('DELETE FROM verdict WHERE hook_id = ? AND id <= (SELECT id FROM verdict WHERE hook_id = ? ORDER BY id LIMIT 1 OFFSET ?)', hookId, hookId, surplus - 1)
}

const countVerdicts = (reader: Reader, hookId: string): number => reader.get<{ n: number }>('SELECT count(*) AS n FROM verdict WHERE hook_id = ?', hookId)?.n ?? 0

/** A clock that was further ahead of `now` than this was wrong. */
const aheadMs = 24 * 3600_000

/** Drops what is older than `beforeAt`, of the next rows behind `after`. @returns behind which row it goes on; undefined at the end. */
export function deleteVerdictsBefore(tx: Tx, { beforeAt, now, after }: { readonly beforeAt: number; readonly now: number; readonly after: number }): number | undefined {
  const rows = tx.all<{ id: number; at: number }>('SELECT id, at FROM verdict WHERE id > ? ORDER BY id LIMIT ?', after, STEP_ROWS)
  const { last, next } = findOutdated(rows, { before: beforeAt, ahead: now + aheadMs })
  if (last === undefined) return next
  tx.cache.delete(countsKey)
  if (last === findLast(tx)) {
    setLocal(tx, 'lastVerdict', String(last))
    tx.cache.delete(goesOnKey)
  }
  tx.run('DELETE FROM verdict WHERE id <= ?', last)
  return next
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
    v.replayOf,
    v.source ?? null,
  ] as const
}

function toVerdict({ source, ...row }: Row): Verdict {
  return {
    ...row,
    ...(source && { source }),
    hookId: row.hookId === '' ? null : (row.hookId as HookId),
    ignored: row.ignored === null ? [] : (JSON.parse(row.ignored) as string[]),
  }
}
