/** The file under the log: a line is on its way to the disk when `write` returns, and a disk that refuses lines stops nothing but the log. */
import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'

export interface LogFile {
  write(line: string): void
  /** A line after it opens the file again. */
  close(): void
}

/** One file of lines and the one before it (`.1`), each of about `mostBytes` at most. */
export function openLogFile(path: string, mostBytes: number): LogFile {
  let fd: number | undefined
  let sizeBytes = 0
  let lost = 0
  /** The last line is not whole. */
  let isTorn = false

  function open(): number {
    fd = openSync(path, 'a', 0o600)
    sizeBytes = fstatSync(fd).size
    if (sizeBytes <= mostBytes) return fd
    closeSync(fd)
    renameSync(path, `${path}.1`)
    fd = openSync(path, 'a', 0o600)
    sizeBytes = 0
    return fd
  }

  function append(text: string): void {
    if (fd !== undefined && sizeBytes > mostBytes) {
      closeSync(fd)
      fd = undefined
    }
    const bytes = Buffer.from(isTorn ? `\n${text}` : text)
    const written = writeSync(fd ?? open(), bytes)
    sizeBytes += written
    if (written < bytes.length) {
      isTorn = true
      throw new Error('the disk took a part of the line')
    }
    isTorn = false
  }

  try {
    open()
  } catch {
    // The first line tries again; whoever looks for the log finds it once there is one.
  }
  return {
    close() {
      if (fd !== undefined) closeSync(fd)
      fd = undefined
    },
    write(line) {
      try {
        if (lost > 0) append(`${JSON.stringify({ level: 40, time: new Date().toISOString(), msg: `${lost} lines could not be written here: the disk refused them` })}\n`)
        lost = 0
        append(line)
      } catch {
        lost += 1
      }
    },
  }
}
