/** A damaged sync.db: who this device is comes from what can be read or from its copy, the rest from the host. Never a new identity, and never older keys of a group. */
import { deserialize } from 'node:v8'
import { AppError } from '#shared/contract/errors.ts'
import { isDamage } from '../store/damage.ts'
import { openConnection, type Connection } from '../store/connection.ts'
import { findDamage, salvageFile } from '../store/recovery/salvage-file.ts'
import { readIdentityCopy } from './engine/identity-copy.ts'
import { syncSchema, syncTables } from './engine/sync-store.ts'
import { openAtRest } from './sealing/at-rest.ts'

export interface Mending {
  readonly path: string
  readonly masterKey: Uint8Array
  /** ms since epoch. */
  readonly now: number
}

/** Without these this device is nobody. */
const needed = { secret: ['device', 'device-certificate'], text: ['team'] } as const

/** Of a device that is part of a team, before anybody opens the file; a report is in its mark then. @throws AppError `unavailable`, and then nothing was changed */
export async function mendSyncFile({ path, masterKey, now }: Mending): Promise<void> {
  if ((findDamage(path, now) ?? findWrong(path, masterKey)) === undefined) return
  await salvageFile({
    path,
    now,
    tables: syncTables,
    make: ({ db }) => void db.exec(syncSchema),
    complete(connection, { isOlder }) {
      dropUnreadable(connection, masterKey)
      // Keys that were used since must not be used again: this device joins those groups anew.
      if (isOlder) connection.run("DELETE FROM secret WHERE name LIKE 'group/%'")
      fillFromCopy(connection, path)
      if (!isWhole(connection, masterKey)) throw gone()
      return 0
    },
  })
}

/** Pages that look right, and hold what cannot be right. */
function findWrong(path: string, masterKey: Uint8Array): string | undefined {
  const connection = openConnection({ path, readOnly: true })
  try {
    // Locked, or of a newer program: whoever opens it says so.
    if (Number(connection.db.pragma('user_version', { simple: true })) > 1 || isLocked(connection, masterKey)) return undefined
    return isWhole(connection, masterKey) && listClosed(connection, masterKey).length === 0 ? undefined : 'some of it cannot be right'
  } catch (error) {
    if (isDamage(error) || isNoTable(error)) return 'it cannot be read'
    throw error
  } finally {
    connection.close()
  }
}

const isNoTable = (error: unknown): boolean => error instanceof Error && /no such table/.test(error.message)

interface Secret {
  readonly name: string
  readonly sealed: Uint8Array
}

const listSecrets = ({ all }: Connection): Secret[] => all<Secret>('SELECT name, sealed FROM secret')
const listClosed = (connection: Connection, masterKey: Uint8Array): string[] => listSecrets(connection).flatMap(({ name, sealed }) => (openAtRest(masterKey, name, sealed) ? [] : [name]))

/** Another key than before opens none: that is no damage. */
function isLocked(connection: Connection, masterKey: Uint8Array): boolean {
  const count = listSecrets(connection).length
  return count > 0 && listClosed(connection, masterKey).length === count
}

function dropUnreadable(connection: Connection, masterKey: Uint8Array): void {
  for (const name of listClosed(connection, masterKey)) connection.run('DELETE FROM secret WHERE name = ?', name)
  for (const { value } of connection.all<{ value: string }>("SELECT value FROM text WHERE name = 'team'")) if (!isJson(value)) connection.run("DELETE FROM text WHERE name = 'team'")
  for (const [table, key] of [['fact', 'record'], ['outgoing', 'envelope'], ['waiting', 'record'], ['relayed', 'record']] as const) dropNoise(connection, table, key)
}

function dropNoise({ all, run }: Connection, table: string, column: string): void {
  for (const { rowid, value } of all<{ rowid: number; value: Uint8Array }>(`SELECT rowid, ${column} AS value FROM ${table}`)) if (!isSerialized(value)) run(`DELETE FROM ${table} WHERE rowid = ?`, rowid)
}

function isSerialized(value: Uint8Array): boolean {
  try {
    deserialize(value)
    return true
  } catch {
    return false
  }
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}

function fillFromCopy({ run }: Connection, path: string): void {
  const copy = readIdentityCopy(path)
  for (const [name, sealed] of Object.entries(copy?.secrets ?? {})) run('INSERT OR IGNORE INTO secret (name, sealed) VALUES (?, ?)', name, Buffer.from(sealed, 'base64'))
  for (const [name, value] of Object.entries(copy?.texts ?? {})) run('INSERT OR IGNORE INTO text (name, value) VALUES (?, ?)', name, value)
}

function isWhole(connection: Connection, masterKey: Uint8Array): boolean {
  const closed = new Set(listClosed(connection, masterKey))
  const secrets = new Set(listSecrets(connection).flatMap(({ name }) => (closed.has(name) ? [] : [name])))
  const texts = new Map(connection.all<{ name: string; value: string }>('SELECT name, value FROM text').map(({ name, value }) => [name, value]))
  return needed.secret.every((name) => secrets.has(name)) && needed.text.every((name) => isJson(texts.get(name) ?? ''))
}

const gone = (): AppError =>
  new AppError('unavailable', 'The keys of this device are gone: sync.db in the data folder is missing or damaged, and so is its copy sync.db-identity. Put both from a backup back, or have somebody invite this person again and join by the link. What is here stays readable; nothing was changed.')
