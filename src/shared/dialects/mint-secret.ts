/** Makes secrets from random bytes, in the alphabets that tools insist on. */
import type { Dialect } from './dialect.ts'

export const lowerAlphanumerics = 'abcdefghijklmnopqrstuvwxyz0123456789'
export const upperAlphanumerics = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
export const mixedAlphanumerics = upperAlphanumerics + 'abcdefghijklmnopqrstuvwxyz'
export const base64UrlCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** What gives random bytes: the caller's, because pure code has none. */
export type Random = (sizeBytes: number) => Uint8Array

/**
 * `length` characters, each as likely as any other: the bytes are one number, written in the alphabet's base. It has 64 bits
 * more than are used, so that no character is favoured by more than 1 in 2^64.
 */
export function mintSecret(random: Random, alphabet: string, length: number): string {
  const base = BigInt(alphabet.length)
  const sizeBytes = Math.ceil((length * Math.log2(alphabet.length)) / 8) + 8
  let number = 0n
  for (const byte of random(sizeBytes)) number = (number << 8n) | BigInt(byte)
  let secret = ''
  for (let position = 0; position < length; position += 1) {
    secret += alphabet.charAt(Number(number % base))
    number /= base
  }
  return secret
}

/** A UUID of version 4: 122 random bits. */
export function mintUuid(random: Random): string {
  const bytes = random(16)
  const hex = Array.from(bytes, (byte, position) => {
    const value = position === 6 ? (byte & 0x0f) | 0x40 : position === 8 ? (byte & 0x3f) | 0x80 : byte
    return value.toString(16).padStart(2, '0')
  }).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** A new address in the shape of a dialect, and the secret in its path. */
export function mintPath(dialect: Dialect, random: Random): { readonly path: string; readonly secret: string } {
  const path = dialect.mintPath(random)
  const secret = dialect.matchPath(path)
  if (secret === undefined) throw new Error(`${dialect.id} minted a path that it does not know`)
  return { path, secret }
}
