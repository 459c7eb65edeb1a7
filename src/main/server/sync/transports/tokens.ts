/** Short-lived proofs for requests of files, handed out over a proven connection and worthless once that is gone. */
import { hash, randomBytes } from 'node:crypto'
import type { Access } from './access.ts'

export interface TokenHolder {
  readonly device: string
  readonly access: Access
}

export interface Tokens {
  /** @param connection what it lives and dies with. @param now ms since epoch. @returns 32 random bytes in base64url. */
  mint(connection: object, holder: TokenHolder, now: number): string
  find(token: string, now: number): TokenHolder | undefined
  forget(connection: object): void
}

export const TOKEN_MS = 10 * 60 * 1000
/** Of one connection; the oldest gives way. */
const LIMIT = 8

export function createTokens(): Tokens {
  // By their hash: how long a look-up takes tells nothing of a token.
  const byHash = new Map<string, TokenHolder & { readonly until: number }>()
  const byConnection = new Map<object, string[]>()
  const hashOf = (token: string): string => hash('sha256', token)
  return {
    mint(connection, holder, now) {
      const token = randomBytes(32).toString('base64url')
      const mine = byConnection.get(connection) ?? []
      byConnection.set(connection, mine)
      byHash.set(hashOf(token), { ...holder, until: now + TOKEN_MS })
      mine.push(hashOf(token))
      if (mine.length > LIMIT) byHash.delete(mine.shift()!)
      return token
    },
    find(token, now) {
      const found = byHash.get(hashOf(token))
      return found && now < found.until ? found : undefined
    },
    forget(connection) {
      for (const name of byConnection.get(connection) ?? []) byHash.delete(name)
      byConnection.delete(connection)
    },
  }
}
