/** The only form in which an address's secret is kept. */
import { hash } from 'node:crypto'
import type { DialectId } from '#shared/contract/hook.ts'

/** SHA-256 over dialect and secret. Secrets have at least 122 random bits, so no salt or slow hash is needed. */
export function hashSecret(dialect: DialectId, secret: string): Uint8Array {
  return hash('sha256', `${dialect}:${secret}`, 'buffer')
}
