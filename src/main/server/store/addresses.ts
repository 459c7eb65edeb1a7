/** The table of addresses: each is found by the SHA-256 of its secret, which is all that is kept of it. */
import { AppError } from '#shared/contract/errors.ts'
import type { Address, DialectId } from '#shared/contract/hook.ts'
import type { AddressId, ChannelId, HookId, PersonId } from '#shared/contract/ids.ts'
import type { HookRules } from '#shared/contract/hook-rules.ts'
import type { Role } from '#shared/contract/person.ts'
import type { Reader, Tx } from './connection.ts'
import { readRules } from './hook-rules.ts'
import { forgetHot, remember } from './hot-cache.ts'

/** All that receiving a post needs to know, in one look-up. */
export interface AddressTarget {
  addressId: AddressId
  dialect: DialectId
  lastFour: string
  expiresAt: number | null
  replaced: number
  hookId: HookId
  hookName: string
  enabled: number
  locked: number
  rules: HookRules
  pausedReason: string | null
  channelId: ChannelId
  username: string | null
  iconUrl: string | null
  iconEmoji: string | null
  ownerId: PersonId
  owner: string
  ownerRole: Role
}

/** Undefined for a secret that no living hook of this device has. The casts keep SQLite from planning anew at each call (decision 0005). */
export function findAddressTarget(reader: Reader, tokenHash: Uint8Array, deviceId: string): AddressTarget | undefined {
  const find = (): AddressTarget | undefined => {
    const row = reader.get<Omit<AddressTarget, 'rules'> & { rules: string }>(
      `SELECT a.id AS addressId, a.dialect, a.last_four AS lastFour, a.expires_at AS expiresAt, a.replaced, h.id AS hookId, h.name AS hookName, h.enabled, h.locked, h.rules, h.paused_reason AS pausedReason,
       h.channel_id AS channelId, h.username, h.icon_url AS iconUrl, h.icon_emoji AS iconEmoji, h.owner_id AS ownerId, p.username AS owner, p.role AS ownerRole
     FROM address a JOIN hook h ON h.id = a.hook_id JOIN person p ON p.id = h.owner_id
     WHERE a.token_hash = CAST(? AS BLOB) AND h.deleted_at IS NULL AND h.home_device = CAST(? AS TEXT)`,
      tokenHash,
      deviceId,
    )
    return row && { ...row, rules: readRules(row.rules) }
  }
  return remember(reader, `address:${Buffer.from(tokenHash).toString('latin1')}`, find)
}

/** As `findAddressTarget`, for a post that came through an address which may be gone by now; undefined when the hook is. */
export function findHookTarget(reader: Reader, { hookId, ...address }: Pick<AddressTarget, 'hookId' | 'addressId' | 'dialect' | 'lastFour'>, deviceId: string): AddressTarget | undefined {
  const row = reader.get<Omit<AddressTarget, 'rules' | 'expiresAt'> & { rules: string }>(
    `SELECT h.id AS hookId, h.name AS hookName, h.enabled, h.locked, h.rules, h.paused_reason AS pausedReason, h.channel_id AS channelId, h.username, h.icon_url AS iconUrl,
       h.icon_emoji AS iconEmoji, h.owner_id AS ownerId, p.username AS owner, p.role AS ownerRole
     FROM hook h JOIN person p ON p.id = h.owner_id WHERE h.id = CAST(? AS TEXT) AND h.deleted_at IS NULL AND h.home_device = CAST(? AS TEXT)`,
    hookId,
    deviceId,
  )
  return row && { ...row, ...address, expiresAt: null, rules: readRules(row.rules) }
}

const columns = 'id, hook_id AS hookId, dialect, last_four AS lastFour, label, created_at AS createdAt, last_used_at AS lastUsedAt, expires_at AS expiresAt, replaced'

type Row = Omit<Address, 'replaced'> & { readonly replaced: number }

const toAddress = (row: Row): Address => ({ ...row, replaced: row.replaced === 1 })

/** Those that work at `now` or can be extended, oldest first. */
export function listAddresses(reader: Reader, hookId: HookId, now: number): Address[] {
  return reader.all<Row>(`SELECT ${columns} FROM address WHERE hook_id = ? AND (replaced = 0 OR expires_at > ?) ORDER BY created_at, id`, hookId, now).map(toAddress)
}

/** @throws AppError `not_found`. */
export function getAddress(reader: Reader, id: AddressId): Address {
  const address = reader.get<Row>(`SELECT ${columns} FROM address WHERE id = ?`, id)
  if (!address) throw new AppError('not_found', 'This address does not exist any more.')
  return toAddress(address)
}

/** The hash of an address's secret while the address works and is this hook's; the secret itself is nowhere. */
export function findAddressHash(reader: Reader, { id, hookId, now }: { readonly id: AddressId; readonly hookId: HookId; readonly now: number }): Uint8Array | undefined {
  return reader.get<{ tokenHash: Uint8Array }>('SELECT token_hash AS tokenHash FROM address WHERE id = ? AND hook_id = ? AND (expires_at IS NULL OR expires_at > ?)', id, hookId, now)?.tokenHash
}

export type NewAddress = Omit<Address, 'lastUsedAt' | 'replaced'> & { readonly tokenHash: Uint8Array }

export function insertAddress(tx: Tx, address: NewAddress): void {
  forgetHot(tx)
  tx.run(
    'INSERT INTO address (id, hook_id, dialect, token_hash, last_four, label, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    address.id,
    address.hookId,
    address.dialect,
    address.tokenHash,
    address.lastFour,
    address.label,
    address.createdAt,
    address.expiresAt,
  )
}

/** Exact to a second: a flood of posts writes the time once a second, not once a post. */
export function markAddressUsed(tx: Tx, id: AddressId, usedAt: number): void {
  const last = tx.cache.get(`used:${id}`) as number | undefined
  if (last !== undefined && usedAt >= last && usedAt - last < 1000) return
  tx.cache.set(`used:${id}`, usedAt)
  tx.run('UPDATE address SET last_used_at = ? WHERE id = ?', usedAt, id)
}

/** Ends one for good, now or soon; never later than it would have ended. */
export function replaceAddress(tx: Tx, id: AddressId, expiresAt: number): void {
  forgetHot(tx)
  tx.run('UPDATE address SET replaced = 1, expires_at = min(?, coalesce(expires_at, ?)) WHERE id = ?', expiresAt, expiresAt, id)
}

/** Its owner is told anew before the new end. */
export function setAddressExpiry(tx: Tx, id: AddressId, expiresAt: number | null): void {
  forgetHot(tx)
  tx.run('UPDATE address SET expires_at = ?, warned_at = NULL WHERE id = ?', expiresAt, id)
}

export interface EndingAddress {
  readonly id: AddressId
  readonly hookId: HookId
  readonly hookName: string
  readonly lastFour: string
  readonly label: string
  readonly expiresAt: number
  readonly owner: string
}

const ending = `FROM address a JOIN hook h ON h.id = a.hook_id JOIN person p ON p.id = h.owner_id
     WHERE a.replaced = 0 AND a.warned_at IS NULL AND a.expires_at > ? AND a.expires_at <= ? AND h.deleted_at IS NULL AND p.removed_at IS NULL`

/** Those that end by themselves until then, are still good at `now`, and whose owner was not told. Where the owner was removed, whoever takes over is. */
export function listEnding(reader: Reader, now: number, until: number): AddressId[] {
  return reader.all<{ id: AddressId }>(`SELECT a.id ${ending} ORDER BY a.expires_at`, now, until).map(({ id }) => id)
}

/** @returns undefined when it is none of `listEnding` any more. */
export function findEnding(reader: Reader, now: number, until: number, id: AddressId): EndingAddress | undefined {
  const columns = 'a.id, h.id AS hookId, h.name AS hookName, a.last_four AS lastFour, a.label, a.expires_at AS expiresAt, p.username AS owner'
  return reader.get<EndingAddress>(`SELECT ${columns} ${ending} AND a.id = ?`, now, until, id)
}

export function markWarned(tx: Tx, id: AddressId, at: number): void {
  forgetHot(tx)
  tx.run('UPDATE address SET warned_at = ? WHERE id = ?', at, id)
}

export function deleteAddressesOf(tx: Tx, hookId: HookId): void {
  forgetHot(tx)
  tx.run('DELETE FROM address WHERE hook_id = ?', hookId)
}

/** Whether tools may know where to post. */
export function hasAddresses(reader: Reader): boolean {
  return reader.get("SELECT 1 AS one FROM address WHERE hook_id > '' LIMIT 1") !== undefined
}
