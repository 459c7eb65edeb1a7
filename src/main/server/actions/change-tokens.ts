/** Makes and revokes tokens. */
import { hash } from 'node:crypto'
import type { TokenId } from '#shared/contract/ids.ts'
import type { Token } from '#shared/contract/token.ts'
import type { Actor, Context } from '../context.ts'
import { getPersonByUsername } from '../store/people.ts'
import { deleteToken, getToken, insertToken } from '../store/tokens.ts'
import { requireMay, requirePerson } from './require.ts'

export interface CreateTokenInput {
  readonly person?: string | undefined
  readonly scope: Token['scope']
  readonly label: string
  readonly expiresInMs?: number | undefined
}

const denied = 'Only admins, and where the settings allow it members for themselves, can have tokens for webhooks.'

/** 43 characters with 256 random bits after a prefix that leak scanners can look for. @throws AppError `forbidden`, `not_found` (person). */
export function createToken(ctx: Context, actor: Actor, input: CreateTokenInput): Promise<Token & { token: string }> {
  return ctx.write((tx) => {
    const owner = input.person === undefined ? requirePerson(tx, actor) : getPersonByUsername(tx, input.person, 'person')
    requireMay(tx, actor, 'hook.manage', { isOwn: owner.id === actor.personId }, denied)
    const token = `hlt_${Buffer.from(ctx.random(32)).toString('base64url')}`
    const id = ctx.newId<TokenId>()
    const now = ctx.now()
    const expiresAt = input.expiresInMs === undefined ? null : now + input.expiresInMs
    insertToken(tx, { id, personId: owner.id, scope: input.scope, label: input.label, tokenHash: hashToken(token), lastFour: token.slice(-4), createdAt: now, expiresAt })
    tx.emit({ name: 'tokens.changed', data: { id } }, 'managers')
    const { personId: _, ...made } = getToken(tx, id)
    return { ...made, token }
  })
}

/** @throws AppError `forbidden`, `not_found`. */
export function revokeToken(ctx: Context, actor: Actor, { id }: { readonly id: TokenId }): Promise<{ id: TokenId }> {
  return ctx.write((tx) => {
    const { personId } = getToken(tx, id)
    requireMay(tx, actor, 'hook.manage', { isOwn: personId === actor.personId }, denied)
    deleteToken(tx, id)
    tx.emit({ name: 'tokens.changed', data: { id } }, 'managers')
    return { id }
  })
}

/** The only form in which a token is kept. */
export function hashToken(token: string): Uint8Array {
  return hash('sha256', `token:${token}`, 'buffer')
}
