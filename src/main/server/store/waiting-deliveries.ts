/** What waits of a subscription: in its lanes, and apart from them. No index by subscription holds all of it, or every post would write one more page for each. */
import type { DeliveryState, ProblemCode } from '#shared/contract/delivery.ts'
import type { ChannelId, DeliveryId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Disclosure } from '#shared/contract/subscription.ts'
import type { Reader, Tx } from './connection.ts'
import { forgetAhead } from './hot-cache.ts'

/** The condition of the index delivery_next. */
export const inLane = "state IN ('queued', 'retrying')"
/** The condition of the index delivery_apart: they wait for nothing before them. */
const apart = "(d.state = 'parked' OR d.lane IS NULL AND d.finished_at IS NULL)"

export interface WaitingPage {
  readonly before?: DeliveryId
  readonly limit: number
  /** All when left out. */
  readonly states?: readonly DeliveryState[] | undefined
}

/** Ids, the newest first; of each lane no more than `limit` are looked at. */
export function listWaiting(reader: Reader, subscriptionId: SubscriptionId, { before = 'g' as DeliveryId, limit, states = ['queued', 'retrying', 'parked'] }: WaitingPage): DeliveryId[] {
  const wanted = JSON.stringify(states)
  const queued = reader.all<{ id: DeliveryId }>(
    `SELECT q.id FROM delivery_lane l JOIN delivery q ON q.rowid IN (SELECT d.rowid FROM delivery d WHERE d.lane = l.id AND d.${inLane} AND d.id < ?
       AND d.state IN (SELECT value FROM json_each(?)) ORDER BY d.position DESC LIMIT ?)
     WHERE l.subscription_id = ? ORDER BY q.id DESC LIMIT ?`,
    before,
    wanted,
    limit,
    subscriptionId,
    limit,
  )
  const others = reader.all<{ id: DeliveryId }>(
    `SELECT d.id FROM delivery d WHERE d.subscription_id = ? AND d.id < ? AND ${apart} AND d.state IN (SELECT value FROM json_each(?)) ORDER BY d.id DESC LIMIT ?`,
    subscriptionId,
    before,
    wanted,
    limit,
  )
  return [...queued, ...others]
    .map(({ id }) => id)
    .sort((a, b) => (a < b ? 1 : -1))
    .slice(0, limit)
}

/** At most `limit`. */
export function countWaiting(reader: Reader, subscriptionId: SubscriptionId, limit: number): number {
  const queued = `SELECT 1 FROM delivery_lane l JOIN delivery d ON d.lane = l.id AND d.${inLane} WHERE l.subscription_id = ?`
  const others = `SELECT 1 FROM delivery d WHERE d.subscription_id = ? AND ${apart}`
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM (${queued} UNION ALL ${others}) LIMIT ?)`
  return reader.get<{ n: number }>(sql, subscriptionId, subscriptionId, limit)?.n ?? 0
}

/** Of a subscription that ends: what waits is dropped. */
export function dropWaiting(tx: Tx, subscriptionId: SubscriptionId, now: number, problem: ProblemCode): void {
  forgetAhead(tx)
  const set = "UPDATE delivery AS d SET state = 'dropped', due_at = NULL, finished_at = ?, last_problem = ?"
  tx.run(`${set} WHERE d.lane IN (SELECT id FROM delivery_lane WHERE subscription_id = ?) AND d.${inLane}`, now, problem, subscriptionId)
  tx.run(`${set} WHERE d.subscription_id = ? AND ${apart}`, now, problem, subscriptionId)
}

/**
 * An address was taken off a subscription: what waits for it is dropped. Whoever was behind it in its lane is due: what was stored before addresses
 * had numbers can stand in one lane with what is for others.
 */
export function dropWaitingFor(tx: Tx, subscriptionId: SubscriptionId, url: string, now: number): void {
  forgetAhead(tx)
  const set = "UPDATE delivery AS d SET state = 'dropped', due_at = NULL, finished_at = ?, last_problem = 'address_removed'"
  tx.run(`${set} WHERE d.lane IN (SELECT id FROM delivery_lane WHERE subscription_id = ?) AND d.${inLane} AND d.url = ?`, now, subscriptionId, url)
  tx.run(`${set} WHERE d.subscription_id = ? AND ${apart} AND d.url = ?`, now, subscriptionId, url)
  advanceLanes(tx, subscriptionId, now)
}

/** Channels, or kinds of events, were taken off a subscription: what waits of them is dropped, and whoever was behind it in its lane is due. @param kept those that it listens to, or tells of. */
export function dropTakenOff(tx: Tx, subscriptionId: SubscriptionId, problem: 'channel_removed' | 'event_removed', kept: readonly ChannelId[] | readonly Disclosure[], now: number): void {
  forgetAhead(tx)
  const set = "UPDATE delivery AS d SET state = 'dropped', due_at = NULL, finished_at = ?, last_problem = ?"
  const other = "CASE ? WHEN 'channel_removed' THEN d.channel_id ELSE d.event END NOT IN (SELECT value FROM json_each(?))"
  tx.run(`${set} WHERE d.lane IN (SELECT id FROM delivery_lane WHERE subscription_id = ?) AND d.${inLane} AND ${other}`, now, problem, subscriptionId, problem, JSON.stringify(kept))
  tx.run(`${set} WHERE d.subscription_id = ? AND ${apart} AND ${other}`, now, problem, subscriptionId, problem, JSON.stringify(kept))
  advanceLanes(tx, subscriptionId, now)
}

/** The first of each lane is due. */
function advanceLanes(tx: Tx, subscriptionId: SubscriptionId, now: number): void {
  const first = `SELECT d.rowid FROM delivery d WHERE d.lane = l.id AND d.${inLane} ORDER BY d.position, d.rowid LIMIT 1`
  tx.run(`UPDATE delivery SET due_at = ? WHERE rowid IN (SELECT (${first}) FROM delivery_lane l WHERE l.subscription_id = ?) AND due_at IS NULL`, now, subscriptionId)
}

/** The address of a subscription was changed: what waits goes to the new one. */
export function redirectWaiting(tx: Tx, subscriptionId: SubscriptionId, from: string, to: string): void {
  forgetAhead(tx)
  const set = 'UPDATE delivery AS d SET url = ?'
  tx.run(`${set} WHERE d.lane IN (SELECT id FROM delivery_lane WHERE subscription_id = ?) AND d.${inLane} AND d.url = ?`, to, subscriptionId, from)
  tx.run(`${set} WHERE d.subscription_id = ? AND ${apart} AND d.url = ?`, to, subscriptionId, from)
}
