/** When a webhook is unused, when it fails, and when it has failed for so long that it pauses itself. Pure. */
import type { Reason } from '../contract/verdict.ts'

const dayMs = 24 * 3600_000

export const UNUSED_MS = 90 * dayMs
/** So long, and so often, may every request be refused for a fault of the sender's or the hook's own. */
const FAILING_LIMIT = { ms: 5 * dayMs, failures: 5 } as const

/** Reasons of requests that did what their senders wanted, or will. */
export const acceptedReasons = ['posted', 'edited', 'deleted', 'queued', 'counted', 'duplicate', 'case_already_reported'] as const satisfies readonly Reason[]

export const isAccepted = (reason: Reason): boolean => (acceptedReasons as readonly Reason[]).includes(reason)

/**
 * Faults that stay until somebody mends the tool or the webhook. All of them are found after the address's secret was right, so that nobody
 * without it can make a webhook fail. Not among them: what a stranger or a browser with the address may cause alone (where from, which method),
 * what passes by itself, and what a person switched off.
 */
const ownFaults: ReadonlySet<Reason> = new Set<Reason>([
  'signature_missing',
  'signature_refused',
  'signature_stale',
  'content_type_refused',
  'body_too_large',
  'bad_encoding',
  'bad_json',
  'bad_payload',
  'nothing_to_post',
  'text_too_long',
  'type_not_allowed',
  'channel_not_found',
  'channel_archived',
  'channel_locked',
  'channel_forbidden',
  'user_not_found',
  'root_not_found',
  'case_not_found',
])

/** Found before a signature counts: who knows the address alone can cause them. */
const unprovedFaults: ReadonlySet<Reason> = new Set<Reason>(['signature_missing', 'signature_refused', 'signature_stale', 'content_type_refused', 'body_too_large', 'bad_encoding'])

/** Whether a fault came from a sender who had shown all that the webhook asks for. */
export const isProved = (reason: Reason, isSigned: boolean): boolean => !isSigned || !unprovedFaults.has(reason)

/** What a request says about whether the webhook works: it does, it does not, or nothing. */
export function judgeRequest(reason: Reason): 'works' | 'fails' | 'nothing' {
  // What waits says it when its turn has come.
  if (reason === 'queued') return 'nothing'
  if (isAccepted(reason)) return 'works'
  return ownFaults.has(reason) ? 'fails' : 'nothing'
}

export interface Failing {
  /** ms since epoch. */
  readonly since: number
  readonly count: number
}

export function mustPause({ since, count }: Failing, now: number): boolean {
  return now - since >= FAILING_LIMIT.ms && count >= FAILING_LIMIT.failures
}
