/** The one cipher suite of all groups: X25519, AES-128-GCM, SHA-256, Ed25519 (RFC 9420 §17.1, suite 1), in JavaScript only. */
import { getCiphersuiteFromName, getCiphersuiteImpl, nobleCryptoProvider, type CiphersuiteImpl } from 'ts-mls'

const NAME = 'MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519'

let made: Promise<CiphersuiteImpl> | undefined

/** Noble's primitives, because Electron's crypto is BoringSSL and lacks some of OpenSSL's. */
export function suite(): Promise<CiphersuiteImpl> {
  made ??= getCiphersuiteImpl(getCiphersuiteFromName(NAME), nobleCryptoProvider)
  return made
}

export const SUITE_NAME = NAME
