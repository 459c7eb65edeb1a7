/** Takes what came from the relay into the log and the tables: one batch, one write, with the cursors that say how far this device is. */
import type { Context } from '../context.ts'
import type { Arrival, Log } from './arrival.ts'

/**
 * Applies a batch in one write; the cursors move in it, so a batch counts whole or not at all. Records of one log must come in order; what
 * was applied before is passed over. The workspace's log must be at least as new as the content that comes with it: apply it first.
 * @returns how far each log of the batch is now.
 * @throws Error when a position was left out: nothing of the batch is applied then.
 */
export function applyBatch(_ctx: Context, _batch: readonly Arrival[]): Promise<ReadonlyMap<Log, number>> {
  throw new Error('not built yet')
}
