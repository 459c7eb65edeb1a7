/** How far a request to a hook came: the stages in order, and the one at which each reason ends it. */
import type { Reason } from '../contract/verdict.ts'

export const stages = ['received', 'address', 'signature', 'read', 'channel', 'posted'] as const
export type Stage = (typeof stages)[number]

export type StageState = 'passed' | 'stopped' | 'not_reached'

/** Undefined for what came to its end. */
export function findStop(reason: Reason): Stage | undefined {
  return stops[reason]
}

/** Each stage that applies; most hooks ask for no signature, and then there is no such stage. */
export function listStages(reason: Reason, isSigned: boolean): { readonly stage: Stage; readonly state: StageState }[] {
  const stop = stops[reason]
  const end = stop === undefined ? stages.length : stages.indexOf(stop)
  const applying = stages.filter((stage) => stage !== 'signature' || isSigned || stop === stage)
  return applying.map((stage) => ({ stage, state: stateAt(stages.indexOf(stage), end) }))
}

function stateAt(index: number, end: number): StageState {
  if (index < end) return 'passed'
  return index === end ? 'stopped' : 'not_reached'
}

const stops: Partial<Record<Reason, Stage>> = {
  no_such_address: 'address',
  address_expired: 'address',
  hook_disabled: 'address',
  hook_paused: 'address',
  hooks_off: 'address',
  host_refused: 'received',
  origin_refused: 'received',
  method_refused: 'received',
  body_too_large: 'received',
  body_timeout: 'received',
  source_refused: 'received',
  content_type_refused: 'received',
  rate_limited: 'received',
  key_reused: 'read',
  bad_encoding: 'read',
  bad_json: 'read',
  bad_payload: 'read',
  nothing_to_post: 'read',
  text_too_long: 'read',
  type_not_allowed: 'read',
  channel_not_found: 'channel',
  channel_archived: 'channel',
  channel_locked: 'channel',
  channel_forbidden: 'channel',
  user_not_found: 'channel',
  root_not_found: 'channel',
  message_not_found: 'channel',
  case_not_found: 'channel',
  signature_refused: 'signature',
  signature_missing: 'signature',
  signature_stale: 'signature',
  signature_replayed: 'signature',
  queued: 'posted',
  discarded: 'posted',
  storage_full: 'posted',
  storage_failed: 'posted',
  internal: 'posted',
}
