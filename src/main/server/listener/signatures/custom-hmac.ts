/** A sender's own HMAC over the body: header, algorithm, encoding and what stands before it are the hook's to say. */
import { fromBase64, fromHex, isAmong, mac, missing, type Scheme } from './scheme.ts'

export const customHmac: Scheme = {
  signsBody: true,
  read({ headers, bytes, rule }) {
    const { header, prefix, encoding, algorithm } = rule
    const raw = headers[header.toLowerCase()] ?? ''
    if (raw === '') return missing(`The header ${header} is missing.`)
    if (!raw.startsWith(prefix)) return missing(`The header ${header} does not begin with “${prefix}”.`)
    const rest = raw.slice(prefix.length).trim()
    const given = [encoding === 'hex' ? fromHex(rest) : fromBase64(rest)]
    return { isBy: (secret) => isAmong(given, mac(algorithm, secret, [bytes])) }
  },
}
