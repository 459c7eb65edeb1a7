/** Makes, recognises and revokes tokens. */
import { hash } from 'node:crypto'
import { AppError } from '#shared/contract/errors.ts'
import type { PersonId, TokenId } from '#shared/contract/ids.ts'
import type { Token } from '#shared/contract/token.ts'
import { guardWrites, type Actor, type Context } from '../../context.ts'
import { getPersonByUsername, isRemoved } from '../../store/people.ts'
import type { Reader, Tx } from '../../store/connection.ts'
import { readSettings } from '../../store/settings.ts'
import { deleteToken, findTokenByHash, getToken, insertToken, markTokenUsed } from '../../store/tokens.ts'
import { requireMay, requirePerson } from '../require.ts'

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
    announce(tx, id, owner.id)
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
    announce(tx, id, personId)
    return { id }
  })
}

const minuteMs = 60_000

/** The person in whose name the token acts; that it was used is noted once a minute. @throws AppError `unauthorised`. */
export async function useToken(ctx: Context, rawToken: string, scope: Token['scope']): Promise<Actor> {
  const now = ctx.now()
  const { id, personId, lastUsedAt } = requireToken(ctx.reader, rawToken, scope, now)
  if (lastUsedAt === null || Math.abs(now - lastUsedAt) >= minuteMs) {
    await ctx.write((tx) => {
      markTokenUsed(tx, id, now)
      announce(tx, id, personId)
    })
  }
  return { personId }
}

/** The same context, in which nothing is written once the token is worth nothing: what it is asked for may take half a minute to come. */
export function underToken(ctx: Context, rawToken: string, scope: Token['scope']): Context {
  return guardWrites(ctx, (tx) => requireToken(tx, rawToken, scope, ctx.now()))
}

/** @throws AppError `unauthorised`. */
function requireToken(reader: Reader, rawToken: string, scope: Token['scope'], now: number) {
  const found = findTokenByHash(reader, hashToken(rawToken))
  if (found?.scope !== scope) throw new AppError('unauthorised', 'This token is not known here: it was mistyped or revoked. "hookline tokens create" makes a new one.')
  if (isRemoved(reader, found.personId)) throw new AppError('unauthorised', 'Whose token this is does not belong to this workspace any more.')
  if (found.expiresAt !== null && found.expiresAt <= now) throw new AppError('unauthorised', 'This token has expired. "hookline tokens create" makes a new one.')
  return found
}

/** To those who see all tokens, and to a member whose own it is, where members may have tokens. */
function announce(tx: Tx, id: TokenId, personId: PersonId): void {
  const event = { name: 'tokens.changed', data: { id } } as const
  tx.emit(event, 'managers')
  const seesOwn = requirePerson(tx, { personId }).role === 'member' && readSettings(tx)['integrations.managedBy'] === 'members'
  if (seesOwn) tx.emit(event, { person: personId })
}

/** The only form in which a token is kept. */
function hashToken(token: string): Uint8Array {
  return hash('sha256', `token:${token}`, 'buffer')
}
