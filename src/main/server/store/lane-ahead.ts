/** Remembers the next few of each lane: they leave one right behind the other, and a question for each would cost more than one for all. */
import type { Reader, Tx } from './connection.ts'
import { forgetAhead, recall, remember } from './hot-cache.ts'

/** Where one stands in its lane; of one position, the smaller row leaves first. */
export interface Place {
  readonly position: number
  readonly row: number
}

interface Ahead {
  /** `rows` are those that wait next behind this, in their order and without a gap. */
  from: Place
  rows: readonly (Place & { readonly id: string })[]
}

const isBehind = (one: Place, other: Place): boolean => one.position > other.position || (one.position === other.position && one.row > other.row)

/** The one that waits next behind `after`. @param load the next few behind it, as they are stored. */
export function findAhead<Row extends Place & { readonly id: string }>(reader: Reader, lane: number, after: Place, load: () => readonly Row[]): Row | undefined {
  const ahead = remember<Ahead>(reader, String(lane), () => ({ from: after, rows: [] }), 'ahead')
  const known = isBehind(ahead.from, after) ? undefined : ahead.rows.find((row) => isBehind(row, after))
  if (known) return known as Row
  const rows = load()
  ahead.from = after
  ahead.rows = rows
  return rows[0]
}

/** To be called when one was put into a lane: it may stand before some that are known, or that are with the sending thread already. */
export function noteInLane(tx: Tx, lane: number | null, position: number): void {
  const ahead = recall<Ahead>(tx, String(lane), 'ahead')
  if (ahead && position < (ahead.rows.at(-1) ?? ahead.from).position) forgetAhead(tx)
}

/** To be called when it was recorded what came of one. @param isOver whether it waits no more. */
export function leaveLane(tx: Tx, { lane, id }: { readonly lane: number | null; readonly id: string }, isOver: boolean): void {
  const ahead = recall<Ahead>(tx, String(lane), 'ahead')
  if (ahead) ahead.rows = isOver ? ahead.rows.filter((row) => row.id !== id) : []
}
