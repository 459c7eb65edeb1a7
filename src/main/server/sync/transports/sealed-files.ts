/** Sealed files on the disk of the hosting device, named by their hash: it can keep them, hand them out and drop them, and open none. */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { appendFile, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

/** `too_large`: one file; `full`: all of them together, or the disk; `wrong`: not the bytes that its name says, or not as many as announced. */
export type StoreProblem = 'too_large' | 'full' | 'wrong'

export interface SealedFiles {
  /** Bytes; undefined when it is not here. */
  findSize(sha256: string): Promise<number | undefined>
  /** Why a file of this size cannot be taken now. */
  problemOf(sizeBytes: number): StoreProblem | undefined
  /**
   * Resolves when the file is whole, checked and on disk; whatever fails before leaves nothing. A file that is here already is left as it is.
   * @param of the record that names it, a UUID: it goes with that. @throws what `source` throws
   */
  take(sha256: string, sizeBytes: number, source: AsyncIterable<Uint8Array>, of?: string): Promise<StoreProblem | undefined>
  /** Removes what was taken for this record; nothing when there is none. @throws what the disk says */
  drop(of: string): void
  read(sha256: string): Readable
  usedBytes(): number
}

export interface SealedFilesOptions {
  readonly folder: string
  /** Of one file, bytes. */
  readonly limitBytes: number
  /** Of all together, bytes. */
  readonly quotaBytes: number
}

const isName = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)
const isRecord = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Makes the folder if needed and removes what was cut off by a crash. */
export async function openSealedFiles({ folder, limitBytes, quotaBytes }: SealedFilesOptions): Promise<SealedFiles> {
  const [parts, notes] = [join(folder, 'parts'), join(folder, 'of')]
  await rm(parts, { recursive: true, force: true })
  await mkdir(parts, { recursive: true, mode: 0o700 })
  await mkdir(notes, { recursive: true, mode: 0o700 })
  let usedBytes = await measure(folder)
  /** Announced and not there yet. */
  let expectedBytes = 0
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256)
  const findSize = async (sha256: string): Promise<number | undefined> => (isName(sha256) ? (await stat(pathOf(sha256)).catch(() => undefined))?.size : undefined)

  async function place(part: string, sha256: string, sizeBytes: number): Promise<void> {
    await mkdir(dirname(pathOf(sha256)), { recursive: true, mode: 0o700 })
    // Two devices may bring the same file at the same time: nothing comes between these lines, so it counts once.
    if (existsSync(pathOf(sha256))) return
    renameSync(part, pathOf(sha256))
    usedBytes += sizeBytes
  }

  function problemOf(sizeBytes: number): StoreProblem | undefined {
    if (sizeBytes > limitBytes) return 'too_large'
    return usedBytes + expectedBytes + sizeBytes > quotaBytes ? 'full' : undefined
  }

  return {
    findSize,
    problemOf,
    async take(sha256, sizeBytes, source, of) {
      if (!isName(sha256)) return 'wrong'
      if ((await findSize(sha256)) !== undefined) return undefined
      const problem = problemOf(sizeBytes)
      if (problem) return problem
      const part = join(parts, randomUUID())
      expectedBytes += sizeBytes
      try {
        if (!(await write(part, { sha256, sizeBytes }, source))) return 'wrong'
        // The note first: one of a file that never came costs nothing, a file without one would stay for good.
        if (of !== undefined && isRecord(of)) await appendFile(join(notes, of), `${sha256}\n`, { mode: 0o600 })
        await place(part, sha256, sizeBytes)
        return undefined
      } catch (error) {
        if (error instanceof Error && 'code' in error && fullCodes.has(String(error.code))) return 'full'
        throw error
      } finally {
        expectedBytes -= sizeBytes
        await rm(part, { force: true })
      }
    },
    drop(of) {
      const note = join(notes, of)
      if (!isRecord(of) || !existsSync(note)) return
      for (const sha256 of readFileSync(note, 'utf8').split('\n').filter(isName)) usedBytes -= removeFile(pathOf(sha256))
      rmSync(note)
    },
    read: (sha256) => createReadStream(pathOf(sha256)),
    usedBytes: () => usedBytes,
  }
}

/** @returns how many bytes that freed. */
function removeFile(path: string): number {
  const sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  rmSync(path, { force: true })
  return sizeBytes
}

/** @returns whether it has the size and the hash that were announced; not a byte more is written. */
async function write(part: string, { sha256, sizeBytes }: { readonly sha256: string; readonly sizeBytes: number }, source: AsyncIterable<Uint8Array>): Promise<boolean> {
  const file = await open(part, 'wx', 0o600)
  try {
    const running = createHash('sha256')
    let written = 0
    for await (const piece of source) {
      written += piece.length
      if (written > sizeBytes) return false
      running.update(piece)
      await file.writeFile(piece)
    }
    if (written !== sizeBytes || running.digest('hex') !== sha256) return false
    await file.sync()
    return true
  } finally {
    await file.close()
  }
}

async function measure(folder: string): Promise<number> {
  let sum = 0
  for (const name of await readdir(folder, { recursive: true })) {
    if (isName(name.slice(-64))) sum += (await stat(join(folder, name))).size
  }
  return sum
}
