/** Seals a file of this device and brings it to the host. */
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SealedContent } from '#shared/contract/change.ts'
import type { Contents } from '../../files/contents.ts'
import { errorCode } from '../../files/disk-error.ts'
import { RelayRefused } from '../relay.ts'
import { sealedSize } from '../sealing/file-frames.ts'
import { startFileSealer } from '../sealing/seal-file.ts'
import { FileRefused, type SealedFileAt } from '../transports/remote-files.ts'
import type { FileHome } from './team-files.ts'

const forGood = { too_large: 'too_large', not_allowed: 'not_allowed', broken: 'invalid' } as const

export const placeOfFile = ({ sha256, sizeBytes }: SealedContent): SealedFileAt => ({ sha256, sizeBytes: sealedSize(sizeBytes) })

export interface Bringing {
  readonly home: FileHome
  readonly contents: Pick<Contents, 'stream'>
  /** A folder for what is being sealed. */
  readonly workshop: string
}

/** @param of the record that will name it. @throws RelayRefused for what the host will never take or this device has no more; FileRefused while it is not reached */
export async function bringFile({ home, contents, workshop }: Bringing, sha256: string, of: string): Promise<SealedContent> {
  const { path, sealed } = await seal(contents, workshop, sha256)
  try {
    await home.upload({ ...placeOfFile(sealed), of }, () => createReadStream(path))
    return sealed
  } catch (error) {
    const reason = error instanceof FileRefused && error.problem in forGood ? forGood[error.problem as keyof typeof forGood] : undefined
    throw reason === undefined ? error : new RelayRefused(reason, error instanceof Error ? error.message : String(error))
  } finally {
    await rm(path, { force: true })
  }
}

/** Into a file of its own first: its name is the hash of what is in it. */
async function seal(contents: Pick<Contents, 'stream'>, workshop: string, sha256: string): Promise<{ readonly path: string; readonly sealed: SealedContent }> {
  await mkdir(workshop, { recursive: true, mode: 0o700 })
  const path = join(workshop, randomUUID())
  const handle = await open(path, 'wx', 0o600)
  try {
    const sealer = startFileSealer()
    for await (const piece of read(contents, sha256)) for (const frame of sealer.push(piece)) await handle.write(frame)
    const { frame, file } = sealer.finish()
    await handle.write(frame)
    return { path, sealed: { sha256: Buffer.from(file.id).toString('hex'), key: Buffer.from(file.key).toString('base64url'), sizeBytes: file.sizeBytes } }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

/** Content that no message names any more was swept: what still waits with it will never leave, and must hold back nothing behind it. */
async function* read(contents: Pick<Contents, 'stream'>, sha256: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of contents.stream(sha256)) yield piece as Uint8Array
  } catch (error) {
    throw errorCode(error) === 'ENOENT' ? new RelayRefused('invalid', 'This file is not on this device any more.') : error
  }
}
