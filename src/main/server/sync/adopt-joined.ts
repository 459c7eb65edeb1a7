/** Before the store opens: when this device has joined a workspace, what was here is set aside and what joining left takes its place. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { stampOf } from '../store/recovery/copies.ts'
import { joiningFolder } from './sync-file.ts'

/** What belongs to one workspace, with what a repair lays beside it; the lock, the log and the key stay. */
const belongs = /^(hookline\.db|relay\.db|sync\.db)(-(wal|shm|journal|identity|damage\.json)|\.(repaired|work|made|raised))?(-wal|-shm|-journal|\.new)?$|^(files|relay-files|backups)$/

/**
 * Nothing is deleted: it moves to `before-joining-…` beside. Safe to be cut off anywhere: `ready` says that all which was joined is there, and becomes `taken` once nothing
 * of before is in its way. From then on what is in the data folder is of the workspace that was joined, and the rest comes in.
 */
export function adoptJoined(dataFolder: string): void {
  const joining = joiningFolder(dataFolder)
  const [ready, taken] = [join(joining, 'ready'), join(joining, 'taken')]
  if (existsSync(ready)) {
    setAside(dataFolder, readFileSync(ready, 'utf8'))
    renameSync(ready, taken)
  }
  if (!existsSync(taken)) return
  for (const name of readdirSync(joining)) if (name.startsWith('sync.db')) renameSync(join(joining, name), join(dataFolder, name))
  rmSync(joining, { recursive: true, force: true })
}

/** @param wanted the folder's name; a power cut may have left it empty. */
function setAside(dataFolder: string, wanted: string): void {
  const kept = readdirSync(dataFolder).filter((name) => belongs.test(name))
  if (kept.length === 0) return
  const aside = join(dataFolder, basename(wanted) || `before-joining-${stampOf(Date.now())}`)
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  for (const name of kept) renameSync(join(dataFolder, name), join(aside, name))
}
