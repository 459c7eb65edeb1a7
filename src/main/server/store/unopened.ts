/** What is there and cannot be shown: closed, or resting on something that is not here; and what of this device's own the team did not take. */
import type { z } from 'zod'
import type { Change } from '#shared/contract/change.ts'
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import type { refusedChangeSchema, Unopened } from '#shared/contract/team.ts'
import type { Reader, Tx } from './connection.ts'
import { hasDroppedBefore } from './dropped-records.ts'
import type { Log } from './log-of.ts'

export interface NewUnopened {
  readonly log: Log
  readonly position: number
  readonly id: string
  readonly device: string
  readonly at: number
  readonly state: Unopened['state']
  /** In plain words. */
  readonly reason: string
  /** Opened already, and waiting for what it rests on. */
  readonly change?: Change
  readonly sealed?: boolean
  /** As of `Opened`. */
  readonly redacts?: string | undefined
}

export function noteUnopened(tx: Tx, { log, position, id, device, at, state, reason, change, sealed = false, redacts }: NewUnopened): void {
  tx.run(
    `INSERT INTO unopened (log, position, id, device, at, state, reason, change, sealed, redacts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (log, position) DO UPDATE SET state = excluded.state, reason = excluded.reason, change = excluded.change, sealed = excluded.sealed, redacts = excluded.redacts`,
    log,
    position,
    id,
    device,
    at,
    state,
    reason,
    change === undefined ? null : JSON.stringify(change),
    Number(sealed),
    redacts ?? null,
  )
}

interface Row extends Omit<NewUnopened, 'change' | 'sealed' | 'redacts'> {
  change: string | null
  sealed: number
  redacts: string | null
}

export function findUnopened(reader: Reader, log: Log, position: number): Pick<NewUnopened, 'id' | 'state'> | undefined {
  return reader.get('SELECT id, state FROM unopened WHERE log = CAST(? AS TEXT) AND position = ?', log, position)
}

export function deleteUnopened(tx: Tx, log: Log, position: number): void {
  tx.run('DELETE FROM unopened WHERE log = ? AND position = ?', log, position)
}

/** Closed ones whose key may come, of all channels. */
export function listWaiting(reader: Reader): { readonly log: Log; readonly position: number }[] {
  return reader.all("SELECT log, position FROM unopened WHERE state = 'waiting' AND change IS NULL AND log <> 'workspace'")
}

/** Whether something before a position may still come: what rests on it then waits too. */
export function findClosedBefore(reader: Reader, log: Log, position: number): 'waiting' | 'before_joining' | undefined {
  const sql = `SELECT state FROM unopened WHERE log = CAST(? AS TEXT) AND position < ? AND state <> 'refused' ORDER BY state = 'waiting' DESC LIMIT 1`
  // What the relay dropped is named by the deletion that comes.
  return hasDroppedBefore(reader, log, position) ? 'waiting' : reader.get<{ state: 'waiting' | 'before_joining' }>(sql, log, position)?.state
}

/** Whether something before a position is closed to this device and may still be opened. */
export function hasWaitingKeyBefore(reader: Reader, log: Log, position: number): boolean {
  return reader.get("SELECT 1 FROM unopened WHERE log = CAST(? AS TEXT) AND position < ? AND state = 'waiting' AND change IS NULL LIMIT 1", log, position) !== undefined
}

/** Opened ones that wait for something else, in order; of one log or of all. */
export function listReady(reader: Reader, log: Log | undefined): (NewUnopened & { readonly change: Change; readonly sealed: boolean })[] {
  const rows =
    log === undefined
      ? reader.all<Row>('SELECT * FROM unopened WHERE change IS NOT NULL ORDER BY log, position')
      : reader.all<Row>('SELECT * FROM unopened WHERE change IS NOT NULL AND log = CAST(? AS TEXT) ORDER BY position', log)
  return rows.map((row) => ({ ...row, change: JSON.parse(row.change ?? '') as Change, sealed: row.sealed === 1, redacts: row.redacts ?? undefined }))
}

/** Of a channel, oldest first. */
export function listUnopened(reader: Reader, channelId: ChannelId, limit: number): Unopened[] {
  return reader.all<Unopened>(
    'SELECT log AS channelId, position, at, device AS deviceId, state, reason FROM unopened WHERE log = CAST(? AS TEXT) ORDER BY position LIMIT ?',
    channelId,
    limit,
  )
}

/** `personId` is whose it was; null for what nobody said in person. */
export function noteRefused(tx: Tx, change: Change, personId: PersonId | null, refusal: { readonly reason: string; readonly at: number }): void {
  const messageId = 'messageId' in change.body ? change.body.messageId : null
  tx.run(
    'INSERT INTO refused_change (id, person_id, message_id, reason, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    change.id,
    personId,
    messageId,
    refusal.reason,
    refusal.at,
  )
}

/** Those of one person and of nobody, oldest first. */
export function listRefused(reader: Reader, personId: PersonId, limit: number): z.output<typeof refusedChangeSchema>[] {
  return reader.all('SELECT id, message_id AS messageId, reason FROM refused_change WHERE person_id IS NULL OR person_id = ? ORDER BY at, id LIMIT ?', personId, limit)
}

export function deleteRefused(tx: Tx, id: string): void {
  tx.run('DELETE FROM refused_change WHERE id = ?', id)
}
