/** How often each hook told somebody: one row a hook, for the hour since the first time. Kept on this device, so a restart forgives nothing. */
import type { HookId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'

const HOUR_MS = 3_600_000

/** How many are used in this hour. */
export function readMentionsUsed(reader: Reader, hookId: HookId, now: number): number {
  const row = reader.get<{ since: number; used: number }>('SELECT since, used FROM hook_mentions WHERE hook_id = CAST(? AS TEXT)', hookId)
  return row !== undefined && Math.abs(now - row.since) < HOUR_MS ? row.used : 0
}

/** Takes as many as are left of `most` in this hour, at most `wanted`. @returns how many that is, and how many are used with them. */
export function takeMentions(tx: Tx, hookId: HookId, { wanted, most, now }: { wanted: number; most: number; now: number }): { granted: number; used: number } {
  const row = tx.get<{ since: number; used: number }>('SELECT since, used FROM hook_mentions WHERE hook_id = CAST(? AS TEXT)', hookId)
  // A clock that was set back a day must not end the budget for a day.
  const isThisHour = row !== undefined && Math.abs(now - row.since) < HOUR_MS
  const before = isThisHour ? row.used : 0
  const granted = Math.max(0, Math.min(wanted, most - before))
  const used = before + granted
  if (granted > 0) {
    tx.run(
      'INSERT INTO hook_mentions (hook_id, since, used) VALUES (?, ?, ?) ON CONFLICT (hook_id) DO UPDATE SET since = excluded.since, used = excluded.used',
      hookId,
      isThisHour ? row.since : now,
      used,
    )
  }
  return { granted, used }
}
