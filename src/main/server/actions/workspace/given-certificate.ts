/** Reads a certificate of one's own from PEM files, and says in a sentence what is wrong with them. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { createSecureContext } from 'node:tls'
import { AppError } from '#shared/contract/errors.ts'
import { sayNotice, type NetworkNotice } from '#shared/core/network-notices.ts'

export interface CertificateFiles {
  /** PEM, with the certificates between it and its authority. */
  readonly certificate: string
  /** PEM. */
  readonly privateKey: string
}

const mostBytes = 256 * 1024

/**
 * @param paths of the certificate and of its key, or of one file with both.
 * @param now ms since epoch.
 * @throws AppError `invalid`: unreadable, no PEM, another certificate's key, not valid now. Never quotes what is in a file.
 */
export function readGivenCertificate(paths: readonly string[], now: number): CertificateFiles {
  const [certificatePath = '', keyPath = certificatePath] = paths
  const certificate = readText(certificatePath)
  const privateKey = keyPath === certificatePath ? certificate : readText(keyPath)
  const parsed = parseCertificate(certificatePath, certificate)
  if (!parsed.checkPrivateKey(parseKey(keyPath, privateKey))) throw refuse('key_foreign', { path: keyPath, other: certificatePath })
  if (parsed.validToDate.getTime() <= now) throw refuse('certificate_ended', { path: certificatePath, day: parsed.validToDate.getTime() })
  if (parsed.validFromDate.getTime() > now) throw refuse('certificate_early', { path: certificatePath, day: parsed.validFromDate.getTime() })
  try {
    createSecureContext({ cert: certificate, key: privateKey })
  } catch (error) {
    throw refuse('certificate_unfit', { path: certificatePath, error: error instanceof Error ? error.message : String(error) })
  }
  return { certificate, privateKey }
}

/** Changes when one of the files does; cheap enough to be asked again and again. Of a file that is gone it says so. */
export function stampOf(paths: readonly string[]): string {
  return paths.map((path) => { const found = statSync(path, { throwIfNoEntry: false }); return `${path}:${found ? `${found.mtimeMs}:${found.size}` : 'gone'}` }).join('|')
}

function readText(path: string): string {
  if (!isAbsolute(path)) throw refuse('path_not_whole', { path })
  try {
    const file = openSync(path, 'r')
    try {
      const stat = fstatSync(file)
      if (!stat.isFile() || stat.size > mostBytes) throw refuse('file_not_pem', { path })
      return readFileSync(file, 'latin1')
    } finally {
      closeSync(file)
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (error instanceof AppError) throw error
    if (code === 'ENOENT' || code === 'ENOTDIR') throw refuse('file_missing', { path })
    if (code === 'EACCES' || code === 'EPERM') throw refuse('file_denied', { path })
    throw refuse('file_unreadable', { path, error: String(code) })
  }
}

function parseCertificate(path: string, text: string): X509Certificate {
  const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(text)?.[0]
  if (block === undefined) throw refuse('certificate_absent', { path })
  try {
    return new X509Certificate(block)
  } catch {
    throw refuse('certificate_damaged', { path })
  }
}

function parseKey(path: string, text: string): KeyObject {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(text)) throw refuse('key_locked', { path })
  const block = /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----[^-]+-----END (?:RSA |EC )?PRIVATE KEY-----/.exec(text)?.[0]
  if (block === undefined) throw refuse('key_absent', { path })
  try {
    return createPrivateKey(block)
  } catch {
    throw refuse('key_damaged', { path })
  }
}

function refuse(code: NetworkNotice, values: Readonly<Record<string, string | number>>): AppError {
  return new AppError('invalid', sayNotice({ code, values }), 'value', { code, values })
}
