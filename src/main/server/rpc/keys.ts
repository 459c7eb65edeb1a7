/** The keys that a loopback connection shows: one-time window keys, session keys of a tab, and the key of run.json. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export interface Keys {
  /** A key that opens any number of connections until the program ends. */
  mintLasting(): string
  /** A key for the first window that shows it; that window then gets a session key of its own. */
  mintOneTime(): string
  /** Undefined for a wrong or used key. */
  accept(rawKey: string): { readonly sessionKey: string } | undefined
  /** Whether it is a lasting key. A one-time key is none, and is not used up by asking. */
  isSessionKey(rawKey: string): boolean
}

/** 256 random bits, compared as SHA-256 in constant time. */
export function createKeys(): Keys {
  const lasting: Buffer[] = []
  const oneTime: Buffer[] = []
  const mint = (list: Buffer[]): string => {
    const key = randomBytes(32).toString('base64url')
    list.push(digest(key))
    return key
  }
  return {
    mintLasting: () => mint(lasting),
    mintOneTime: () => mint(oneTime),
    accept: (rawKey) => {
      const hash = digest(rawKey)
      if (indexOf(lasting, hash) !== -1) return { sessionKey: rawKey }
      const index = indexOf(oneTime, hash)
      if (index === -1) return undefined
      oneTime.splice(index, 1)
      return { sessionKey: mint(lasting) }
    },
    isSessionKey: (rawKey) => indexOf(lasting, digest(rawKey)) !== -1,
  }
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

function indexOf(list: readonly Buffer[], hash: Buffer): number {
  let found = -1
  list.forEach((candidate, index) => {
    if (timingSafeEqual(candidate, hash)) found = index
  })
  return found
}
