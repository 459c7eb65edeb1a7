/** Where the sync thread's file lies, and the little of it that can be read without its keys. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openConnection } from '../store/connection.ts'

export const syncPath = (dataFolder: string): string => join(dataFolder, 'sync.db')

/** Where what a joined device needs waits for the next start. */
export const joiningFolder = (dataFolder: string): string => join(dataFolder, 'joining')

/** Who this device is in the workspace that it joined, readable without its keys; undefined where nobody joined. */
export function findJoined(path: string): { readonly device: string; readonly person: string } | undefined {
  if (!existsSync(path)) return undefined
  const connection = openConnection({ path, readOnly: true })
  try {
    const read = (name: string): string | undefined => connection.get<{ value: string }>('SELECT value FROM text WHERE name = ?', name)?.value
    const [device, person] = [read('device-id'), read('person-id')]
    return device === undefined || person === undefined ? undefined : { device, person }
  } finally {
    connection.close()
  }
}
