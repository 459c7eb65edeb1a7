/** Brings a database to the newest schema, one numbered migration at a time; history is never rewritten. */
import type { Database } from 'better-sqlite3'
import { AppError } from '#shared/contract/errors.ts'
import { init } from './migrations/0010-init.ts'

/** In the order in which they run. Numbers grow by ten. */
export const migrations = [init] as const

/** Written into every database of ours ("HKLN"), so that somebody else's file is never taken for one. */
const applicationId = 0x484b4c4e

/**
 * Runs what is missing, each migration in a transaction of its own.
 * @throws AppError `unavailable` when the file is newer than this program or is not a Hookline database; it is left untouched.
 */
export function migrate(db: Database): void {
  const version = db.pragma('user_version', { simple: true }) as number
  const newest = migrations[migrations.length - 1]?.number ?? 0
  if (version > newest) {
    throw new AppError('unavailable', `This data was written by a newer Hookline (schema ${version}, this program knows ${newest}). Update Hookline; nothing was changed.`)
  }
  const tableCount = db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table'").get() as { n: number }
  const id = db.pragma('application_id', { simple: true }) as number
  if (tableCount.n > 0 && id !== applicationId) {
    throw new AppError('unavailable', 'The file hookline.db in the data folder is not a Hookline database. Move it away or choose another folder with --data; nothing was changed.')
  }
  for (const migration of migrations) {
    if (migration.number <= version) continue
    db.transaction(() => {
      db.exec(migration.sql)
      db.pragma(`application_id = ${applicationId}`)
      db.pragma(`user_version = ${migration.number}`)
    })()
  }
}
