/** Files on their way: each part grows at DATA/files/incoming/<fileId>.<part> and is hashed as it grows. */
import { createHash, type Hash } from 'node:crypto'
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/contract/errors.ts'
import type { FileId } from '#shared/contract/ids.ts'
import { errorCode, toDiskError } from './disk-error.ts'

export type Part = 'content' | 'thumbnail'

export interface Piece {
  readonly fileId: FileId
  readonly part: Part
  readonly offset: number
  readonly bytes: Uint8Array
  /** What was announced: not a byte more is taken. */
  readonly limitBytes: number
}

/** A part that is whole and on disk, not yet where it belongs. */
export interface WholePart {
  readonly path: string
  readonly sha256: string
  /** Its first bytes. */
  readonly start: Uint8Array
}

export interface Incoming {
  /** @returns the bytes that are there now. A piece that is there already changes nothing. @throws AppError `invalid`, `storage_full`, `storage_failed`. */
  append(piece: Piece): Promise<number>
  /** Brings the part to the disk. @throws AppError `invalid` when it has not `sizeBytes` bytes, `storage_full`, `storage_failed`. */
  complete(fileId: FileId, part: Part, sizeBytes: number, startBytes: number): Promise<WholePart>
  /** Forgets a file and what came of it. */
  drop(fileId: FileId): Promise<void>
  /** Removes what a program before this one left behind. */
  dropAll(): Promise<void>
  /** Removes what nothing in this program is growing and has not grown since `beforeMs`. */
  dropStray(beforeMs: number): Promise<void>
}

interface Growing {
  readonly hash: Hash
  sizeBytes: number
}

export function createIncoming(folder: string): Incoming {
  const growing = new Map<string, Growing>()
  const inTurn = createTurns()
  const pathOf = (fileId: FileId, part: Part): string => join(folder, `${fileId}.${part}`)

  async function append({ fileId, part, offset, bytes, limitBytes }: Piece): Promise<number> {
    const path = pathOf(fileId, part)
    const state = growing.get(path) ?? { hash: createHash('sha256'), sizeBytes: 0 }
    if (offset > state.sizeBytes) throw new AppError('invalid', `This piece begins at ${offset}, but ${state.sizeBytes} bytes are here: send what lies between first.`, 'offset')
    // A repeated piece, because the answer to the first one was lost.
    if (offset < state.sizeBytes) return state.sizeBytes
    if (offset + bytes.length > limitBytes) throw new AppError('invalid', `The file was announced with ${limitBytes} bytes and is larger.`, 'offset')
    if (offset === 0) await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeAt(path, offset, bytes)
    state.hash.update(bytes)
    state.sizeBytes += bytes.length
    growing.set(path, state)
    return state.sizeBytes
  }

  async function complete(fileId: FileId, part: Part, sizeBytes: number, startBytes: number): Promise<WholePart> {
    const path = pathOf(fileId, part)
    if (sizeBytes === 0) await append({ fileId, part, offset: 0, bytes: new Uint8Array(), limitBytes: 0 })
    const state = growing.get(path)
    if (state?.sizeBytes !== sizeBytes) throw new AppError('invalid', `Only ${state?.sizeBytes ?? 0} of ${sizeBytes} bytes are here: send the rest first.`)
    const start = await settle(path, startBytes)
    return { path, sha256: state.hash.copy().digest('hex'), start }
  }

  async function drop(fileId: FileId): Promise<void> {
    for (const part of ['content', 'thumbnail'] as const) {
      growing.delete(pathOf(fileId, part))
      await rm(pathOf(fileId, part), { force: true })
    }
  }

  return {
    append: (piece) => inTurn(piece.fileId, () => append(piece)).catch(rethrow),
    complete: (fileId, ...rest) => inTurn(fileId, () => complete(fileId, ...rest)).catch(rethrow),
    drop: (fileId) => inTurn(fileId, () => drop(fileId)),
    dropAll: async () => {
      growing.clear()
      await rm(folder, { recursive: true, force: true })
    },
    dropStray: async (beforeMs) => {
      for (const name of await readdir(folder).catch(() => [])) {
        const path = join(folder, name)
        if (growing.has(path)) continue
        const found = await stat(path).catch(() => undefined)
        if (found !== undefined && found.mtimeMs < beforeMs) await rm(path, { force: true })
      }
    },
  }
}

/** All of `bytes` or, when the disk refuses, none of them. */
async function writeAt(path: string, offset: number, bytes: Uint8Array): Promise<void> {
  const file = await open(path, offset === 0 ? 'w' : 'r+', 0o600)
  try {
    for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done, bytes.length - done, offset + done)).bytesWritten
  } catch (error) {
    await file.truncate(offset).catch(() => {})
    throw error
  } finally {
    await file.close()
  }
}

/** @returns the first bytes, once all of them are on the disk. */
async function settle(path: string, startBytes: number): Promise<Uint8Array> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
    return await readStart(file, startBytes)
  } finally {
    await file.close()
  }
}

async function readStart(file: FileHandle, sizeBytes: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(Math.min(sizeBytes, (await file.stat()).size))
  const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
  return buffer.subarray(0, bytesRead)
}

function rethrow(error: unknown): never {
  throw errorCode(error) === 'ENOENT' ? new AppError('not_found', 'This upload is not here any more. Send the file again.') : toDiskError(error)
}

/** Runs what concerns one file one after another. */
function createTurns(): <T>(fileId: FileId, work: () => Promise<T>) => Promise<T> {
  const last = new Map<FileId, Promise<unknown>>()
  return async (fileId, work) => {
    const before = last.get(fileId) ?? Promise.resolve()
    const turn = before.then(work, work)
    last.set(fileId, turn)
    try {
      return await turn
    } finally {
      if (last.get(fileId) === turn) last.delete(fileId)
    }
  }
}
