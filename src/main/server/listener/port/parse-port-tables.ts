/** Reads what systems print about who listens on a port: Linux's /proc/net/tcp, lsof of macOS, netstat and tasklist of Windows. Pure. */
import type { PortHolder } from '#shared/contract/listener.ts'

/** The state LISTEN in /proc/net/tcp. */
const listening = '0A'

/** The inodes of the sockets that listen on `port`, from /proc/net/tcp or tcp6. */
export function readSocketInodes(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => state === listening && local.endsWith(`:${wanted}`))
    .map((columns) => columns[9] ?? '')
    .filter((inode) => /^[1-9]\d*$/.test(inode))
}

/** From `lsof -nP -iTCP:PORT -sTCP:LISTEN -Fpc`: lines of `p` with the process and `c` with its name. */
export function readLsof(output: string): PortHolder | undefined {
  const lines = output.split('\n')
  const pid = readPid(lines.find((line) => line.startsWith('p'))?.slice(1))
  if (pid === undefined) return undefined
  return { pid, name: lines.find((line) => line.startsWith('c'))?.slice(1).trim() || null }
}

/**
 * The process that listens on `port`, from `netstat -ano -p TCP`. The word for LISTENING is translated by Windows, so it is the foreign
 * address that tells: nobody is at the other end.
 */
export function readNetstat(output: string, port: number): number | undefined {
  for (const line of output.split(/\r?\n/)) {
    const [protocol, local = '', foreign = '', , pid] = line.trim().split(/\s+/)
    if (protocol?.toUpperCase() !== 'TCP' || !local.endsWith(`:${port}`) || !/^(?:0\.0\.0\.0|\[::\]):0$/.test(foreign)) continue
    const found = readPid(pid)
    if (found !== undefined) return found
  }
  return undefined
}

/** The name of a process, from `tasklist /FI "PID eq …" /FO CSV /NH`; null where it says that there is none. */
export function readTasklist(output: string): string | null {
  return /^\s*"((?:[^"]|"")+)","\d+"/m.exec(output)?.[1]?.replaceAll('""', '"') ?? null
}

function readPid(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,9}$/.test(text.trim()) ? Number(text) : undefined
}
