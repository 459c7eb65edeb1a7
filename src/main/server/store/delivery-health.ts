/** How a subscription does: of its last deliveries, what arrived, how fast, and what waits. Bounded, whatever its history. */
import type { SubscriptionHealth } from '#shared/contract/delivery.ts'
import type { SubscriptionId } from '#shared/contract/ids.ts'
import { parseProblem } from '#shared/core/problem.ts'
import type { Reader } from './connection.ts'

const LOOKED_AT = 200
const WAITING_LIMIT = 1000

interface Row {
  id: string
  state: string
  lastMs: number | null
  finishedAt: number | null
  lastProblem: string | null
}

const select = 'SELECT id, state, last_ms AS lastMs, finished_at AS finishedAt, last_problem AS lastProblem FROM delivery WHERE subscription_id = ?'
const newest = `ORDER BY id DESC LIMIT ${LOOKED_AT}`

export function readHealth(reader: Reader, id: SubscriptionId): SubscriptionHealth {
  const waiting = reader.all<Row>(`${select} AND finished_at IS NULL ${newest}`, id)
  const over = reader.all<Row>(`${select} AND finished_at IS NOT NULL ${newest}`, id)
  const rows = [...waiting, ...over].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, LOOKED_AT)
  const delivered = rows.filter(({ state }) => state === 'delivered')
  const failed = rows.filter(({ state }) => state === 'failed')
  const times = delivered.flatMap(({ lastMs }) => lastMs ?? []).sort((a, b) => a - b)
  const successes = delivered.flatMap(({ finishedAt }) => finishedAt ?? [])
  const problem = rows.find(({ lastProblem }) => lastProblem !== null)?.lastProblem ?? null
  return {
    delivered: delivered.length,
    failed: failed.length,
    waiting: countWaiting(reader, id),
    p95Ms: times[Math.ceil(times.length * 0.95) - 1] ?? null,
    lastSuccessAt: successes.length === 0 ? null : Math.max(...successes),
    lastProblem: problem === null ? null : parseProblem(problem),
  }
}

function countWaiting(reader: Reader, id: SubscriptionId): number {
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM delivery WHERE subscription_id = ? AND finished_at IS NULL LIMIT ${WAITING_LIMIT})`
  return reader.get<{ n: number }>(sql, id)?.n ?? 0
}
