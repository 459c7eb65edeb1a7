/** Standard Webhooks 1.0.0, also under the names that Svix gave its headers: a list of `v1` (HMAC) and `v1a` (ed25519) over `id.seconds.body`. */
import { createPublicKey, verify } from 'node:crypto'
import { describeSecretProblem, publicKeyPrefix, sharedSecretPrefix } from '#shared/core/signature-secret.ts'
import { fromBase64, hashOf, isAmong, mac, missing, readSeconds, type Scheme } from './scheme.ts'

/** More signatures than this are no rotation. */
const most = 20

export const standardWebhooks: Scheme = {
  signsBody: true,
  read({ headers, bytes }) {
    const valueOf = (name: string): string | undefined => headers[`webhook-${name}`] ?? headers[`svix-${name}`]
    const [id, time, list] = [valueOf('id'), valueOf('timestamp'), valueOf('signature')]
    const at = readSeconds(time)
    if (id === undefined || id === '') return missing('The header webhook-id is missing.')
    if (at === undefined) return missing('The header webhook-timestamp with the time in seconds is missing.')
    if (list === undefined || list === '') return missing('The header webhook-signature is missing.')
    const parts = [`${id}.${time}.`, bytes]
    const signatures = list.split(' ').slice(0, most)
    return { isBy: (secret) => isSignedBy(secret, signatures, parts), signed: { at, content: () => hashOf(parts) } }
  },
}

function isSignedBy(secret: string, signatures: readonly string[], parts: readonly (string | Buffer)[]): boolean {
  // One that was set for another scheme is no key here.
  if (describeSecretProblem('standard-webhooks', secret) !== undefined) return false
  const valuesOf = (version: string): Buffer[] => signatures.filter((one) => one.startsWith(`${version},`)).map((one) => fromBase64(one.slice(version.length + 1)))
  if (!secret.startsWith(publicKeyPrefix)) return isAmong(valuesOf('v1'), mac('sha256', secret.replace(sharedSecretPrefix, ''), parts, 'base64'))
  const key = toPublicKey(fromBase64(secret.slice(publicKeyPrefix.length)))
  const content = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
  return valuesOf('v1a').some((signature) => verify(null, content, key, signature))
}

/** What stands before the 32 bytes of an ed25519 key in its DER form (RFC 8410 §4). */
const derHead = Buffer.from('302a300506032b6570032100', 'hex')

function toPublicKey(bytes: Buffer) {
  return createPublicKey({ key: Buffer.concat([derHead, bytes]), format: 'der', type: 'spki' })
}
