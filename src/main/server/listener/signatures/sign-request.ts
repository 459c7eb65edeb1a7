/** Signs a request as its sender would, so that a test goes through the same check as a tool's. */
import type { SignatureRule } from '#shared/contract/hook-rules.ts'
import { describeSecretProblem, publicKeyPrefix, sharedSecretPrefix } from '#shared/core/signature-secret.ts'
import { mac } from './scheme.ts'

export interface ToSign {
  readonly rule: SignatureRule
  readonly secret: string
  readonly bytes: Buffer
  /** ms since epoch. */
  readonly now: number
  /** For schemes that number their requests. */
  readonly id: string
}

type Headers = Readonly<Record<string, string>>

/** Undefined where it cannot be done: without a scheme, or with a public key. With a secret that was set for another scheme it is signed all the same, and refused as a sender's would be. */
export function signRequest(request: ToSign): Headers | undefined {
  const { rule, secret } = request
  if (rule.scheme === 'none' || isPublicKey(rule.scheme, secret)) return undefined
  return signers[rule.scheme](request, String(Math.floor(request.now / 1000)))
}

/** Only Standard Webhooks has them; elsewhere a secret may begin as it likes. */
const isPublicKey = (scheme: SignatureRule['scheme'], secret: string): boolean => scheme === 'standard-webhooks' && secret.startsWith(publicKeyPrefix) && describeSecretProblem(scheme, secret) === undefined

const signers: Readonly<Record<Exclude<SignatureRule['scheme'], 'none'>, (request: ToSign, seconds: string) => Headers>> = {
  'standard-webhooks': ({ secret, bytes, id }, seconds) => ({
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${mac('sha256', secret.replace(sharedSecretPrefix, ''), [`${id}.${seconds}.`, bytes], 'base64').toString('base64')}`,
  }),
  github: ({ secret, bytes }) => ({ 'X-Hub-Signature-256': `sha256=${mac('sha256', secret, [bytes]).toString('hex')}` }),
  // Node writes headers as Latin-1, and the check reads them so.
  'gitlab-token': ({ secret }) => ({ 'X-Gitlab-Token': Buffer.from(secret, 'utf8').toString('latin1') }),
  slack: ({ secret, bytes }, seconds) => ({ 'X-Slack-Request-Timestamp': seconds, 'X-Slack-Signature': `v0=${mac('sha256', secret, [`v0:${seconds}:`, bytes]).toString('hex')}` }),
  stripe: ({ secret, bytes }, seconds) => ({ 'Stripe-Signature': `t=${seconds},v1=${mac('sha256', secret, [`${seconds}.`, bytes]).toString('hex')}` }),
  kommo: ({ secret, bytes }) => ({ 'X-Signature': mac('sha1', secret, [bytes]).toString('hex') }),
  hmac: ({ secret, bytes, rule }) => ({ [rule.header]: rule.prefix + mac(rule.algorithm, secret, [bytes]).toString(rule.encoding) }),
}
