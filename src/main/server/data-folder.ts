/** The folder that holds everything: where it is, and the lock that lets only one Hookline use it. */
import { mkdirSync, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { readRunFile } from './run-file.ts'
import { isDamage } from './store/damage.ts'
import { keepToUser } from './store/keep-to-user.ts'

/** The platform's usual place for application data, or `HOOKLINE_DATA`. */
export function defaultDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env['HOOKLINE_DATA']) return env['HOOKLINE_DATA']
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Hookline')
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Hookline')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'Hookline')
}

const PROFILE_NAME = /^[a-z0-9][a-z0-9-]{0,31}$/
/** Windows keeps these names for devices, in every folder. */
const DEVICE_NAME = /^(con|prn|aux|nul|com\d|lpt\d)$/

/** The folder of another Hookline of the same user, with its own people, port and lock. @throws Error with a sentence when the name does not fit. */
export function profileFolder(dataFolder: string, name: string): string {
  if (!PROFILE_NAME.test(name) || DEVICE_NAME.test(name)) throw new Error(`"${name}" cannot be the name of a profile: use up to 32 of a-z, 0-9 and "-", not beginning with "-", and none of Windows' device names.`)
  return join(dataFolder, 'profiles', name)
}

/** Another Hookline holds the folder. */
export class FolderInUse extends Error {}

/**
 * Makes the folder if needed and takes its lock: an exclusive transaction on the SQLite file `lock`, that is, a lock of the
 * operating system on every platform, gone with the process however it ends.
 * @returns the function that lets go.
 * @throws FolderInUse.
 */
export function lockDataFolder(dataFolder: string): () => void {
  makeFolder(dataFolder)
  const path = join(dataFolder, 'lock')
  try {
    return takeLock(dataFolder, path)
  } catch (error) {
    if (!isDamage(error)) throw error
    // It holds nothing, and nobody can hold it while it is noise.
    rmSync(path)
    return takeLock(dataFolder, path)
  }
}

/** As `mkdirSync` with `recursive`, which never returns where a folder cannot hold others (/proc). For its user alone. @throws what the disk says */
export function makeFolder(path: string): void {
  const failed = tryToMake(path)
  if (failed === undefined) return
  if (failed.code !== 'ENOENT' || dirname(path) === path) throw failed
  makeFolder(dirname(path))
  const again = tryToMake(path)
  if (again) throw again
}

function tryToMake(path: string): NodeJS.ErrnoException | undefined {
  try {
    mkdirSync(path, { mode: 0o700 })
    return undefined
  } catch (error) {
    const failed = error as NodeJS.ErrnoException
    if (failed.code !== 'EEXIST') return failed
    const there = statSync(path, { throwIfNoEntry: false })
    // A link that leads nowhere: so far nothing is there.
    if (there === undefined) return Object.assign(failed, { code: 'ENOENT' })
    return there.isDirectory() ? undefined : failed
  }
}

function takeLock(dataFolder: string, path: string): () => void {
  keepToUser(path)
  const db = new Database(path, { timeout: 0 })
  try {
    db.pragma('journal_mode = DELETE')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) throw new FolderInUse(`another Hookline${sayProcess(dataFolder)} is using ${dataFolder}`)
    throw error
  }
  return () => db.close()
}

/** Of the one that runs: it may have begun a moment ago and not said yet. */
function sayProcess(dataFolder: string): string {
  const pid = readRunFile(dataFolder)?.pid
  return pid === undefined ? '' : ` (process ${pid})`
}
