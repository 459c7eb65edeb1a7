/** Deliveries whose time was told by a clock that was ahead: they would wait until it is as late again, and their lanes with them. */
import type { Reader, Tx } from './connection.ts'
import { forgetAhead } from './hot-cache.ts'

/** When it was tried last; what was never tried was to leave at its time. */
const settled = 'coalesce((SELECT a.at FROM delivery_attempt a WHERE a.delivery_id = d.id AND a.number = d.attempts), d.due_at)'
const aheadOf = `d.due_at > CAST(? AS INTEGER) AND ${settled} > CAST(? AS INTEGER)`

/** Whether one was tried, or came, later than it is now. */
export function hasDueAhead(reader: Reader, now: number): boolean {
  return reader.get(`SELECT 1 FROM delivery d WHERE ${aheadOf} LIMIT 1`, now, now) !== undefined
}

/** Each of them waits from now on as long as it was to wait then. */
export function setDueAgain(tx: Tx, now: number): void {
  forgetAhead(tx)
  tx.run(`UPDATE delivery AS d SET due_at = d.due_at - ${settled} + CAST(? AS INTEGER) WHERE ${aheadOf}`, now, now, now)
}
