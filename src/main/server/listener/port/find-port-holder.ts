/** Which program holds a port, as far as this system tells it to us. */
import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename, win32 } from 'node:path'
import { promisify } from 'node:util'
import type { PortHolder } from '#shared/contract/listener.ts'
import { readLsof, readNetstat, readSocketInodes, readTasklist } from './parse-port-tables.ts'

const run = promisify(execFile)
/** A tool of the system that takes longer tells nothing. */
const patienceMs = 3000

/** Both parts are null where the system does not say, for instance for a program of another user. Never throws. */
export async function findPortHolder(port: number, platform: NodeJS.Platform = process.platform): Promise<PortHolder> {
  const unknown: PortHolder = { name: null, pid: null }
  try {
    if (platform === 'linux') return (await findOnLinux(port)) ?? unknown
    if (platform === 'win32') return (await findOnWindows(port)) ?? unknown
    return readLsof(await outputOf(platform === 'darwin' ? '/usr/sbin/lsof' : 'lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'])) ?? unknown
  } catch {
    // No such tool, or no right to ask it.
    return unknown
  }
}

/** True while a process of this id is there, also one of another user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function findOnLinux(port: number): Promise<PortHolder | undefined> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')))
  const sockets = new Set(tables.flatMap((table) => readSocketInodes(table, port)).map((inode) => `socket:[${inode}]`))
  if (sockets.size === 0) return undefined
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  for (const pid of pids) if (await holds(pid, sockets)) return { pid: Number(pid), name: await nameOf(pid) }
  return undefined
}

/** False for processes of others, whose files we may not see. */
async function holds(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`
  const links = await readdir(folder).catch(() => [])
  const targets = await Promise.all(links.map((link) => readlink(`${folder}/${link}`).catch(() => '')))
  return targets.some((target) => sockets.has(target))
}

/** The program's file says more than the name of its main thread. */
async function nameOf(pid: string): Promise<string | null> {
  const path = await readlink(`/proc/${pid}/exe`).catch(() => '')
  if (path !== '') return basename(path.replace(/ \(deleted\)$/, ''))
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim() || null
}

async function findOnWindows(port: number): Promise<PortHolder | undefined> {
  const pid = readNetstat(await outputOf(ofWindows('netstat'), ['-ano', '-p', 'TCP']), port) ?? readNetstat(await outputOf(ofWindows('netstat'), ['-ano', '-p', 'TCPv6']), port)
  if (pid === undefined) return undefined
  const name = await outputOf(ofWindows('tasklist'), ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']).then(readTasklist, () => null)
  return { pid, name }
}

/** By its whole path: a program of that name in the folder that the app was started in is not meant. */
const ofWindows = (program: string): string => win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', `${program}.exe`)

async function outputOf(program: string, words: readonly string[]): Promise<string> {
  return (await run(program, words, { timeout: patienceMs, windowsHide: true, maxBuffer: 4 * 1024 * 1024 })).stdout
}
