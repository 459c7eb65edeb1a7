/** The key under which this device's secrets rest, where no keyring of the system keeps it: a file that its user alone may read. */
import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/contract/errors.ts'
import { random } from '../random.ts'

const KEY_BYTES = 32
const pathOf = (dataFolder: string): string => join(dataFolder, 'device.key')

export const hasKeyFile = (dataFolder: string): boolean => existsSync(pathOf(dataFolder))

/** Made at the first call. @throws AppError `unavailable` when others may read it, or it is no key */
export function openKeyFile(dataFolder: string): Uint8Array {
  const path = pathOf(dataFolder)
  if (!existsSync(path)) writeOnce(path, random(KEY_BYTES))
  const file = openSync(path, 'r')
  try {
    const isOpenToOthers = process.platform !== 'win32' && (fstatSync(file).mode & 0o077) !== 0
    if (isOpenToOthers) throw new AppError('unavailable', `Other users of this computer may read ${path}, which opens the keys of this device. Take that right away (chmod 600) and start again.`)
    const key = readFileSync(file)
    if (key.length !== KEY_BYTES) throw new AppError('unavailable', `${path} is no key of Hookline any more. Restore it from a backup, or join the workspace anew.`)
    return new Uint8Array(key)
  } finally {
    closeSync(file)
  }
}

/** Whole and on disk, or not at all; for this user's eyes, and never over another. */
export function writeOnce(path: string, bytes: Uint8Array): void {
  const part = `${path}.new`
  rmSync(part, { force: true })
  const file = openSync(part, 'wx', 0o600)
  try {
    writeSync(file, bytes)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  if (existsSync(path)) throw new Error(`${path} is there already`)
  renameSync(part, path)
}
