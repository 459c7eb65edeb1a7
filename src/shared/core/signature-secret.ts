/** What a signing secret must look like, scheme by scheme. */
import type { SignatureScheme } from '../contract/hook-rules.ts'

/** For people, in every language. */
export const schemeNames: Readonly<Record<SignatureScheme, string>> = {
  none: 'none',
  'standard-webhooks': 'Standard Webhooks',
  github: 'GitHub',
  'gitlab-token': 'GitLab',
  slack: 'Slack',
  stripe: 'Stripe',
  kommo: 'Kommo',
  hmac: 'HMAC',
}

/** Standard Webhooks 1.0.0: 24 to 64 bytes, and 32 for an ed25519 key. */
const sharedSecret = { min: 24, max: 64 }
const publicKeyBytes = 32

/** Shorter ones can be guessed from one signed request. */
const minLength = 8

/** Begins a public key of Standard Webhooks, with which nothing can be signed. */
export const publicKeyPrefix = 'whpk_'
export const sharedSecretPrefix = 'whsec_'

/** A sentence that says what is wrong; undefined for nothing. */
export function describeSecretProblem(scheme: SignatureScheme, secret: string): string | undefined {
  if (scheme === 'standard-webhooks') return describeStandardProblem(secret)
  return secret.length < minLength ? `must have at least ${minLength} characters` : undefined
}

function describeStandardProblem(secret: string): string | undefined {
  if (secret.startsWith('whsk_')) return 'is the sender’s private key: give the public one, which begins with whpk_'
  if (secret.startsWith(publicKeyPrefix)) {
    return base64Bytes(secret.slice(publicKeyPrefix.length)) === publicKeyBytes ? undefined : `must be ${publicKeyPrefix} and the base64 of the 32 bytes of an ed25519 key`
  }
  const sizeBytes = base64Bytes(secret.startsWith(sharedSecretPrefix) ? secret.slice(sharedSecretPrefix.length) : secret)
  if (sizeBytes !== undefined && sizeBytes >= sharedSecret.min && sizeBytes <= sharedSecret.max) return undefined
  return `must be ${sharedSecretPrefix} and the base64 of ${sharedSecret.min} to ${sharedSecret.max} bytes, or ${publicKeyPrefix} and a public key`
}

/** How many bytes it stands for; undefined for what is no base64. */
function base64Bytes(text: string): number | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined
  const { length } = text.replace(/=+$/, '')
  return length % 4 === 1 ? undefined : Math.floor((length * 3) / 4)
}
