/** Keeps the key of this device's secrets with the keyring of the system (Keychain, DPAPI, libsecret, KWallet). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { app, safeStorage } from 'electron'
import type { Platform } from '#server/platform.ts'

/** What Electron falls back to on Linux: a password that everybody knows, or none that it can name. */
const unsafe = new Set(['basic_text', 'unknown'])

/** On the first call the system may ask the person for permission. */
export const sealMasterKey: NonNullable<Platform['sealMasterKey']> = async (key) => {
  const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : ''
  if (unsafe.has(backend) || !safeStorage.isEncryptionAvailable()) return { unsafe: backend || 'none' }
  if (process.platform === 'win32' && !(await isChromiumsKeySaved())) return { unsafe: 'unsaved' }
  return { sealed: new Uint8Array(safeStorage.encryptString(Buffer.from(key).toString('base64'))) }
}

export const openMasterKey: NonNullable<Platform['openMasterKey']> = async (sealed) => {
  try {
    return new Uint8Array(Buffer.from(safeStorage.decryptString(Buffer.from(sealed)), 'base64'))
  } catch {
    return null
  }
}

/** Ten seconds, and some more for a slow disk. */
const LONGEST_WAIT_MS = 20_000
const STEP_MS = 250

/**
 * On Windows the system seals only a key of Chromium's, and that one seals ours. Chromium writes its own to the file `Local State` up to
 * ten seconds after it made it: what was sealed before then could never be opened again after a power cut.
 */
async function isChromiumsKeySaved(): Promise<boolean> {
  const path = join(app.getPath('sessionData'), 'Local State')
  for (let waitedMs = 0; waitedMs <= LONGEST_WAIT_MS; waitedMs += STEP_MS) {
    if (holdsKey(path)) return true
    await wait(STEP_MS)
  }
  return false
}

function holdsKey(path: string): boolean {
  try {
    const { os_crypt: { encrypted_key: key } = {} } = JSON.parse(readFileSync(path, 'utf8')) as { os_crypt?: { encrypted_key?: unknown } }
    return typeof key === 'string' && key !== ''
  } catch {
    return false
  }
}
