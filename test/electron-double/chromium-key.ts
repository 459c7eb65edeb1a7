/** Windows: the key of Chromium's under which safeStorage seals. Electron has it in memory at once and in the file `Local State` up to ten seconds later (shell/browser/browser_process_impl.cc commits at the end alone; components/prefs/json_pref_store.cc writes after that time); here it is one. */
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from './app.ts'

const WRITTEN_AFTER_MS = 1000

let key: string | undefined

/** Empty on other systems, which keep theirs in a keyring. */
export function readChromiumKey(): string {
  if (process.platform !== 'win32') return ''
  return (key ??= readOrMake(join(app.getPath('sessionData'), 'Local State')))
}

function readOrMake(path: string): string {
  if (existsSync(path)) return (JSON.parse(readFileSync(path, 'utf8')) as { os_crypt: { encrypted_key: string } }).os_crypt.encrypted_key
  const made = randomUUID()
  setTimeout(() => writeFileSync(path, JSON.stringify({ os_crypt: { encrypted_key: made } })), WRITTEN_AFTER_MS).unref()
  return made
}
