/** Stripe: `Stripe-Signature: t=<seconds>,v1=<hex>`, several `v1` while its secret is rolled, over `seconds.body`. Other schemes in it (`v0`) do not count. */
import { fromHex, hashOf, isAmong, mac, missing, readSeconds, type Scheme } from './scheme.ts'

export const stripe: Scheme = {
  signsBody: true,
  read({ headers, bytes }) {
    const items = (headers['stripe-signature'] ?? '').split(',').map((item) => item.trim())
    const valuesOf = (name: string): string[] => items.filter((item) => item.startsWith(`${name}=`)).map((item) => item.slice(name.length + 1))
    const [time] = valuesOf('t')
    const at = readSeconds(time)
    const given = valuesOf('v1').map(fromHex)
    if (at === undefined || given.length === 0) return missing('The header Stripe-Signature with “t=…,v1=…” is missing.')
    const parts = [`${time}.`, bytes]
    return { isBy: (secret) => isAmong(given, mac('sha256', secret, parts)), signed: { at, content: () => hashOf(parts) } }
  },
}
