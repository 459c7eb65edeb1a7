/** Compares the projection with the change log: the tables as they are, and as replaying the log makes them. */
import { listChanges } from '#server/store/change-log.ts'
import type { Context } from '#server/context.ts'
import type { Reader } from '#server/store/connection.ts'
import { projectionTables, rebuildProjection } from '#server/store/rebuild-projection.ts'

export { projectionTables }

/** Tables that are no projection. A new table belongs in one of the two lists. */
export const otherTables = [
  'address',
  'change_log',
  'channel_preference',
  'delivery',
  'delivery_attempt',
  'delivery_lane',
  'device_seen',
  'draft',
  'dropped_record',
  'hook_delivery_seen',
  'hook_health',
  'hook_hour',
  'hook_key',
  'hook_key_new',
  'hook_mentions',
  'hook_mute',
  'hook_queue',
  'hook_queue_file',
  'hook_secret',
  'hook_signed_seen',
  'local_state',
  'message_repeat',
  'notice',
  'numbered_message',
  'preference',
  'read_mark',
  'refused_change',
  'relay_cursor',
  'repeated_message',
  'saved_message',
  'subscription_target',
  'thread_follow',
  'token',
  'unopened',
  'upload',
  'verdict',
] as const

/** The full-text index: follows from the messages, brought up to date in the background, and compared by the search's own tests. */
export const searchTables = [
  'message_fts',
  'message_fts_config',
  'message_fts_data',
  'message_fts_docsize',
  'message_fts_idx',
  'message_word',
  'search_day',
  'search_mark',
  'search_todo',
] as const

type Tables = Record<string, unknown[]>

export function readTables(reader: Reader): Tables {
  return Object.fromEntries([...projectionTables, ...otherTables].map((table) => [table, reader.all(`SELECT * FROM ${table} ORDER BY 1, 2`)]))
}

/** `pageSize` small makes paging part of the test. */
export function readLog(reader: Reader, pageSize = 1000): ReturnType<typeof listChanges> {
  const rows = []
  for (let page = listChanges(reader, 0, pageSize); page.length > 0; page = listChanges(reader, page.at(-1)?.seq ?? 0, pageSize)) rows.push(...page)
  return rows
}

/** Drops the projection and replays the log, in one write: what else the program writes stands before or behind it. @returns all tables before and after, which are to be equal. */
export function rebuild(ctx: Context): Promise<{ before: Tables; after: Tables }> {
  return ctx.write((tx) => {
    const before = readTables(tx)
    rebuildProjection(tx)
    return { before, after: readTables(tx) }
  })
}
