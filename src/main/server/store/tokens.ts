/** The table of tokens: each is found by the SHA-256 of its secret, which is all that is kept of it. */
import { AppError } from '#shared/contract/errors.ts'
import type { PersonId, TokenId } from '#shared/contract/ids.ts'
import type { Token } from '#shared/contract/token.ts'
import type { Reader, Tx } from './connection.ts'

const select = `SELECT t.id, p.username AS person, t.scope, t.label, t.last_four AS lastFour, t.created_at AS createdAt, t.expires_at AS expiresAt,
  t.last_used_at AS lastUsedAt FROM token t JOIN person p ON p.id = t.person_id`

/** Oldest first; only those of one person when `personId` is given. */
export function listTokens(reader: Reader, personId: PersonId | undefined): Token[] {
  return personId ? reader.all<Token>(`${select} WHERE t.person_id = ? ORDER BY t.created_at, t.id`, personId) : reader.all<Token>(`${select} ORDER BY t.created_at, t.id`)
}

/** @throws AppError `not_found`. */
export function getToken(reader: Reader, id: TokenId): Token & { readonly personId: PersonId } {
  const token = reader.get<Token>(`${select} WHERE t.id = ?`, id)
  const owner = reader.get<{ personId: PersonId }>('SELECT person_id AS personId FROM token WHERE id = ?', id)
  if (!token || !owner) throw new AppError('not_found', 'This token does not exist any more.')
  return { ...token, ...owner }
}

export function insertToken(tx: Tx, token: Omit<Token, 'person' | 'lastUsedAt'> & { readonly personId: PersonId; readonly tokenHash: Uint8Array }): void {
  tx.run(
    'INSERT INTO token (id, person_id, scope, label, token_hash, last_four, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    token.id,
    token.personId,
    token.scope,
    token.label,
    token.tokenHash,
    token.lastFour,
    token.createdAt,
    token.expiresAt,
  )
}

export function deleteToken(tx: Tx, id: TokenId): void {
  tx.run('DELETE FROM token WHERE id = ?', id)
}

/** Of one person, as old as `before` (ms since epoch) or older. */
export function deleteTokensOf(tx: Tx, personId: PersonId, before: number): void {
  tx.run('DELETE FROM token WHERE person_id = ? AND created_at <= ?', personId, before)
}

export type FoundToken = Pick<Token, 'id' | 'scope' | 'expiresAt' | 'lastUsedAt'> & { readonly personId: PersonId }

export function findTokenByHash(reader: Reader, tokenHash: Uint8Array): FoundToken | undefined {
  return reader.get('SELECT id, person_id AS personId, scope, expires_at AS expiresAt, last_used_at AS lastUsedAt FROM token WHERE token_hash = CAST(? AS BLOB)', tokenHash)
}

export function deleteTokensExpiredBefore(tx: Tx, before: number): void {
  tx.run('DELETE FROM token WHERE expires_at < ?', before)
}

export function markTokenUsed(tx: Tx, id: TokenId, usedAt: number): void {
  tx.run('UPDATE token SET last_used_at = ? WHERE id = ?', usedAt, id)
}
