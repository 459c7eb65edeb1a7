/** A data file to be damaged, with rows that fill many pages, and copies of it of earlier days. */
import { closeSync, copyFileSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { writeMark, type DamageReport } from '#server/store/damage.ts'
import { openDatabase } from '#server/store/open-database.ts'
import { openOrRepair } from '#server/store/open-or-repair.ts'
import { makeFolder } from './note-store.ts'

export const now = Date.UTC(2026, 10, 22, 9)
export const hourMs = 3_600_000
export const PAGE = 4096
export const rows = 400

/** A whole file without a log, with `rows` rows of each of two tables. */
export function makeFile(): string {
  const path = join(makeFolder(), 'hookline.db')
  const connection = openDatabase({ path })
  for (let number = 0; number < rows; number += 1) {
    connection.run('INSERT INTO local_state (key, value) VALUES (?, ?)', `key ${String(number).padStart(4, '0')}`, 'x'.repeat(100))
    connection.run('INSERT INTO hook_hour (hook_id, hour, accepted, refused) VALUES (?, ?, 1, 0)', `${'hook '.repeat(20)} ${number}`, number)
  }
  connection.close()
  return path
}

/** A copy of an earlier day; `change` happens to it after it was made. */
export function copyTo(path: string, name: string, change: (copy: string) => void = () => undefined): string {
  mkdirSync(join(dirname(path), 'backups'), { recursive: true })
  const copy = join(dirname(path), 'backups', name)
  copyFileSync(path, copy)
  change(copy)
  return copy
}

export function inFile(path: string, run: (db: Database.Database) => void): void {
  const db = new Database(path)
  run(db)
  db.close()
}

export function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+')
  writeSync(file, bytes, 0, bytes.length, at)
  closeSync(file)
}

/** Turns the second leaf of a table into noise, as somebody noticed. */
export function breakLeaf(path: string, table: string): void {
  inFile(path, (db) => {
    const page = db.prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 1").pluck().get(table) as number
    overwrite(path, (page - 1) * PAGE, Buffer.alloc(PAGE, 0xee))
  })
  writeMark(path, { state: 'damaged', reason: 'noise' })
}

export const count = (path: string, table: string): { n: number; repaired: DamageReport | undefined } => {
  const { connection, repaired } = openOrRepair({ path }, now)
  const { n } = connection.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)!
  connection.close()
  return { n, repaired }
}
