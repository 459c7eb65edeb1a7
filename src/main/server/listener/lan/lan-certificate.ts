/** The certificate that the network is shown: our own, made once and renewed with the same key, or that of the settings. */
import { hash, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { LanCertificateView } from '#shared/contract/listener.ts'
import { readGivenCertificate, stampOf, type CertificateFiles } from '../../actions/workspace/given-certificate.ts'
import type { Context } from '../../context.ts'
import { findLocal, setLocal } from '../../store/local-state.ts'
import { readSettings } from '../../store/settings.ts'

export interface LanCertificate extends CertificateFiles {
  readonly view: LanCertificateView
  /** ms since epoch. */
  readonly beginsAt: number
  /** Whether a tool that asks for this name or address finds it in the certificate. */
  covers(name: string): boolean
}

/** What it takes to make a certificate and to keep its key from who copies the database. */
export interface CertificateMaker {
  /** @param names of this computer, addresses too. @param privateKey PEM of the earlier one, else a new key. */
  make(now: number, names: readonly string[], privateKey?: string): Promise<CertificateFiles>
  seal(secret: Uint8Array): Promise<Uint8Array>
  /** @returns undefined under another device's key. @throws AppError `unavailable` while the key cannot be had. */
  open(sealed: Uint8Array): Promise<Uint8Array | undefined>
}

/** So long before its end our own is made anew. */
const RENEWED_BEFORE_MS = 30 * 24 * 3600_000

export interface LanCertificates {
  /** What counts now. @throws AppError `invalid` for files that cannot be used; `unavailable` while the device's key cannot be had. */
  current(): Promise<LanCertificate>
  /** Makes our own anew, with the same key, for the names of now. @throws AppError `unavailable` while the device's key cannot be had. */
  renew(): Promise<void>
}

export function createLanCertificates(ctx: Context, maker: CertificateMaker, namesOf: () => readonly string[]): LanCertificates {
  let own: LanCertificate | undefined
  let given: { readonly stamp: string; readonly certificate: LanCertificate } | undefined

  async function currentOwn(): Promise<LanCertificate> {
    own ??= await load()
    const isEnding = own !== undefined && own.view.expiresAt - ctx.now() < RENEWED_BEFORE_MS
    // Made while the clock was ahead: nobody takes it.
    const isEarly = own !== undefined && own.beginsAt > ctx.now()
    const isLacking = own !== undefined && readSettings(ctx.reader)['hooks.lanNames'].some((name) => !own?.covers(name))
    if (own === undefined || isEnding || isEarly || isLacking) own = await make(own?.privateKey)
    return own
  }

  async function load(): Promise<LanCertificate | undefined> {
    const sealed = findLocal(ctx.reader, 'lanCertificate')
    const kept = sealed === undefined ? undefined : await maker.open(Buffer.from(sealed, 'base64'))
    return kept && describe(JSON.parse(Buffer.from(kept).toString('utf8')) as CertificateFiles, 'own')
  }

  async function make(privateKey: string | undefined): Promise<LanCertificate> {
    const files = await maker.make(ctx.now(), namesOf(), privateKey)
    const sealed = await maker.seal(Buffer.from(JSON.stringify(files), 'utf8'))
    await ctx.write((tx) => setLocal(tx, 'lanCertificate', Buffer.from(sealed).toString('base64')))
    return describe(files, 'own')
  }

  async function current(): Promise<LanCertificate> {
    const paths = readSettings(ctx.reader)['hooks.lanCertificate']
    if (paths.length === 0) return currentOwn()
    const stamp = `${stampOf(paths)}|${Math.floor(ctx.now() / 60_000)}`
    if (given?.stamp !== stamp) given = { stamp, certificate: describe(readGivenCertificate(paths, ctx.now()), 'given') }
    return given.certificate
  }

  return {
    current,
    renew: async () => {
      own ??= await load()
      own = await make(own?.privateKey)
    },
  }
}

function describe(files: CertificateFiles, kind: LanCertificateView['kind']): LanCertificate {
  const parsed = new X509Certificate(files.certificate)
  const pin = hash('sha256', parsed.publicKey.export({ type: 'spki', format: 'der' }), 'base64')
  const covers = (name: string): boolean => (isIP(name) === 0 ? parsed.checkHost(name) : parsed.checkIP(name)) !== undefined
  return { ...files, covers, beginsAt: parsed.validFromDate.getTime(), view: { kind, fingerprint: parsed.fingerprint256, pin, expiresAt: parsed.validToDate.getTime() } }
}
