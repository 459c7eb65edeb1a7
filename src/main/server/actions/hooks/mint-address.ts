/** Makes a fresh secret in the shape of a dialect and stores its hash; the URL is returned once and kept nowhere. */
import type { DialectId, MintedAddress } from '#shared/contract/hook.ts'
import type { AddressId, HookId } from '#shared/contract/ids.ts'
import { getDialect } from '#shared/dialects/index.ts'
import { mintPath } from '#shared/dialects/mint-secret.ts'
import type { Context } from '../../context.ts'
import { hashSecret } from '../../hash-secret.ts'
import { insertAddress } from '../../store/addresses.ts'
import type { Tx } from '../../store/connection.ts'

export interface NewAddressInput {
  readonly hookId: HookId
  readonly dialect: DialectId
  readonly label: string
  /** ms since epoch; null for never. */
  readonly expiresAt: number | null
  /** Where the listener answers, without a slash at the end. */
  readonly hooksUrl: string
}

export function mintAddress(ctx: Context, tx: Tx, { hookId, dialect: dialectId, label, expiresAt, hooksUrl }: NewAddressInput): MintedAddress {
  const { path, secret } = mintPath(getDialect(dialectId), (sizeBytes) => ctx.random(sizeBytes))
  const id = ctx.newId<AddressId>()
  insertAddress(tx, { id, hookId, dialect: dialectId, tokenHash: hashSecret(dialectId, secret), lastFour: secret.slice(-4), label, createdAt: ctx.now(), expiresAt })
  return { id, dialect: dialectId, url: hooksUrl + path, path }
}
