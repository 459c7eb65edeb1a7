/** Before the store opens: when this device has joined a workspace, what was here is set aside and what joining left takes its place. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { joiningFolder } from './sync-file.ts'

/** What belongs to one workspace; the lock, the log and the key stay. */
const belongs = /^(hookline\.db|relay\.db|sync\.db)(-wal|-shm|-identity)?$|^(files|relay-files|backups)$/

/**
 * Nothing is deleted: it moves to `before-joining-…` beside. Safe to be cut off anywhere: the joined keys move last, and until then the next start does the rest.
 */
export function adoptJoined(dataFolder: string): void {
  const joining = joiningFolder(dataFolder)
  if (!existsSync(join(joining, 'ready'))) return
  const kept = readdirSync(dataFolder).filter((name) => belongs.test(name))
  if (kept.length > 0) {
    const aside = join(dataFolder, basename(readFileSync(join(joining, 'ready'), 'utf8')))
    mkdirSync(aside, { recursive: true, mode: 0o700 })
    for (const name of kept) renameSync(join(dataFolder, name), join(aside, name))
  }
  for (const name of readdirSync(joining)) if (name.startsWith('sync.db')) renameSync(join(joining, name), join(dataFolder, name))
  rmSync(joining, { recursive: true, force: true })
}
