/** The key under which this device's secrets rest, where no keyring of the system keeps it: a file that its user alone may read. */
import { closeSync, existsSync, fstatSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/contract/errors.ts'
import { random } from '../random.ts'

const KEY_BYTES = 32

/** Made at the first call. @throws AppError `unavailable` when others may read it, or it is no key */
export function openKeyFile(dataFolder: string): Uint8Array {
  const path = join(dataFolder, 'device.key')
  if (!existsSync(path)) writeNew(path)
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

/** Never over another. */
function writeNew(path: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, random(KEY_BYTES))
  } finally {
    closeSync(file)
  }
}
