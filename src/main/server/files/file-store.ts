/** The data folder's files: contents named by their SHA-256, what is on its way there, and how much room all of it takes. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { File } from '#shared/contract/file.ts'
import type { FileId } from '#shared/contract/ids.ts'
import { createContents, type Contents } from './contents.ts'
import { createIncoming, type Incoming } from './incoming.ts'

export interface FileStore {
  readonly incoming: Incoming
  readonly contents: Contents
  /** Files whose last byte is there and which are taking their place now. */
  readonly finishing: Finishing
  /** Removes all that a program before this one left on its way. */
  dropLeftOver(): Promise<void>
  /** What lies on the disk now. */
  usage(): Promise<{ databaseBytes: number; fileBytes: number; fileCount: number; dataFolder: string }>
}

export interface Finishing {
  /** Whoever asks for the same file meanwhile is given the same outcome. */
  share(fileId: FileId, work: () => Promise<File>): Promise<File>
}

/** Where files of a team are sealed and opened, each for as long as that takes. */
export const workshopIn = (dataFolder: string): string => join(dataFolder, 'files', 'sealed')

export function createFileStore(dataFolder: string): FileStore {
  const root = join(dataFolder, 'files')
  const contents = createContents(root)
  const incoming = createIncoming(join(root, 'incoming'))
  return {
    incoming,
    contents,
    finishing: createFinishing(),
    dropLeftOver: async () => {
      await incoming.dropAll()
      await rm(workshopIn(dataFolder), { recursive: true, force: true })
    },
    usage: async () => ({ databaseBytes: await databaseSize(dataFolder), ...(await contents.usage()), dataFolder }),
  }
}

function createFinishing(): Finishing {
  const underWay = new Map<FileId, Promise<File>>()
  return {
    share: (fileId, work) => {
      const shared = underWay.get(fileId) ?? work().finally(() => underWay.delete(fileId))
      underWay.set(fileId, shared)
      return shared
    },
  }
}

/** With its log and index beside it. */
async function databaseSize(dataFolder: string): Promise<number> {
  const names = (await readdir(dataFolder)).filter((name) => /^hookline\.db(-wal|-shm)?$/.test(name))
  const sizes = await Promise.all(names.map((name) => stat(join(dataFolder, name)).then(({ size }) => size, () => 0)))
  return sizes.reduce((sum, size) => sum + size, 0)
}
