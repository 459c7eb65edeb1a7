/** When a delivery is tried again, and when it is over. */

/** What came of one attempt. */
export type AttemptOutcome =
  | { readonly kind: 'answered'; readonly status: number; /** From `Retry-After`. */ readonly retryAfterMs: number | null }
  /** No answer: refused, reset, no such name, too slow. */
  | { readonly kind: 'unreachable' }
  /** The address guard did not let it out. */
  | { readonly kind: 'forbidden' }

export type Next =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'failed' }
  /** The receiver is gone for good: nothing more is sent there. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'retry'; readonly inMs: number }

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** The wait before each attempt, the first included (the example of the Standard Webhooks specification). */
export const RETRY_WAITS_MS = [0, 5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour] as const

/** Attempts through which a failing delivery holds its place before the later ones of its channel. */
export const ORDERED_ATTEMPTS = 3

const MAX_RETRY_AFTER_MS = 24 * hour
/** Statuses besides 5xx that say "later", not "no". */
const later: ReadonlySet<number> = new Set([408, 425, 429])

/**
 * `attempt` counts from 1 and is the one that ended so; `random` is 0 to below 1. A wait varies by a tenth either way, so that many do not
 * come back at once; a receiver's `Retry-After` is never undercut.
 */
export function decideNext(outcome: AttemptOutcome, { attempt, policy, random }: { readonly attempt: number; readonly policy: 'retry' | 'once'; readonly random: number }): Next {
  if (outcome.kind === 'answered') {
    if (outcome.status >= 200 && outcome.status < 300) return { kind: 'delivered' }
    if (outcome.status === 410) return { kind: 'gone' }
    if (outcome.status < 500 && !later.has(outcome.status)) return { kind: 'failed' }
  }
  const wait = RETRY_WAITS_MS[attempt]
  if (outcome.kind === 'forbidden' || policy === 'once' || wait === undefined) return { kind: 'failed' }
  const asked = outcome.kind === 'answered' ? Math.min(outcome.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS) : 0
  return { kind: 'retry', inMs: Math.max(asked, Math.round(wait * (0.9 + 0.2 * random))) }
}

/** `Retry-After` as seconds or as an HTTP date (RFC 9110 §10.2.3); null when it says nothing that can be read. */
export function parseRetryAfter(raw: string | undefined, now: number): number | null {
  if (raw === undefined) return null
  const trimmed = raw.trim()
  if (/^\d{1,9}$/.test(trimmed)) return Number(trimmed) * second
  const at = Date.parse(trimmed)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
