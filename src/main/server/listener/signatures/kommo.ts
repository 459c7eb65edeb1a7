/** Kommo's chats: `X-Signature`, the bare hex of an HMAC-SHA1 over the body with the channel's secret. */
import { fromHex, isAmong, mac, missing, type Scheme } from './scheme.ts'

export const kommo: Scheme = {
  signsBody: true,
  read({ headers, bytes }) {
    const raw = headers['x-signature'] ?? ''
    if (raw === '') return missing('The header X-Signature is missing.')
    const given = [fromHex(raw)]
    return { isBy: (secret) => isAmong(given, mac('sha1', secret, [bytes])) }
  },
}
