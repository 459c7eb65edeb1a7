/** The tables of deliveries and their attempts: what is due, what waits behind it, and what came of each. */
import { AppError } from '#shared/contract/errors.ts'
import type { Attempt, Delivery, DeliveryState, Problem } from '#shared/contract/delivery.ts'
import type { ChangeId, ChannelId, DeliveryId, MessageId, SubscriptionId } from '#shared/contract/ids.ts'
import type { SubscriptionEvent } from '#shared/contract/subscription.ts'
import { formatProblem, parseProblem } from '#shared/core/problem.ts'
import type { Reader, Tx } from './connection.ts'
import { forgetAhead } from './hot-cache.ts'
import { findAhead, leaveLane, noteInLane, type Place } from './lane-ahead.ts'
import { inLane, listWaiting } from './waiting-deliveries.ts'

/** As it is stored: `sending` and `paused` are seen from outside. */
export type StoredState = Exclude<DeliveryState, 'sending' | 'paused'>

export interface NewDelivery {
  readonly id: DeliveryId
  readonly subscriptionId: SubscriptionId
  readonly url: string
  /** The number of the address: `url` may stand elsewhere in the subscription's list by now, or be corrected. */
  readonly address: number
  /** Null for what somebody sends again: it waits for nothing. */
  readonly lane: number | null
  readonly channelId: ChannelId
  readonly position: number
  readonly changeId: ChangeId
  readonly messageId: MessageId | null
  readonly event: SubscriptionEvent
  readonly triggerWord: string
  readonly hops: number
  readonly createdAt: number
  readonly redeliveryOf: DeliveryId | null
}

/** The first of its lane is due `now`, whatever the clock says that it happened by; a later one waits until those before it are over or parked. @returns its row. */
export function insertDelivery(tx: Tx, delivery: NewDelivery, now: number): number {
  noteInLane(tx, delivery.lane, delivery.position)
  const ahead = tx.get(`SELECT 1 FROM delivery WHERE lane = CAST(? AS INTEGER) AND ${inLane} LIMIT 1`, delivery.lane)
  return tx.run(
    `INSERT INTO delivery (id, subscription_id, url, address, lane, channel_id, position, change_id, message_id, event, trigger_word, hops, state, due_at, created_at, redelivery_of)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?)`,
    delivery.id,
    delivery.subscriptionId,
    delivery.url,
    delivery.address,
    delivery.lane,
    delivery.channelId,
    delivery.position,
    delivery.changeId,
    delivery.messageId,
    delivery.event,
    delivery.triggerWord,
    delivery.hops,
    ahead === undefined ? now : null,
    delivery.createdAt,
    delivery.redeliveryOf,
  )
}

export interface DueDelivery extends NewDelivery {
  /** Grows with each that is written; of one lane and position, the smaller one leaves first. */
  readonly row: number
  readonly state: StoredState
  readonly attempts: number
  /** Null while it waits for those before it in its lane. */
  readonly dueAt: number | null
}

/** For the casts, and for limits that no parameter gives, see decision 0005. */
const isThis = 'rowid = CAST(? AS INTEGER) AND id = CAST(? AS TEXT)'

const columns = `d.rowid AS row, d.id, d.subscription_id AS subscriptionId, d.url, d.address, d.lane, d.channel_id AS channelId, d.position, d.change_id AS changeId, d.message_id AS messageId,
  d.event, d.trigger_word AS triggerWord, d.hops, d.state, d.attempts, d.due_at AS dueAt, d.created_at AS createdAt, d.redelivery_of AS redeliveryOf`

export interface DueRequest {
  readonly now: number
  /** Receivers (`subscription|url`) that are left out because they have enough on their way. */
  readonly without: readonly string[]
  readonly limit: number
}

/** Those due of subscriptions that are not paused, the longest due first. */
export function listDue(reader: Reader, { now, without, limit }: DueRequest): DueDelivery[] {
  return reader.all<DueDelivery>(
    `SELECT ${columns} FROM delivery d JOIN subscription_target t ON t.subscription_id = d.subscription_id
     WHERE d.due_at <= CAST(? AS INTEGER) AND t.paused IS NULL AND d.subscription_id || '|' || d.url NOT IN (SELECT value FROM json_each(?)) ORDER BY d.due_at LIMIT CAST(? AS INTEGER)`,
    now,
    JSON.stringify(without),
    limit,
  )
}

const inThisLane = `FROM delivery d WHERE d.lane = CAST(? AS INTEGER) AND d.${inLane}`
const first = `SELECT ${columns} ${inThisLane} ORDER BY d.position, d.rowid LIMIT 1`
const nextFew = `SELECT ${columns} ${inThisLane} AND (d.position, d.rowid) > (CAST(? AS INTEGER), CAST(? AS INTEGER)) ORDER BY d.position, d.rowid LIMIT 16`

/** The first of a lane, due or not; parked ones are not of it. */
export function findFirstInLane(reader: Reader, lane: number): DueDelivery | undefined {
  return reader.get<DueDelivery>(first, lane)
}

/** The next of a lane behind another, due or not. What is remembered of it may say that it has no time although it has one. */
export function findNextInLane(reader: Reader, lane: number, after: Place): DueDelivery | undefined {
  return findAhead(reader, lane, after, () => reader.all<DueDelivery>(nextFew, lane, after.position, after.row))
}

/** When the next one after `now` is due; undefined when none waits for a time. */
export function findNextDue(reader: Reader, now: number): number | undefined {
  return reader.get<{ dueAt: number }>('SELECT due_at AS dueAt FROM delivery WHERE due_at > CAST(? AS INTEGER) ORDER BY due_at LIMIT 1', now)?.dueAt
}

/** Where it stands: the row is found without an index, and holds for as long as the file is open; the id says that it is the one. */
interface Stored {
  readonly id: DeliveryId
  readonly row: number
}

export interface Outcome extends Stored {
  readonly lane: number | null
  readonly state: StoredState
  /** For `retrying` and `parked`. */
  readonly dueAt: number | null
  readonly now: number
  readonly attempt: Attempt | null
  readonly problem: Problem | null
}

/** Writes what came of an attempt, or of none; the next of the lane is due when this one makes way. */
export function recordOutcome(tx: Tx, { id, row, lane, state, dueAt, now, attempt, problem }: Outcome): void {
  tx.run(
    `UPDATE delivery SET state = ?, due_at = ?, attempts = coalesce(?, attempts), finished_at = ?, last_status = ?, last_problem = ?, last_ms = ? WHERE ${isThis}`,
    state,
    dueAt,
    attempt?.number ?? null,
    dueAt === null ? now : null,
    attempt?.status ?? null,
    problem && formatProblem(problem),
    attempt?.durationMs ?? null,
    row,
    id,
  )
  leaveLane(tx, { lane, id }, dueAt === null)
  if (attempt) insertAttempt(tx, id, attempt)
  if (state !== 'retrying' && lane !== null) advanceLane(tx, lane, now)
}

function insertAttempt(tx: Tx, id: DeliveryId, { number, at, durationMs, status, problem, request, response }: Attempt): void {
  tx.run(
    'INSERT INTO delivery_attempt (delivery_id, number, at, duration_ms, status, problem, request, response) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    id,
    number,
    at,
    durationMs,
    status,
    problem && formatProblem(problem),
    request,
    response,
  )
}

function advanceLane(tx: Tx, lane: number, now: number): void {
  tx.run(
    `UPDATE delivery SET due_at = ? WHERE rowid = (SELECT rowid FROM delivery WHERE lane = CAST(? AS INTEGER) AND ${inLane} ORDER BY position, rowid LIMIT 1) AND due_at IS NULL`,
    now,
    lane,
  )
}

interface Row extends Omit<Delivery, 'state' | 'lastProblem'> {
  state: StoredState
  lastProblem: string | null
}

const toDelivery = (row: Row): Delivery => ({ ...row, lastProblem: row.lastProblem === null ? null : parseProblem(row.lastProblem) })

const shown = `SELECT d.id, d.subscription_id AS subscriptionId, d.url, d.event, d.channel_id AS channelId, c.name AS channel, d.position, d.message_id AS messageId, d.state,
  d.attempts, d.created_at AS createdAt, d.due_at AS dueAt, d.finished_at AS finishedAt, d.last_status AS lastStatus, d.last_problem AS lastProblem, d.last_ms AS lastMs,
  d.redelivery_of AS redeliveryOf FROM delivery d JOIN channel c ON c.id = d.channel_id`

export interface DeliveryPage {
  readonly subscriptionId: SubscriptionId
  readonly state?: StoredState | undefined
  readonly before?: DeliveryId | undefined
  readonly limit: number
}

const waitingStates: readonly StoredState[] = ['queued', 'retrying', 'parked']

/** The newest first. Those of one state are looked for among those that wait or those that are over; both are bounded by the settings. */
export function listDeliveries(reader: Reader, { subscriptionId, state, before = 'g' as DeliveryId, limit }: DeliveryPage): Delivery[] {
  const isWaiting = state !== undefined && waitingStates.includes(state)
  const states = state === undefined ? undefined : [state]
  const ids = state === undefined || isWaiting ? listWaiting(reader, subscriptionId, { before, limit, states }) : []
  const waiting = reader.all<Row>(`${shown} WHERE d.id IN (SELECT value FROM json_each(?))`, JSON.stringify(ids))
  const over = isWaiting ? [] : listOver(reader, { subscriptionId, state, before, limit })
  return [...waiting, ...over]
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit)
    .map(toDelivery)
}

/** The condition of the index delivery_over. */
const over = 'd.finished_at IS NOT NULL'

function listOver(reader: Reader, { subscriptionId, state, before, limit }: DeliveryPage & { readonly before: DeliveryId }): Row[] {
  const page = `${shown} WHERE d.subscription_id = ? AND d.id < ? AND ${over}`
  const newestFirst = 'ORDER BY d.id DESC LIMIT ?'
  if (state === undefined) return reader.all<Row>(`${page} ${newestFirst}`, subscriptionId, before, limit)
  return reader.all<Row>(`${page} AND d.state = ? ${newestFirst}`, subscriptionId, before, state, limit)
}

/** @throws AppError `not_found`. */
export function getDelivery(reader: Reader, id: DeliveryId): Delivery {
  const row = reader.get<Row>(`${shown} WHERE d.id = ?`, id)
  if (!row) throw new AppError('not_found', 'This delivery is not on record any more.')
  return toDelivery(row)
}

/** What a repetition needs. @throws AppError `not_found`. */
export function getStoredDelivery(reader: Reader, id: DeliveryId): DueDelivery {
  const row = reader.get<DueDelivery>(`SELECT ${columns} FROM delivery d WHERE d.id = ?`, id)
  if (!row) throw new AppError('not_found', 'This delivery is not on record any more.')
  return row
}

/** What is on record of one that was on its way; undefined when it was forgotten meanwhile. */
export function findOnRecord(reader: Reader, { row, id }: Stored): { readonly state: StoredState; readonly lastProblem: Problem | null } | undefined {
  const found = reader.get<{ state: StoredState; lastProblem: string | null }>(`SELECT state, last_problem AS lastProblem FROM delivery WHERE ${isThis}`, row, id)
  return found && { ...found, lastProblem: found.lastProblem === null ? null : parseProblem(found.lastProblem) }
}

export function listAttempts(reader: Reader, id: DeliveryId): Attempt[] {
  return reader
    .all<Omit<Attempt, 'problem'> & { problem: string | null }>(
      'SELECT number, at, duration_ms AS durationMs, status, problem, request, response FROM delivery_attempt WHERE delivery_id = ? ORDER BY number',
      id,
    )
    .map((row) => ({ ...row, problem: row.problem === null ? null : parseProblem(row.problem) }))
}

/** A message was deleted: what was sent of it, and what was answered to that, keeps no words. @returns the subscriptions whose record that is. */
export function forgetSent(tx: Tx, messageId: MessageId): SubscriptionId[] {
  const ofMessage = 'FROM delivery WHERE message_id = CAST(? AS TEXT) AND attempts > 0'
  tx.run(`UPDATE delivery_attempt SET request = '', response = '' WHERE delivery_id IN (SELECT id ${ofMessage})`, messageId)
  return tx.all<{ id: SubscriptionId }>(`SELECT DISTINCT subscription_id AS id ${ofMessage}`, messageId).map(({ id }) => id)
}

/** One that waits is due now. */
export function makeDue(tx: Tx, id: DeliveryId, now: number): void {
  forgetAhead(tx)
  tx.run('UPDATE delivery SET due_at = ? WHERE id = ? AND finished_at IS NULL', now, id)
}

/** Ids of those that failed at or after `since` and were not sent again since then, oldest first. What came later has the larger row: ids go by a clock, which may have been ahead. */
export function listFailedSince(reader: Reader, subscriptionId: SubscriptionId, since: number, limit: number): DeliveryId[] {
  return reader
    .all<{ id: DeliveryId }>(
      `SELECT d.id FROM delivery d WHERE d.subscription_id = ? AND ${over} AND d.state = 'failed' AND d.finished_at >= ?
       AND NOT EXISTS (SELECT 1 FROM delivery again WHERE again.redelivery_of = coalesce(d.redelivery_of, d.id) AND again.rowid > d.rowid) ORDER BY d.id LIMIT ?`,
      subscriptionId,
      since,
      limit,
    )
    .map(({ id }) => id)
}

/** Ids of those that are over and beyond the newest `keep` of a subscription, the oldest first; before them those that ended after `ahead`, by a clock that was wrong, since nobody knows how old they are. */
export function listSurplus(reader: Reader, subscriptionId: SubscriptionId, { keep, limit, ahead }: { readonly keep: number; readonly limit: number; readonly ahead: number }): DeliveryId[] {
  const newest = reader.get<{ id: DeliveryId }>(`SELECT d.id FROM delivery d WHERE d.subscription_id = ? AND ${over} ORDER BY d.id DESC LIMIT 1 OFFSET ?`, subscriptionId, keep)
  if (!newest) return []
  const sql = `SELECT d.id FROM delivery d WHERE d.subscription_id = ? AND ${over} AND d.id <= ? ORDER BY d.id LIMIT ?`
  const surplus = reader.all<{ id: DeliveryId }>(sql, subscriptionId, newest.id, limit)
  const latest = `SELECT d.id, d.finished_at AS finishedAt FROM delivery d WHERE d.subscription_id = ? AND ${over} ORDER BY d.id DESC LIMIT ?`
  const dated = reader.all<{ id: DeliveryId; finishedAt: number }>(latest, subscriptionId, surplus.length).filter(({ finishedAt }) => finishedAt > ahead)
  return [...dated, ...surplus].slice(0, surplus.length).map(({ id }) => id)
}

/** Ids of those that ended before a time, of the oldest `limit` that are over. What is older ended earlier, but for what was tried for long. */
export function listEndedBefore(reader: Reader, subscriptionId: SubscriptionId, { before, limit }: { readonly before: number; readonly limit: number }): DeliveryId[] {
  const sql = `SELECT d.id, d.finished_at AS finishedAt FROM delivery d WHERE d.subscription_id = ? AND ${over} ORDER BY d.id LIMIT ?`
  const oldest = reader.all<{ id: DeliveryId; finishedAt: number }>(sql, subscriptionId, limit)
  return oldest.filter(({ finishedAt }) => finishedAt < before).map(({ id }) => id)
}

/** With their attempts. */
export function deleteDeliveries(tx: Tx, ids: readonly DeliveryId[]): void {
  for (const id of ids) tx.run('DELETE FROM delivery WHERE id = ?', id)
}
