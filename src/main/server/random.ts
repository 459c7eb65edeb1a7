/** Ids and random bytes. A pool of random bytes is filled at once, because a call per id would be a twentieth of a post's time. */
import { randomBytes, randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const pool = new Uint8Array(8192)
let used = pool.length
let lastMs = 0
let sequence = 0

/** A fresh UUIDv7 (RFC 9562 §5.7); those of one process grow, also within a millisecond and when the clock steps back. */
export function newId<T>(): T {
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    // 31 random bits leave room to count up within the millisecond.
    sequence = new DataView(take(4).buffer).getUint32(0) >>> 1
  } else {
    sequence += 1
  }
  return v7({ msecs: lastMs, seq: sequence, random: take(16) }) as T
}

/** Fresh bytes for a secret; never from the pool, so that no secret lingers in memory longer than needed. */
export function random(sizeBytes: number): Uint8Array {
  return randomBytes(sizeBytes)
}

const requestAlphabet = 'ybndrfg8ejkmcpqxot1uwisza345h769'

/** 26 characters as in Mattermost's `X-Request-Id`; names a request in answers and logs and is no secret. */
export function newRequestId(): string {
  let id = ''
  for (const byte of take(26)) id += requestAlphabet[byte & 31]
  return id
}

function take(sizeBytes: number): Uint8Array {
  if (used + sizeBytes > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += sizeBytes
  return pool.slice(used - sizeBytes, used)
}
