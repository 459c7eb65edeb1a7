/** Slack's requests to apps, and senders that do as Slack: `X-Slack-Signature: v0=<hex>` over `v0:seconds:body`. */
import { fromHex, hashOf, isAmong, mac, missing, readSeconds, type Scheme } from './scheme.ts'

const prefix = 'v0='

export const slackSignature: Scheme = {
  signsBody: true,
  read({ headers, bytes }) {
    const raw = headers['x-slack-signature'] ?? ''
    const time = headers['x-slack-request-timestamp']
    const at = readSeconds(time)
    if (!raw.startsWith(prefix)) return missing('The header X-Slack-Signature with “v0=…” is missing.')
    if (at === undefined) return missing('The header X-Slack-Request-Timestamp with the time in seconds is missing.')
    const parts = [`v0:${time}:`, bytes]
    const given = [fromHex(raw.slice(prefix.length))]
    return { isBy: (secret) => isAmong(given, mac('sha256', secret, parts)), signed: { at, content: () => hashOf(parts) } }
  },
}
