/** Certificates in files, as people bring them: right ones, and each kind of wrong one. */
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCertificate } from '#server/sync/transports/create-certificate.ts'

export const DAY_MS = 24 * 3600_000

export interface Files {
  readonly folder: string
  readonly certificate: string
  readonly key: string
}

/** As it was at the start: a test may name another place, to see what the app leaves there. */
const usualPlace = tmpdir()

/** @param startsAt ms since epoch; it lasts ten years. */
export async function writeCertificate(startsAt = Date.now(), names: readonly string[] = ['build.lan']): Promise<Files> {
  const folder = mkdtempSync(join(usualPlace, 'hookline-certificate-'))
  const made = await createCertificate(startsAt, undefined, names)
  const files = { folder, certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') }
  writeFileSync(files.certificate, made.certificate)
  writeFileSync(files.key, made.privateKey)
  return files
}

/** A key that a password locks. */
export function writeLockedKey(folder: string): string {
  const path = join(folder, 'locked.pem')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }))
  return path
}

/** Who else knows: asked of curl, which is on every machine that posts. */
export const hasCurl = ((): boolean => {
  try {
    execFileSync('curl', ['--version'])
    return true
  } catch {
    return false
  }
})()
