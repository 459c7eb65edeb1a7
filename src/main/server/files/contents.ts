/** Contents of files, each stored once at DATA/files/<first two digits>/<SHA-256>; what is there is whole and never changes. */
import { createReadStream, mkdirSync, renameSync, rmSync, statSync, unlinkSync, utimesSync } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { errorCode, toDiskError } from './disk-error.ts'
import type { WholePart } from './incoming.ts'

/** Bytes `first` to `last`, both included. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

export interface Contents {
  /** Takes a whole part in. Afterwards the content is young, also when it was there before. @throws AppError `storage_full`, `storage_failed`. */
  place(part: WholePart): Promise<void>
  /** Undefined when it is not on this device. */
  findSize(sha256: string): Promise<number | undefined>
  read(sha256: string, offset: number, maxBytes: number): Promise<Uint8Array>
  stream(sha256: string, range?: ByteRange): Readable
  usage(): Promise<{ fileBytes: number; fileCount: number }>
  /** Removes what is unused of some. `isUsed` is asked folder by folder; with its answer and the removal nothing comes between. */
  sweep(which: Swept, startFolder: () => (sha256: string) => boolean): Promise<void>
}

/** Which contents may be removed, by when they were placed last; ms since epoch. */
export interface Swept {
  /** From then until `from` they were placed for another data file. */
  readonly since: number
  readonly from: number
  readonly before: number
  /** From then on none can have been placed but by a clock that was ahead. */
  readonly ahead: number
  /** A folder below the data folder: they move into its `files` instead. */
  readonly aside?: string | undefined
}

const folderName = /^[0-9a-f]{2}$/
const contentName = /^[0-9a-f]{64}$/

export function createContents(root: string): Contents {
  const folderOf = (sha256: string): string => join(root, sha256.slice(0, 2))
  const pathOf = (sha256: string): string => join(folderOf(sha256), sha256)

  async function* folders(): AsyncGenerator<{ folder: string; names: string[] }> {
    const found = await readdir(root).catch(() => [])
    for (const folder of found.filter((name) => folderName.test(name))) {
      yield { folder, names: (await readdir(join(root, folder)).catch(() => [])).filter((name) => contentName.test(name)) }
    }
  }

  return {
    place: async (part) => {
      try {
        placeAtOnce(part, folderOf(part.sha256), pathOf(part.sha256))
        await syncFolder(folderOf(part.sha256))
      } catch (error) {
        throw toDiskError(error)
      }
    },
    findSize: async (sha256) => (await stat(pathOf(sha256)).catch(() => undefined))?.size,
    read: async (sha256, offset, maxBytes) => {
      const file = await open(pathOf(sha256))
      try {
        const buffer = new Uint8Array(Math.max(0, Math.min(maxBytes, (await file.stat()).size - offset)))
        const { bytesRead } = await file.read(buffer, 0, buffer.length, offset)
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
    stream: (sha256, range) => createReadStream(pathOf(sha256), range ? { start: range.first, end: range.last } : {}),
    usage: async () => {
      const usage = { fileBytes: 0, fileCount: 0 }
      for await (const { folder, names } of folders()) {
        for (const name of names) {
          const found = await stat(join(root, folder, name)).catch(() => undefined)
          if (found === undefined) continue
          usage.fileBytes += found.size
          usage.fileCount += 1
        }
      }
      return usage
    },
    sweep: async (which, startFolder) => {
      const aside = which.aside === undefined ? undefined : join(dirname(root), which.aside, 'files')
      if (aside !== undefined) mkdirSync(aside, { recursive: true, mode: 0o700 })
      const remove = (name: string): void => (aside === undefined ? unlinkSync(pathOf(name)) : renameSync(pathOf(name), join(aside, name)))
      for await (const { names } of folders()) {
        const isUsed = startFolder()
        for (const name of names) if (isAmong(which, pathOf(name)) && !isUsed(name)) remove(name)
        // A folder at a time, so that posts never wait for all of them.
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

/** Without a pause, so that a sweep sees the content either not yet or young. */
function placeAtOnce({ path }: WholePart, folder: string, target: string): void {
  // One that somebody cut, or a restored backup left unfinished, is not it.
  if (statSync(target, { throwIfNoEntry: false })?.size === statSync(path).size) {
    rmSync(path, { force: true })
  } else {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    renameSync(path, target)
  }
  const now = new Date()
  utimesSync(target, now, now)
}

/** Without a pause, see above. */
function isAmong({ since, from, before, ahead }: Swept, path: string): boolean {
  const placedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  return placedAt !== undefined && (placedAt < since || placedAt >= from) && (placedAt < before || placedAt > ahead)
}

/** The new name itself has to reach the disk; Windows knows no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } catch (error) {
    // Some file systems cannot, and then need not.
    if (errorCode(error) !== 'EINVAL') throw error
  } finally {
    await handle.close()
  }
}
