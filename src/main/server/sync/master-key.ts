/** The key under which this device's secrets rest: sealed by the keyring of the system where there is one, else in a file of its user alone. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/contract/errors.ts'
import type { MasterKeyPlace } from '#shared/contract/rpc/files.ts'
import type { Platform } from '../platform.ts'
import { random } from '../random.ts'
import { KEY_BYTES } from './sealing/primitives.ts'
import { hasKeyFile, openKeyFile, writeOnce } from './key-file.ts'

export type Keyring = Pick<Platform, 'sealMasterKey' | 'openMasterKey'>

/**
 * What it returns opens the key, or makes it at the first need: asking a keyring can show a window of the system. Once open, it is
 * remembered; when not, the next call tries again. Nothing is ever discarded: without the key, what is sealed stays as it is.
 * @param onUnsafe told once when the system's keyring keeps nothing safe, with its name.
 */
export function createMasterKey(dataFolder: string, keyring: Keyring, onUnsafe: (backend: string) => void): () => Promise<Uint8Array> {
  let opening: Promise<Uint8Array> | undefined
  const path = join(dataFolder, 'device.key.sealed')

  async function open(): Promise<Uint8Array> {
    if (existsSync(path)) return openSealed(path, keyring)
    if (hasKeyFile(dataFolder)) return openKeyFile(dataFolder)
    // A new key would open nothing of this.
    if (existsSync(join(dataFolder, 'sync.db')) || existsSync(join(dataFolder, 'sync.db-identity'))) throw locked('The key of this device is gone from the data folder (device.key or device.key.sealed). Restore it from a backup, or join the workspace anew; nothing was discarded.')
    const key = new Uint8Array(random(KEY_BYTES))
    const answer = await keyring.sealMasterKey?.(key)
    if (answer && 'unsafe' in answer) onUnsafe(answer.unsafe)
    if (!answer || 'unsafe' in answer) return openKeyFile(dataFolder)
    // What a keyring cannot give back must not be relied upon.
    const again = await keyring.openMasterKey?.(answer.sealed)
    if (!again || Buffer.compare(again, key) !== 0) {
      onUnsafe('unreliable')
      return openKeyFile(dataFolder)
    }
    writeOnce(path, answer.sealed)
    return key
  }

  return () =>
    (opening ??= open().catch((error: unknown) => {
      opening = undefined
      throw error
    }))
}

/** Asks nobody. */
export function findMasterKey(dataFolder: string): MasterKeyPlace {
  if (existsSync(join(dataFolder, 'device.key.sealed'))) return 'keyring'
  return hasKeyFile(dataFolder) ? 'file' : 'none'
}

/** @throws AppError `unavailable` */
async function openSealed(path: string, keyring: Keyring): Promise<Uint8Array> {
  if (!keyring.openMasterKey) throw locked('The key of this device is in the keyring of the system, which only the desktop app can ask. Start Hookline’s window instead; nothing was discarded.')
  const key = await keyring.openMasterKey(new Uint8Array(readFileSync(path)))
  if (key?.length !== KEY_BYTES) throw locked('The keyring of the system is locked, or it is another one than before. Unlock it and try again; nothing was discarded.')
  return new Uint8Array(key)
}

const locked = (message: string): AppError => new AppError('unavailable', message)
