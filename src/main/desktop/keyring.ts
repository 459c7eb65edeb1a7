/** Keeps the key of this device's secrets with the keyring of the system (Keychain, DPAPI, libsecret, KWallet). */
import { safeStorage } from 'electron'
import type { Platform } from '#server/platform.ts'

/** What Electron falls back to on Linux: a password that everybody knows, or none that it can name. */
const unsafe = new Set(['basic_text', 'unknown'])

/** On the first call the system may ask the person for permission. */
export const sealMasterKey: NonNullable<Platform['sealMasterKey']> = async (key) => {
  const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : ''
  if (unsafe.has(backend) || !safeStorage.isEncryptionAvailable()) return { unsafe: backend || 'none' }
  return { sealed: new Uint8Array(safeStorage.encryptString(Buffer.from(key).toString('base64'))) }
}

export const openMasterKey: NonNullable<Platform['openMasterKey']> = async (sealed) => {
  try {
    return new Uint8Array(Buffer.from(safeStorage.decryptString(Buffer.from(sealed)), 'base64'))
  } catch {
    return null
  }
}
