/** How a subscription does: of its last deliveries, what arrived, how fast, and what waits. Bounded, whatever its history. */
import type { SubscriptionHealth, SubscriptionStanding } from '#shared/contract/delivery.ts'
import type { SubscriptionId } from '#shared/contract/ids.ts'
import { parseProblem } from '#shared/core/problem.ts'
import type { Reader } from './connection.ts'
import { countWaiting, listWaiting } from './waiting-deliveries.ts'

const LOOKED_AT = 200
const WAITING_LIMIT = 1000

interface Row {
  id: string
  state: string
  lastMs: number | null
  finishedAt: number | null
  lastProblem: string | null
}

const select = 'SELECT id, state, last_ms AS lastMs, finished_at AS finishedAt, last_problem AS lastProblem FROM delivery'

export function readHealth(reader: Reader, id: SubscriptionId): SubscriptionHealth {
  const waiting = reader.all<Row>(`${select} WHERE id IN (SELECT value FROM json_each(?))`, JSON.stringify(listWaiting(reader, id, { limit: LOOKED_AT })))
  const over = reader.all<Row>(`${select} WHERE subscription_id = ? AND finished_at IS NOT NULL ORDER BY id DESC LIMIT ${LOOKED_AT}`, id)
  const rows = [...waiting, ...over].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, LOOKED_AT)
  const delivered = rows.filter(({ state }) => state === 'delivered')
  const failed = rows.filter(({ state }) => state === 'failed')
  const times = delivered.flatMap(({ lastMs }) => lastMs ?? []).sort((a, b) => a - b)
  const successes = delivered.flatMap(({ finishedAt }) => finishedAt ?? [])
  const problem = rows.find(({ lastProblem }) => lastProblem !== null)?.lastProblem ?? null
  return {
    delivered: delivered.length,
    failed: failed.length,
    waiting: countWaiting(reader, id, WAITING_LIMIT),
    p95Ms: times[Math.ceil(times.length * 0.95) - 1] ?? null,
    lastSuccessAt: successes.length === 0 ? null : Math.max(...successes),
    lastProblem: problem === null ? null : parseProblem(problem),
  }
}

/** Of all of these at once, in their order. */
export function listStandings(reader: Reader, ids: readonly SubscriptionId[]): SubscriptionStanding[] {
  return reader.all(
    'SELECT w.value AS subscriptionId, t.failing_since AS failingSince FROM json_each(?) w LEFT JOIN subscription_target t ON t.subscription_id = w.value ORDER BY w.key',
    JSON.stringify(ids),
  )
}
