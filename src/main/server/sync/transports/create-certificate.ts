/** The self-signed certificate of a hosting device. Its key is kept, so that the pin in older invites holds when the certificate is made anew. */
import { isIP } from 'node:net'
import { createPrivateKey, createPublicKey, hash, KeyObject, randomBytes, webcrypto, X509Certificate } from 'node:crypto'
import type { X509CertificateGenerator } from '@peculiar/x509'

export interface Certificate {
  /** PEM. */
  readonly certificate: string
  /** PEM, PKCS #8. */
  readonly privateKey: string
}

const YEARS = 10
const DAY_MS = 24 * 60 * 60 * 1000
/** Node's own types of keys and those of browsers describe the same objects. */
type Expected = Parameters<typeof X509CertificateGenerator.createSelfSigned>
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/**
 * ECDSA on P-256: Ed25519 certificates are refused by BoringSSL's defaults. That of a team names nobody: its clients know the key, not a name.
 * @param now ms since epoch; it is valid from a day before (clocks differ) for ten years.
 * @param privateKey PEM of an earlier one; a new key when left out.
 * @param names and IP addresses for clients that check them.
 */
export async function createCertificate(now: number, privateKey?: string, names: readonly string[] = []): Promise<Certificate> {
  // The library takes a third of a second to load, and only who hosts for the first time needs it.
  await import('reflect-metadata')
  const { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator: generator } = await import('@peculiar/x509')
  const { privateKey: signingKey, publicKey } = await (privateKey === undefined ? webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) : importKeys(privateKey))
  const named = [...new Set(names)].map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value }))
  const made = await generator.createSelfSigned(
    {
      serialNumber: randomBytes(8).toString('hex'),
      name: 'CN=Hookline',
      notBefore: new Date(now - DAY_MS),
      notAfter: new Date(now + YEARS * 365 * DAY_MS),
      signingAlgorithm: algorithm,
      keys: { privateKey: signingKey, publicKey } as unknown as Expected[0]['keys'],
      extensions: [new BasicConstraintsExtension(false, undefined, true), ...(named.length > 0 ? [new SubjectAlternativeNameExtension(named)] : [])],
    },
    webcrypto as unknown as Expected[1],
  )
  return { certificate: made.toString('pem'), privateKey: privateKey ?? String(KeyObject.from(signingKey).export({ type: 'pkcs8', format: 'pem' })) }
}

/** SHA-256 of the certificate's public key (SubjectPublicKeyInfo, DER), 32 bytes; as in RFC 7469 §2.4. */
export function pinOf({ publicKey }: X509Certificate): Uint8Array {
  return hash('sha256', publicKey.export({ type: 'spki', format: 'der' }), 'buffer')
}

/** The same of a certificate in PEM. */
export const pinOfPem = (certificate: string): Uint8Array => pinOf(new X509Certificate(certificate))

async function importKeys(privateKey: string) {
  const key = createPrivateKey(privateKey)
  return {
    privateKey: await webcrypto.subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), algorithm, true, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', createPublicKey(key).export({ type: 'spki', format: 'der' }), algorithm, true, ['verify']),
  }
}
