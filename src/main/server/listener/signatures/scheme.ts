/** What every way of signing a request has in common: how it is read, and how it is held against a secret. */
import { hash, timingSafeEqual } from 'node:crypto'
import type { SignatureRule } from '#shared/contract/hook-rules.ts'
import type { Refusal } from '#shared/dialects/dialect.ts'
import { computeMac, type Algorithm } from './mac.ts'

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Of the body, unpacked; empty where there is none. */
  readonly bytes: Buffer
  readonly rule: SignatureRule
}

/** What a request says of itself before any secret is tried. */
export interface Claim {
  /** Constant time for secrets of one length. */
  readonly isBy: (secret: string) => boolean
  /** Where the time is signed too. */
  readonly signed?: {
    /** ms since epoch. */
    readonly at: number
    /** A hash of all that is signed: the same again is a copy. */
    readonly content: () => string
  }
}

export interface Scheme {
  /** False: a token that says nothing of the body. */
  readonly signsBody: boolean
  read(request: SignedRequest): Claim | Refusal
}

export function missing(detail: string): Refusal {
  return { reason: 'signature_missing', detail }
}

/** `encoding`: how the secret says its bytes. */
export function mac(algorithm: Algorithm, secret: string, parts: readonly (string | Buffer)[], encoding: 'utf8' | 'base64' = 'utf8'): Buffer {
  return computeMac(algorithm, { name: `${encoding} ${secret}`, key: () => (encoding === 'utf8' ? Buffer.from(secret) : fromBase64(secret)) }, parts)
}

export function hashOf(parts: readonly (string | Buffer)[]): string {
  return hash('sha256', Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))), 'base64url')
}

/** Whether one of the signatures is the expected one; takes no longer for one that is nearly right. */
export function isAmong(signatures: readonly Buffer[], expected: Buffer): boolean {
  return signatures.filter((given) => given.length === expected.length && timingSafeEqual(given, expected)).length > 0
}

/** Empty for what is no hex, so that it is like nothing. */
export function fromHex(text: string): Buffer {
  return /^(?:[0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.alloc(0)
}

/** The usual alphabet and that for URLs, with or without `=` at the end. Empty for anything else. */
export function fromBase64(text: string): Buffer {
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0)
}

/** Unix seconds as ms since epoch; undefined for anything else. */
export function readSeconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) * 1000 : undefined
}
