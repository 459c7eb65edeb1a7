/** Makes the projection anew from the change log: what a change that counts no longer has left in the tables is gone then. Reads everything; rare. */
import { applyChange } from './apply-change.ts'
import type { Logged } from './change-log.ts'
import type { Tx } from './connection.ts'
import { forgetHot } from './hot-cache.ts'
import { listLog, listLogs } from './past.ts'
import { listAllPending } from './pending.ts'
import { keepRows } from './projection/messages.ts'

/** In the order in which they can be emptied. */
const clear = {
  hook_thread: 'DELETE FROM hook_thread',
  case_key: 'DELETE FROM case_key',
  hook_case: 'DELETE FROM hook_case',
  reaction: 'DELETE FROM reaction',
  thread: 'DELETE FROM thread',
  message_file: 'DELETE FROM message_file',
  message: 'DELETE FROM message',
  consent: 'DELETE FROM consent',
  subscription: 'DELETE FROM subscription',
  hook: 'DELETE FROM hook',
  channel_member: 'DELETE FROM channel_member',
  channel: 'DELETE FROM channel',
  setting: 'DELETE FROM setting',
  role_span: 'DELETE FROM role_span',
  device: 'DELETE FROM device',
  invite: 'DELETE FROM invite',
  person: 'DELETE FROM person',
  workspace: 'DELETE FROM workspace',
} as const
export const projectionTables = Object.keys(clear) as (keyof typeof clear)[]

const PAGE = 1000

/**
 * The workspace's log first, then the channels', then what is pending: so every device can do it, whatever it learned when. Row numbers
 * of messages stay, because the search finds them by these.
 * @param mayApply asked of each pending change; left out is what rests on something that is not there any more.
 */
export function rebuildProjection(tx: Tx, mayApply: (pending: Logged) => boolean = () => true): void {
  tx.run('PRAGMA defer_foreign_keys = ON')
  const release = keepRows(tx)
  for (const table of projectionTables) tx.run(clear[table])
  forgetHot(tx)
  tx.cache.delete('settings')
  const apply = ({ change, place }: Logged): void => applyChange(tx, change, place)
  for (const log of listLogs(tx)) {
    for (let page = listLog(tx, log, 0, PAGE); page.length > 0; page = listLog(tx, log, page.at(-1)!.place.position, PAGE)) page.forEach(apply)
  }
  for (const pending of listAllPending(tx)) if (mayApply(pending)) apply(pending)
  release()
}
