/** Where the sync thread's file lies, and the little of it that can be read without its keys. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openConnection } from '../store/connection.ts'
import { isDamage } from '../store/damage.ts'
import { repairedPath } from '../store/recovery/repair.ts'
import { readIdentityCopy } from './engine/identity-copy.ts'

export const relayPath = (dataFolder: string): string => join(dataFolder, 'relay.db')
export const syncPath = (dataFolder: string): string => join(dataFolder, 'sync.db')

/** Where what a joined device needs waits for the next start. */
export const joiningFolder = (dataFolder: string): string => join(dataFolder, 'joining')

/** Who this device is in the workspace that it joined, readable without its keys; undefined where nobody joined. */
export function findJoined(path: string): { readonly device: string; readonly person: string } | undefined {
  const text = readTexts(path)
  const [device, person] = [text('device-id'), text('person-id')]
  return device === undefined || person === undefined ? undefined : { device, person }
}

/** Whether this device hosts a workspace, of which the data file is gone then: nobody else has it, and a new one must not take its place. */
export function hostsWithout(dataFile: string, path: string): boolean {
  // Killed while a repaired file took its place, it lies beside: opening it ends that.
  if (existsSync(dataFile) || existsSync(repairedPath(dataFile))) return false
  return /"mode":"host"/.test(readTexts(path)('team') ?? '')
}

/** From the file, or from its copy where that is gone or damaged. */
function readTexts(path: string): (name: string) => string | undefined {
  const copy = readIdentityCopy(path)?.texts
  if (copy) return (name) => copy[name]
  if (!existsSync(path)) return () => undefined
  const connection = openConnection({ path, readOnly: true })
  try {
    const texts = new Map(connection.all<{ name: string; value: string }>("SELECT name, value FROM text WHERE name IN ('device-id', 'person-id', 'team')").map(({ name, value }) => [name, value]))
    return (name) => texts.get(name)
  } catch (error) {
    // Whoever needs it is told when the sync thread opens it.
    if (isDamage(error)) return () => undefined
    throw error
  } finally {
    connection.close()
  }
}
