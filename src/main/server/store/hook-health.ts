/** The tables of how hooks do: counters by the hour for 90 days, the last success and refusal, and since when it only fails. One small write for a post. */
import type { Counted } from '#shared/contract/hook-health.ts'
import type { HookId, VerdictId } from '#shared/contract/ids.ts'
import type { Reason } from '#shared/contract/verdict.ts'
import { acceptedReasons, type Failing } from '#shared/core/hook-health.ts'
import type { Reader, Tx } from './connection.ts'
import { gather, gathered } from './gather.ts'

/** `acceptedReasons` in SQL, spelt out so that the plans of its statements can be looked at. */
export const acceptedList = "('posted', 'edited', 'deleted', 'queued', 'counted', 'duplicate', 'case_already_reported')"

const hourMs = 3600_000
export const hourOf = (at: number): number => Math.floor(at / hourMs)

interface Sum {
  readonly hookId: HookId
  readonly hour: number
  accepted: number
  refused: number
}

/** Adds to the hour of `at`; a number below 0 takes away. Written once for all requests of a batch. */
export function countRequests(tx: Tx, hookId: HookId, at: number, { accepted, refused }: Counted): void {
  const sums = gather(tx, 'hook_hour', () => new Map<string, Sum>(), writeSums)
  const hour = hourOf(at)
  const key = `${hookId} ${hour}`
  const sum = sums.get(key)
  if (!sum) return void sums.set(key, { hookId, hour, accepted, refused })
  sum.accepted += accepted
  sum.refused += refused
}

function writeSums(tx: Tx, sums: ReadonlyMap<string, Sum>): void {
  const sql = 'INSERT INTO hook_hour (hook_id, hour, accepted, refused) VALUES (?, ?, ?, ?) ON CONFLICT (hook_id, hour) DO UPDATE SET accepted = accepted + excluded.accepted, refused = refused + excluded.refused'
  for (const { hookId, hour, accepted, refused } of sums.values()) tx.run(sql, hookId, hour, accepted, refused)
}

/** Exact to a second: a flood writes it once a second, not once a post. */
export function markAccepted(tx: Tx, hookId: HookId, at: number): void {
  const key = `accepted:${hookId}`
  const last = tx.cache.get(key) as number | undefined
  if (last !== undefined && at >= last && at - last < 1000) return
  tx.cache.set(key, at)
  tx.run('INSERT INTO hook_health (hook_id, accepted_at) VALUES (?, ?) ON CONFLICT (hook_id) DO UPDATE SET accepted_at = excluded.accepted_at', hookId, at)
}

export interface Refused {
  readonly at: number
  readonly reason: Reason
  readonly verdictId: VerdictId
}

export function markRefused(tx: Tx, hookId: HookId, { at, reason, verdictId }: Refused): void {
  const sql = `INSERT INTO hook_health (hook_id, refused_at, refused_reason, refused_verdict) VALUES (?, ?, ?, ?)
    ON CONFLICT (hook_id) DO UPDATE SET refused_at = excluded.refused_at, refused_reason = excluded.refused_reason, refused_verdict = excluded.refused_verdict`
  tx.run(sql, hookId, at, reason, verdictId)
}

/** Null while it works. Remembered, because every post asks. */
export function findFailing(reader: Reader, hookId: HookId): Failing | null {
  const key = `failing:${hookId}`
  const known = reader.cache.get(key) as Failing | null | undefined
  if (known !== undefined) return known
  const row = reader.get<{ since: number | null; count: number }>('SELECT failing_since AS since, failures AS count FROM hook_health WHERE hook_id = CAST(? AS TEXT)', hookId)
  const failing = row === undefined || row.since === null ? null : { since: row.since, count: row.count }
  reader.cache.set(key, failing)
  return failing
}

/** Null: it works, or a person has looked after it. */
export function setFailing(tx: Tx, hookId: HookId, failing: Failing | null): void {
  tx.cache.set(`failing:${hookId}`, failing)
  const sql = 'INSERT INTO hook_health (hook_id, failing_since, failures) VALUES (?, ?, ?) ON CONFLICT (hook_id) DO UPDATE SET failing_since = excluded.failing_since, failures = excluded.failures'
  tx.run(sql, hookId, failing?.since ?? null, failing?.count ?? 0)
}

export interface LastOnes {
  readonly acceptedAt: number | null
  readonly refusal: Refused | null
}

export function findLastOnes(reader: Reader, hookId: HookId): LastOnes {
  const sql = 'SELECT accepted_at AS acceptedAt, refused_at AS at, refused_reason AS reason, refused_verdict AS verdictId FROM hook_health WHERE hook_id = ?'
  const row = reader.get<{ acceptedAt: number | null; at: number | null; reason: Reason; verdictId: VerdictId }>(sql, hookId)
  if (row === undefined) return { acceptedAt: null, refusal: null }
  const { acceptedAt, at, reason, verdictId } = row
  return { acceptedAt, refusal: at === null ? null : { at, reason, verdictId } }
}

export interface StoredStanding extends Counted {
  readonly hookId: HookId
  readonly acceptedAt: number | null
  readonly refusedAt: number | null
  readonly failingSince: number | null
}

/** Of all of these at once, with what came from the hour `from` to `to`, both included; in no order. */
export function listStandings(reader: Reader, hookIds: readonly HookId[], { from, to }: { readonly from: number; readonly to: number }): readonly StoredStanding[] {
  return reader.all(
    `SELECT w.value AS hookId, h.accepted_at AS acceptedAt, h.refused_at AS refusedAt, h.failing_since AS failingSince,
      coalesce(sum(n.accepted), 0) AS accepted, coalesce(sum(n.refused), 0) AS refused
     FROM json_each(?) w LEFT JOIN hook_health h ON h.hook_id = w.value LEFT JOIN hook_hour n ON n.hook_id = w.value AND n.hour BETWEEN ? AND ? GROUP BY w.value`,
    JSON.stringify(hookIds),
    from,
    to,
  )
}

/** From `from` on, the oldest first; hours in which nothing came are left out. */
export function listHours(reader: Reader, hookId: HookId, from: number): readonly (Counted & { readonly hour: number })[] {
  return reader.all('SELECT hour, accepted, refused FROM hook_hour WHERE hook_id = ? AND hour >= ? ORDER BY hour', hookId, from)
}

const LOOKED_AT = 200

/** ms that the newest accepted requests took, in no order; replays and tests are a person's. Looks at 200 requests, whatever is kept. */
export function listDurations(reader: Reader, hookId: HookId): number[] {
  const sql = "SELECT duration_ms AS ms, reason, replay_of IS NULL AND source IS NOT 'test' AS ofTool FROM verdict WHERE hook_id = ? ORDER BY id DESC LIMIT ?"
  const rows = reader.all<{ ms: number; reason: Reason; ofTool: number }>(sql, hookId, LOOKED_AT)
  return rows.filter(({ reason, ofTool }) => ofTool === 1 && (acceptedReasons as readonly Reason[]).includes(reason)).map(({ ms }) => ms)
}

export function deleteHoursBefore(tx: Tx, at: number): void {
  tx.run('DELETE FROM hook_hour WHERE hour < ?', hourOf(at))
}

export function deleteHealthOf(tx: Tx, hookId: string): void {
  tx.cache.delete(`failing:${hookId}`)
  tx.cache.delete(`accepted:${hookId}`)
  const sums = gathered<Map<string, Sum>>(tx, 'hook_hour')
  for (const [key, sum] of sums ?? []) if (sum.hookId === hookId) sums?.delete(key)
  tx.run('DELETE FROM hook_hour WHERE hook_id = ?', hookId)
  tx.run('DELETE FROM hook_health WHERE hook_id = ?', hookId)
}
