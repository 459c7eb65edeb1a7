/** GitHub: `X-Hub-Signature-256: sha256=<hex>`, an HMAC over the body. Gitea and Forgejo send the same header. Bitbucket says the same in `X-Hub-Signature`, where GitHub has SHA-1: that is `custom-hmac.ts`. */
import { fromHex, isAmong, mac, missing, type Scheme } from './scheme.ts'

const header = 'x-hub-signature-256'
const prefix = 'sha256='

export const github: Scheme = {
  signsBody: true,
  read({ headers, bytes }) {
    const raw = headers[header] ?? ''
    if (!raw.startsWith(prefix)) return missing('The header X-Hub-Signature-256 with “sha256=…” is missing. Enter the secret in the webhook on GitHub.')
    const given = [fromHex(raw.slice(prefix.length))]
    return { isBy: (secret) => isAmong(given, mac('sha256', secret, [bytes])) }
  },
}
