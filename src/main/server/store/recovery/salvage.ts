/** Makes a new, whole file of what can be read of a damaged one and of its newest copy. */
import type { Database } from 'better-sqlite3'
import { openConnection, type Connection } from '../connection.ts'
import { migrate } from '../migrate.ts'
import { PENDING_FIRST } from '../positions.ts'
import { projectionTables, rebuildProjection } from '../rebuild-projection.ts'
import { salvageTable, type Gap, type Places } from './salvage-table.ts'
import type { DamageReport } from '../damage.ts'

export type Salvaged = Pick<DamageReport, 'lost' | 'tables'>

/** The search is made anew from the messages, in the background. */
const isSearch = (table: string): boolean => /^(message_fts|search_)/.test(table)

/** `target` is a path where nothing is yet. @param now ms since epoch */
export function salvage({ damaged, copy, now }: Omit<Places, 'target'> & { readonly now: number }, target: string): Salvaged {
  const connection = openConnection({ path: target })
  try {
    connection.db.pragma('foreign_keys = OFF')
    connection.waitForDisk(false)
    migrate(connection.db, Number(damaged.pragma('user_version', { simple: true })))
    // Of a file that nobody else knows yet.
    // eslint-disable-next-line no-restricted-syntax
    return connection.db.transaction((): Salvaged => fill({ damaged, copy, now }, connection))()
  } finally {
    connection.close()
  }
}

/** In one transaction: no one sees a half. */
function fill({ damaged, copy, now }: Omit<Places, 'target'> & { readonly now: number }, connection: Connection): Salvaged {
  const gaps = copyTables({ damaged, copy, target: connection.db })
  const log = gaps.get('change_log') ?? []
  const lost = describeLost(connection, log, now)
  if (lost === null && projectionTables.some((table) => gaps.has(table))) rebuildProjection({ ...connection, emit: () => undefined })
  if (lost !== null) dropBeyondLog(connection)
  const orphans = dropOrphans(connection)
  connection.run('UPDATE search_mark SET above = (SELECT coalesce(max(row), 0) FROM message), below = (SELECT coalesce(max(row), 0) FROM message)')
  const projected = new Set<string>(projectionTables)
  const unfilled = [...gaps].filter(([table, all]) => table !== 'change_log' && (lost !== null || !projected.has(table)) && all.some((gap) => !isFilled(gap)))
  return { lost, tables: [...new Set([...unfilled.map(([table]) => table), ...orphans])].sort() }
}

/** Gaps by table; none for tables that were read to the end. */
function copyTables(places: Places): Map<string, Gap[]> {
  const gaps = new Map<string, Gap[]>()
  for (const table of listTables(places.target)) {
    const found = salvageTable(places, table)
    if (found.length > 0) gaps.set(table, found)
  }
  return gaps
}

function listTables(db: Database): string[] {
  const rows = db.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").all() as { name: string }[]
  return rows.map(({ name }) => name).filter((name) => !isSearch(name))
}

/** Whether the copy had every row that was missing: only of numbers without holes can that be said. */
function isFilled({ after, before, filled }: Gap): boolean {
  const [low, high] = [after?.[0], before?.[0]]
  return typeof low === 'number' && typeof high === 'number' && before?.length === 1 && filled === high - low - 1
}

function describeLost({ get }: Connection, log: readonly Gap[], now: number): DamageReport['lost'] {
  const open = log.filter((gap) => !isFilled(gap))
  if (open.length === 0) return null
  const timeAt = (gap: Gap, sql: string): number | null => get<{ at: number }>(sql, Number((gap.before ?? [Number.MAX_SAFE_INTEGER])[0]))?.at ?? null
  // What the copy filled in counts as readable.
  const from = open.map((gap) => timeAt(gap, 'SELECT at FROM change_log WHERE seq < ? ORDER BY seq DESC LIMIT 1'))
  const to = open.map((gap) => (gap.before === null ? now : (timeAt(gap, 'SELECT at FROM change_log WHERE seq >= ? ORDER BY seq LIMIT 1') ?? now)))
  const missing = open.map(({ after, before, filled }) => (before === null ? null : Number(before[0]) - Number(after?.[0] ?? 0) - 1 - filled))
  return {
    from: from.includes(null) ? null : Math.min(...(from as number[])),
    to: Math.max(...to),
    changes: missing.includes(null) ? null : (missing as number[]).reduce((sum, one) => sum + one, 0),
  }
}

/** A log that lost its end gives its next places out again: what stood there must not stand there too. */
function dropBeyondLog({ run }: Connection): void {
  run(`DELETE FROM message WHERE position < ${PENDING_FIRST} AND position > coalesce((SELECT max(position) FROM change_log WHERE log = message.channel_id AND position < ${PENDING_FIRST}), 0)`)
}

/** Rows that refer to what is gone, and those that refer to them. @returns their tables. */
function dropOrphans({ db }: Connection): string[] {
  const dropped = new Set<string>()
  const links = listTables(db).flatMap((table) => (db.prepare('SELECT "from" AS column, "table" AS parent, "to" AS key FROM pragma_foreign_key_list(?)').all(table) as Link[]).map((link) => ({ ...link, table })))
  let changed: number
  do {
    changed = 0
    for (const { table, column, parent, key } of links) {
      const { changes } = db.prepare(`DELETE FROM ${table} WHERE ${column} IS NOT NULL AND ${column} NOT IN (SELECT ${key} FROM ${parent})`).run()
      if (changes > 0) dropped.add(table)
      changed += changes
    }
  } while (changed > 0)
  return [...dropped]
}

interface Link {
  readonly column: string
  readonly parent: string
  readonly key: string
}
