/** The data folder's files: contents named by their SHA-256, what is on its way there, and how much room all of it takes. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createContents, type Contents } from './contents.ts'
import { createIncoming, type Incoming } from './incoming.ts'

export interface FileStore {
  readonly incoming: Incoming
  readonly contents: Contents
  /** What lies on the disk now. */
  usage(): Promise<{ databaseBytes: number; fileBytes: number; fileCount: number; dataFolder: string }>
}

export function createFileStore(dataFolder: string): FileStore {
  const root = join(dataFolder, 'files')
  const contents = createContents(root)
  return {
    incoming: createIncoming(join(root, 'incoming')),
    contents,
    usage: async () => ({ databaseBytes: await databaseSize(dataFolder), ...(await contents.usage()), dataFolder }),
  }
}

/** With its log and index beside it. */
async function databaseSize(dataFolder: string): Promise<number> {
  const names = (await readdir(dataFolder)).filter((name) => /^hookline\.db(-wal|-shm)?$/.test(name))
  const sizes = await Promise.all(names.map((name) => stat(join(dataFolder, name)).then(({ size }) => size, () => 0)))
  return sizes.reduce((sum, size) => sum + size, 0)
}
