/** Adds, rotates and removes the addresses of a hook. */
import type { DialectId, MintedAddress } from '#shared/contract/hook.ts'
import type { AddressId, HookId } from '#shared/contract/ids.ts'
import type { Actor, Context } from '../context.ts'
import { expireAddress, getAddress } from '../store/addresses.ts'
import type { Tx } from '../store/connection.ts'
import { getHook } from '../store/hooks.ts'
import { requireManage } from './change-hook.ts'
import { mintAddress } from './mint-address.ts'

/** @throws AppError `not_found`, `forbidden`. */
export function addAddress(
  ctx: Context,
  actor: Actor,
  input: { readonly hookId: HookId; readonly dialect: DialectId; readonly label: string },
  hooksUrl: string,
): Promise<MintedAddress> {
  return ctx.write((tx) => {
    requireManage(tx, actor, input.hookId)
    const minted = mintAddress(ctx, tx, { ...input, hooksUrl })
    announce(tx, input.hookId)
    return minted
  })
}

/** A new secret in the same shape; the old one ends after `overlapMs`, 0 meaning at once. @throws AppError `not_found`, `forbidden`. */
export function rotateAddress(
  ctx: Context,
  actor: Actor,
  input: { readonly id: AddressId; readonly overlapMs: number },
  hooksUrl: string,
): Promise<MintedAddress & { oldValidUntil: number }> {
  return ctx.write((tx) => {
    const old = getAddress(tx, input.id)
    requireManage(tx, actor, old.hookId)
    const minted = mintAddress(ctx, tx, { hookId: old.hookId, dialect: old.dialect, label: old.label, hooksUrl })
    const oldValidUntil = ctx.now() + input.overlapMs
    expireAddress(tx, old.id, oldValidUntil)
    announce(tx, old.hookId)
    return { ...minted, oldValidUntil }
  })
}

/** Ends an address at once; its hash stays, so that whoever still posts to it is told why and seen on the hook's page. @throws AppError `not_found`, `forbidden`. */
export function removeAddress(ctx: Context, actor: Actor, input: { readonly id: AddressId }): Promise<{ id: AddressId }> {
  return ctx.write((tx) => {
    const { hookId } = getAddress(tx, input.id)
    requireManage(tx, actor, hookId)
    expireAddress(tx, input.id, ctx.now())
    announce(tx, hookId)
    return { id: input.id }
  })
}

function announce(tx: Tx, hookId: HookId): void {
  tx.emit({ name: 'addresses.changed', data: { hookId } }, 'managers')
  tx.emit({ name: 'hook.changed', data: getHook(tx, hookId) }, 'managers')
}
