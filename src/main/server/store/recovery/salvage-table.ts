/** Copies what can be read of one table, from both ends towards what cannot; a copy of the file fills the gap. */
import type { Database } from 'better-sqlite3'
import { isDamage } from '../damage.ts'

/** What could not be read: keys between these two, both excluded; null for everything before or behind. */
export interface Gap {
  readonly after: Key | null
  readonly before: Key | null
  /** Rows that came from the copy. */
  readonly filled: number
}

export type Key = readonly (string | number)[]

export interface Places {
  readonly damaged: Database
  readonly copy: Database | undefined
  readonly target: Database
}

interface Shape {
  readonly table: string
  readonly columns: readonly string[]
  readonly keys: readonly string[]
}

/** Tables that no copy adds to: what was revoked since it was made must not come back. A token or a consent that is gone is given anew in a moment. */
export const neverFilled: ReadonlySet<string> = new Set(['consent', 'token'])

/** @returns its gaps, filled or not; none when all of it was read. */
export function salvageTable(places: Places, table: string): Gap[] {
  const shape = readShape(places, table)
  if (shape.columns.length === 0) return []
  const insert = prepareInsert(places.target, shape)
  const copy = neverFilled.has(table) ? undefined : places.copy
  return readBetween(places.damaged, shape, insert, { after: null, before: null }, 10).map((gap) => {
    let filled = 0
    if (copy) scan(copy, shape, gap, 'ASC', (row) => void (filled += insert(row)))
    return { ...gap, filled }
  })
}

function readShape({ damaged, target }: Places, table: string): Shape {
  const columnsOf = (db: Database) => db.prepare('SELECT name, type, pk FROM pragma_table_info(?)').all(table) as { name: string; type: string; pk: number }[]
  const there = new Set(columnsOf(damaged).map(({ name }) => name))
  const all = columnsOf(target)
  const columns = all.map(({ name }) => name).filter((name) => there.has(name))
  const { wr } = target.prepare('SELECT wr FROM pragma_table_list(?)').get(table) as { wr: number }
  const primary = all.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
  const isAlias = primary.length === 1 && primary[0]?.type === 'INTEGER'
  if (wr === 1 || isAlias) return { table, columns, keys: primary.map(({ name }) => name) }
  return { table, columns: columns.length === 0 ? [] : ['rowid', ...columns], keys: ['rowid'] }
}

/** @returns how many rows came in: 0 for one that is there already, or that does not fit because its bytes are wrong. */
function prepareInsert(target: Database, { table, columns }: Shape): (row: unknown[]) => number {
  const statement = target.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
  return (row) => {
    try {
      return statement.run(row).changes
    } catch (error) {
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')) return 0
      throw error
    }
  }
}

type Range = Pick<Gap, 'after' | 'before'>

/** Numbers can be looked for in the middle of what neither end reaches, `depth` halvings deep. */
function readBetween(db: Database, shape: Shape, insert: (row: unknown[]) => number, range: Range, depth: number): Range[] {
  const forward = scan(db, shape, range, 'ASC', insert)
  if (forward.isWhole) return []
  const backward = scan(db, shape, { after: forward.last ?? range.after, before: range.before }, 'DESC', insert)
  if (backward.isWhole) return []
  const [after, before] = [forward.last ?? range.after, backward.last ?? range.before]
  const middle = depth > 0 ? findMiddle(after, before) : undefined
  if (middle === undefined) return [{ after, before }]
  const [left, right] = [{ after, before: [middle + 1] }, { after: [middle], before }].map((half) => readBetween(db, shape, insert, half, depth - 1))
  return [...(left ?? []), ...(right ?? [])]
}

function findMiddle(after: Key | null, before: Key | null): number | undefined {
  const [low, high] = [after?.[0] ?? 0, before?.[0]]
  if (before?.length !== 1 || typeof low !== 'number' || typeof high !== 'number' || high - low < 4) return undefined
  return Math.floor((low + high) / 2)
}

function scan(db: Database, { table, columns, keys }: Shape, { after, before }: Range, order: 'ASC' | 'DESC', take: (row: unknown[]) => unknown): { isWhole: boolean; last: Key | undefined } {
  const tuple = `(${keys.join(', ')})`
  const holes = `(${keys.map(() => '?').join(', ')})`
  const where = [after && `${tuple} > ${holes}`, before && `${tuple} < ${holes}`].filter((one) => one).join(' AND ')
  const sql = `SELECT ${[...columns, ...keys].join(', ')} FROM ${table} NOT INDEXED ${where && `WHERE ${where}`} ORDER BY ${keys.map((key) => `${key} ${order}`).join(', ')}`
  let last: Key | undefined
  try {
    for (const row of db.prepare(sql).raw().iterate(...(after ?? []), ...(before ?? [])) as IterableIterator<unknown[]>) {
      take(row.slice(0, columns.length))
      last = row.slice(columns.length) as unknown as Key
    }
    return { isWhole: true, last }
  } catch (error) {
    if (isDamage(error) || isShort(error)) return { isWhole: false, last }
    throw error
  }
}

/** The file ends before a page that it should have. Any other failure of the disk may be over in a moment: then nothing is left out, and the repair begins anew. */
const isShort = (error: unknown): boolean => error instanceof Error && 'code' in error && /^SQLITE_IOERR_(SHORT_READ|CORRUPTFS)$/.test(String(error.code))
