/** Proves to a receiver that a delivery is ours: the headers of each kind of signature, over exactly the bytes that are sent. */
import { createHmac, createSecretKey } from 'node:crypto'
import type { Signature } from '#shared/contract/subscription.ts'
import type { Secrets } from '../store/subscriptions.ts'

export interface Signed {
  readonly id: string
  /** ms since epoch, of this attempt. */
  readonly at: number
  readonly body: string
}

export function sign(kind: Signature, { id, at, body }: Signed, secrets: Secrets): Record<string, string> {
  switch (kind) {
    case 'none':
      return {}
    case 'token':
      return { 'X-Hookline-Token': secrets.token }
    case 'hmac-sha1':
      // Kommo: lower-case hex over the raw body.
      return { 'X-Signature': createHmac('sha1', secrets.secret).update(body).digest('hex') }
    case 'github-sha256':
      return { 'X-Hub-Signature-256': `sha256=${createHmac('sha256', secrets.secret).update(body).digest('hex')}` }
    case 'standard':
      return signStandard({ id, at, body }, secrets)
  }
}

/** Standard Webhooks 1.0.0: over `id.seconds.body`, with the old secret too while the two overlap. */
function signStandard({ id, at, body }: Signed, { secret, oldSecret, oldSecretUntil }: Secrets): Record<string, string> {
  const seconds = Math.floor(at / 1000)
  const keys = oldSecret !== null && oldSecretUntil !== null && at < oldSecretUntil ? [secret, oldSecret] : [secret]
  const signatures = keys.map((key) => `v1,${createHmac('sha256', createSecretKey(key.replace(/^whsec_/, ''), 'base64')).update(`${id}.${seconds}.${body}`).digest('base64')}`)
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') }
}
