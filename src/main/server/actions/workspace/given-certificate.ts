/** Reads a certificate of one's own from PEM files, and says in a sentence what is wrong with them. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { createSecureContext } from 'node:tls'
import { AppError } from '#shared/contract/errors.ts'

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
  if (!parsed.checkPrivateKey(parseKey(keyPath, privateKey))) throw refuse(`The key in ${keyPath} does not belong to the certificate in ${certificatePath}. Name the two files that were made together.`)
  if (parsed.validToDate.getTime() <= now) throw refuse(`The certificate in ${certificatePath} ended on ${dayOf(parsed.validToDate)}. Renew it first.`)
  if (parsed.validFromDate.getTime() > now) throw refuse(`The certificate in ${certificatePath} is not valid before ${dayOf(parsed.validFromDate)}. Check the clock of this computer, or use it later.`)
  try {
    createSecureContext({ cert: certificate, key: privateKey })
  } catch (error) {
    throw refuse(`The certificate in ${certificatePath} cannot be used (${error instanceof Error ? error.message : String(error)}).`)
  }
  return { certificate, privateKey }
}

/** Changes when one of the files does; cheap enough to be asked again and again. Of a file that is gone it says so. */
export function stampOf(paths: readonly string[]): string {
  return paths.map((path) => { const found = statSync(path, { throwIfNoEntry: false }); return `${path}:${found ? `${found.mtimeMs}:${found.size}` : 'gone'}` }).join('|')
}

function readText(path: string): string {
  if (!isAbsolute(path)) throw refuse(`“${path}” is no whole path: begin it at the root, for instance /etc/ssl/hookline.pem.`)
  try {
    const file = openSync(path, 'r')
    try {
      const stat = fstatSync(file)
      if (!stat.isFile() || stat.size > mostBytes) throw refuse(`${path} is no file in PEM: those begin with -----BEGIN CERTIFICATE----- and are small.`)
      return readFileSync(file, 'latin1')
    } finally {
      closeSync(file)
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (error instanceof AppError) throw error
    if (code === 'ENOENT' || code === 'ENOTDIR') throw refuse(`There is no file ${path}.`)
    if (code === 'EACCES' || code === 'EPERM') throw refuse(`Hookline may not read ${path}. Give the user that it runs as the right to.`)
    throw refuse(`${path} cannot be read (${String(code)}).`)
  }
}

function parseCertificate(path: string, text: string): X509Certificate {
  const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(text)?.[0]
  if (block === undefined) throw refuse(`There is no certificate in PEM in ${path}: it would begin with -----BEGIN CERTIFICATE-----.`)
  try {
    return new X509Certificate(block)
  } catch {
    throw refuse(`The certificate in ${path} is damaged.`)
  }
}

function parseKey(path: string, text: string): KeyObject {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(text)) throw refuse(`The key in ${path} is locked by a password, which Hookline cannot ask for at its start. Write it to a file without one.`)
  const block = /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----[^-]+-----END (?:RSA |EC )?PRIVATE KEY-----/.exec(text)?.[0]
  if (block === undefined) throw refuse(`There is no key in PEM in ${path}: it would begin with -----BEGIN PRIVATE KEY-----. Name its file after that of the certificate.`)
  try {
    return createPrivateKey(block)
  } catch {
    throw refuse(`The key in ${path} is damaged.`)
  }
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10)
const refuse = (message: string): AppError => new AppError('invalid', message, 'value')
