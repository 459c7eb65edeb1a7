/** Writes an address so that it names the host that is connected to. */
import { hostOf } from '#shared/core/consent.ts'

/**
 * The same address, with its host as it is looked up where it was written otherwise: with letters of other alphabets that look alike, with `%65` for an
 * `e`, as one number. Consents and all that people see name that host.
 */
export function withNamedHost(url: string): string {
  const host = URL.parse(url)?.host
  return host === undefined || host === hostOf(url) ? url : url.replace(/^(https?:\/\/)[^/?#]*/i, (_, scheme: string) => scheme + host)
}
