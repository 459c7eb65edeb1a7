/** Every reason code in words: what happened, how far the request came, what to do, and the button that does it. */
import type { Reason, Verdict } from '#shared/contract/verdict.ts'
import { t } from '#renderer/text/i18n.ts'
import type { Tone } from '#renderer/ui/pill.tsx'

/** The stages of a request in order; a refusal names the one that stopped it. */
export const stages = ['received', 'address', 'signature', 'read', 'channel', 'posted'] as const
export type Stage = (typeof stages)[number]

/** What the app can do about it: `switch_on` acts, the others open a tab. */
export type Fix = 'switch_on' | 'addresses' | 'settings'

export interface ReasonText {
  readonly title: string
  readonly tone: Tone
  readonly stoppedAt: Stage | null
  /** One sentence; empty where nothing needs to be done. */
  readonly todo: string
  readonly fix?: Fix
}

/** `hookChannel` is the hook's own channel, which a lock names; the verdict's is where the post went. */
export function describeVerdict({ reason, channel }: Pick<Verdict, 'reason' | 'channel'>, hookChannel: string): ReasonText {
  const todo = isDone(reason) ? '' : t(`reasons:${reason}.todo`)
  return { ...facts[reason], title: titleOf(reason, channel, hookChannel), todo }
}

export const isRefusal = (verdict: Pick<Verdict, 'status'>): boolean => verdict.status >= 400

function titleOf(reason: Reason, channel: string | null, hookChannel: string): string {
  if (reason === 'posted' && channel !== null) return t('hooks:postedTo', { channel })
  if (reason === 'channel_locked') return t('hooks:lockedTo', { channel: hookChannel })
  return t(`reasons:${reason}.title`)
}

const done = ['posted', 'counted', 'queued', 'edited', 'deleted', 'duplicate', 'case_already_reported'] as const

function isDone(reason: Reason): reason is (typeof done)[number] {
  return (done as readonly Reason[]).includes(reason)
}

type Facts = Omit<ReasonText, 'title' | 'todo'>

const refused = (stoppedAt: Stage, fix?: Fix): Facts => ({ tone: 'bad', stoppedAt, ...(fix && { fix }) })

const facts: Record<Reason, Facts> = {
  posted: { tone: 'ok', stoppedAt: null },
  counted: { tone: 'ok', stoppedAt: null },
  queued: { tone: 'none', stoppedAt: null },
  edited: { tone: 'ok', stoppedAt: null },
  deleted: { tone: 'ok', stoppedAt: null },
  duplicate: { tone: 'none', stoppedAt: null },
  case_already_reported: { tone: 'none', stoppedAt: null },
  no_such_address: refused('address', 'addresses'),
  address_expired: refused('address', 'addresses'),
  hook_disabled: refused('address', 'switch_on'),
  hook_paused: refused('address', 'switch_on'),
  hooks_off: refused('address'),
  host_refused: refused('received'),
  method_refused: { tone: 'none', stoppedAt: 'received' },
  body_too_large: refused('received'),
  body_timeout: refused('received'),
  bad_encoding: refused('read'),
  bad_json: refused('read'),
  bad_payload: refused('read'),
  nothing_to_post: refused('read'),
  text_too_long: refused('read'),
  type_not_allowed: refused('read'),
  channel_not_found: refused('channel'),
  channel_archived: refused('channel', 'settings'),
  channel_locked: refused('channel', 'settings'),
  channel_forbidden: refused('channel', 'settings'),
  user_not_found: refused('channel'),
  root_not_found: refused('channel'),
  message_not_found: refused('channel'),
  case_not_found: refused('channel'),
  source_refused: refused('received'),
  content_type_refused: refused('received', 'settings'),
  signature_refused: refused('signature', 'settings'),
  signature_missing: refused('signature', 'settings'),
  signature_stale: refused('signature'),
  signature_replayed: refused('signature'),
  rate_limited: { tone: 'warn', stoppedAt: 'received' },
  storage_full: refused('posted'),
  storage_failed: refused('posted'),
  internal: refused('posted'),
}
