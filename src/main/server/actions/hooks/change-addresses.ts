/** Adds, rotates and removes the addresses of a hook. */
import { AppError } from '#shared/contract/errors.ts'
import type { Address, DialectId, MintedAddress } from '#shared/contract/hook.ts'
import type { AddressId, HookId } from '#shared/contract/ids.ts'
import type { Actor, Context } from '../../context.ts'
import { getAddress, replaceAddress, setAddressExpiry } from '../../store/addresses.ts'
import type { Tx } from '../../store/connection.ts'
import { getHook } from '../../store/hooks.ts'
import { requireManage } from './change-hook.ts'
import { mintAddress } from './mint-address.ts'

/** @throws AppError `not_found`, `forbidden`, `conflict` on another device than the hook's: nobody would listen to it there. */
export function addAddress(
  ctx: Context,
  actor: Actor,
  input: { readonly hookId: HookId; readonly dialect: DialectId; readonly label: string; readonly expiresAt: number | null },
  hooksUrl: string,
): Promise<MintedAddress> {
  return ctx.write((tx) => {
    requireManage(tx, actor, input.hookId)
    if (getHook(tx, input.hookId).homeDevice !== ctx.deviceId) throw new AppError('conflict', 'This webhook lives on another device, which listens for it. Add the address there.')
    checkEnd(ctx, input.expiresAt)
    const minted = mintAddress(ctx, tx, { ...input, hooksUrl })
    announce(tx, input.hookId)
    return minted
  })
}

/** A new secret in the same shape; the old one ends after `overlapMs`, 0 meaning at once, and never later than it would have. @throws AppError `not_found`, `forbidden`, `conflict` for one that was rotated or removed: it has its successor, whose end it does not know. */
export function rotateAddress(
  ctx: Context,
  actor: Actor,
  input: { readonly id: AddressId; readonly overlapMs: number },
  hooksUrl: string,
): Promise<MintedAddress & { oldValidUntil: number }> {
  return ctx.write((tx) => {
    const old = getAddress(tx, input.id)
    requireManage(tx, actor, old.hookId)
    if (old.replaced) throw new AppError('conflict', 'This address was rotated or removed already. Rotate the one that took its place; to end this one now, remove it.')
    // An end that lies ahead stays; one that has passed would make the new one useless.
    const expiresAt = old.expiresAt !== null && old.expiresAt > ctx.now() ? old.expiresAt : null
    const minted = mintAddress(ctx, tx, { hookId: old.hookId, dialect: old.dialect, label: old.label, expiresAt, hooksUrl })
    const oldValidUntil = Math.min(ctx.now() + input.overlapMs, old.expiresAt ?? Infinity)
    replaceAddress(tx, old.id, oldValidUntil)
    announce(tx, old.hookId)
    return { ...minted, oldValidUntil }
  })
}

/** Ends an address at once; its hash stays, so that whoever still posts to it is told why and seen on the hook's page. @throws AppError `not_found`, `forbidden`. */
export function removeAddress(ctx: Context, actor: Actor, input: { readonly id: AddressId }): Promise<{ id: AddressId }> {
  return ctx.write((tx) => {
    const { hookId } = getAddress(tx, input.id)
    requireManage(tx, actor, hookId)
    replaceAddress(tx, input.id, ctx.now())
    announce(tx, hookId)
    return { id: input.id }
  })
}

/** @throws AppError `not_found`, `forbidden`, `conflict` for one that was rotated or removed, `invalid` for a time that has passed. */
export function setExpiry(ctx: Context, actor: Actor, { id, expiresAt }: { readonly id: AddressId; readonly expiresAt: number | null }): Promise<Address> {
  return ctx.write((tx) => {
    const address = getAddress(tx, id)
    requireManage(tx, actor, address.hookId)
    if (address.replaced) throw new AppError('conflict', 'This address was rotated or removed, so it cannot be extended. Add a new one and give it to the tool.')
    checkEnd(ctx, expiresAt)
    setAddressExpiry(tx, id, expiresAt)
    announce(tx, address.hookId)
    return getAddress(tx, id)
  })
}

function checkEnd(ctx: Context, expiresAt: number | null): void {
  if (expiresAt !== null && expiresAt <= ctx.now()) throw new AppError('invalid', 'Choose an end in the future; to end an address now, remove it.', 'expiresAt')
}

function announce(tx: Tx, hookId: HookId): void {
  tx.emit({ name: 'addresses.changed', data: { hookId } }, 'managers')
  tx.emit({ name: 'hook.changed', data: getHook(tx, hookId) }, 'managers')
}
