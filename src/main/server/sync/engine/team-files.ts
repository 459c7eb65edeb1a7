/** Files of a team: sealed and brought to the host before the words that name them, fetched and opened when they are wanted. */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Change, PostedFile, SealedContent } from '#shared/contract/change.ts'
import { AppError } from '#shared/contract/errors.ts'
import { createContents } from '../../files/contents.ts'
import { workshopIn } from '../../files/file-store.ts'
import { startFileOpener } from '../sealing/seal-file.ts'
import { FileRefused, type BroughtFile, type SealedFileAt } from '../transports/remote-files.ts'
import { bringFile, placeOfFile } from './bring-file.ts'

/** Where sealed files go to and come from: the host's disk, near or far. */
export interface FileHome {
  /** @throws FileRefused */
  upload(file: BroughtFile, read: () => AsyncIterable<Uint8Array>): Promise<void>
  /** @throws FileRefused */
  download(file: SealedFileAt, take: (piece: Uint8Array) => void | Promise<void>): Promise<void>
}

export interface TeamFiles {
  /**
   * The change with the keys of its files, once the host has them all. @throws RelayRefused `too_large`, `not_allowed`, `invalid` (for good);
   * FileRefused while the host is not reached
   */
  bring(change: Change): Promise<Change>
  /** Puts the content where this device looks for it. @throws AppError `unavailable`, with what to do; of the field `host` while that is not reached */
  fetch(sha256: string, sealed: SealedContent): Promise<void>
}

export function createTeamFiles(dataFolder: string, home: FileHome): TeamFiles {
  const contents = createContents(join(dataFolder, 'files'))
  const workshop = workshopIn(dataFolder)
  const bringing = { home, contents, workshop }

  async function seal(file: PostedFile, of: string): Promise<PostedFile> {
    // Its keys are known already.
    if (file.sealed !== undefined) return file
    const thumbnail = file.thumbnailSha256 === null ? {} : { sealedThumbnail: await bringFile(bringing, file.thumbnailSha256, of) }
    return { ...file, sealed: await bringFile(bringing, file.sha256, of), ...thumbnail }
  }

  return {
    async bring(change) {
      if (change.kind === 'message.posted' && change.body.files !== undefined) return { ...change, body: { ...change.body, files: await inTurn(change.body.files, (file) => seal(file, change.id)) } }
      if (change.kind === 'profile.changed' && change.body.picture !== null) return { ...change, body: { ...change.body, picture: await seal(change.body.picture, change.id) } }
      return change
    },
    async fetch(sha256, sealed) {
      if ((await contents.findSize(sha256)) !== undefined) return
      await mkdir(workshop, { recursive: true, mode: 0o700 })
      const path = join(workshop, randomUUID())
      try {
        await openInto(home, { path, sha256, sealed })
        await contents.place({ path, sha256, start: new Uint8Array() })
      } catch (error) {
        throw error instanceof FileRefused ? explain(error) : error
      } finally {
        await rm(path, { force: true })
      }
    },
  }
}

interface Wanted {
  readonly path: string
  /** Of the plain content. */
  readonly sha256: string
  readonly sealed: SealedContent
}

async function openInto(home: FileHome, { path, sha256, sealed }: Wanted): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  const running = createHash('sha256')
  const opener = startFileOpener({ key: new Uint8Array(Buffer.from(sealed.key, 'base64url')), id: new Uint8Array(Buffer.from(sealed.sha256, 'hex')), sizeBytes: sealed.sizeBytes })
  const write = async (piece: Uint8Array): Promise<void> => {
    running.update(piece)
    await handle.write(piece)
  }
  try {
    await home.download(placeOfFile(sealed), async (piece) => {
      for (const opened of opener.push(piece) ?? broken()) await write(opened)
    })
    await write(opener.finish() ?? broken())
    if (running.digest('hex') !== sha256) broken()
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function broken(): never {
  throw new AppError('unavailable', 'This file did not arrive as its sender sealed it. Ask for it once more.')
}

function explain({ problem, message }: FileRefused): AppError {
  if (problem === 'missing') return new AppError('unavailable', 'The host of this workspace does not have this file any more.')
  if (problem === 'gone') return new AppError('unavailable', 'The host of this workspace is not reached: the file comes when it is there again.', 'host')
  return new AppError('unavailable', message)
}

async function inTurn<T>(all: readonly T[], work: (one: T) => Promise<T>): Promise<T[]> {
  const done: T[] = []
  for (const one of all) done.push(await work(one))
  return done
}
