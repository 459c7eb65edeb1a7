/** The lock that lets one instance run per userData folder, and the way a second one reaches the first: a file that the first sees appear. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Told = (argv: string[], workingDirectory: string, additionalData: unknown) => void

/** @returns false when another living process has it; that one is told then, with this one's arguments. */
export function takeInstanceLock(userData: string, data: unknown, told: Told): boolean {
  const lock = join(userData, 'double-instance')
  const mailbox = join(userData, 'double-instances')
  const first = readLivingPid(lock)
  if (first !== undefined && first !== process.pid) {
    // Written beside it and renamed, so that it is never read half.
    writeFileSync(`${lock}-${process.pid}`, JSON.stringify([process.argv, process.cwd(), data]))
    renameSync(`${lock}-${process.pid}`, join(mailbox, String(process.pid)))
    return false
  }
  mkdirSync(mailbox, { recursive: true })
  writeFileSync(lock, String(process.pid))
  process.on('exit', () => rmSync(lock, { force: true }))
  watch(mailbox, (_event, name) => {
    if (name !== null) openLetter(join(mailbox, name), told)
  }).unref()
  return true
}

function openLetter(path: string, told: Told): void {
  // Removing a letter is an event, too.
  if (!existsSync(path)) return
  const letter = JSON.parse(readFileSync(path, 'utf8')) as Parameters<Told>
  rmSync(path)
  told(...letter)
}

/** undefined when nobody has it, or who had it was killed. */
function readLivingPid(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    process.kill(pid, 0)
    return pid
  } catch {
    return undefined
  }
}
