/** Every reason code in words: what happened, how far the request came, what to do, and the button that does it. */
import type { Reason, Verdict } from '#shared/contract/verdict.ts'
import { isAccepted } from '#shared/core/hook-health.ts'
import { findStop, type Stage } from '#shared/core/stages.ts'
import { nameSettings, t } from '#renderer/text/i18n.ts'
import type { Tone } from '#renderer/ui/pill.tsx'

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
  const todo = isDone(reason) ? '' : nameSettings(t(`reasons:${reason}.todo`))
  return { ...facts[reason], stoppedAt: findStop(reason) ?? null, title: titleOf(reason, channel, hookChannel), todo }
}

/** Also of a post that was answered as a success and refused when its turn came. */
export const isRefusal = ({ reason }: Pick<Verdict, 'reason'>): boolean => !isAccepted(reason)

function titleOf(reason: Reason, channel: string | null, hookChannel: string): string {
  if (reason === 'posted' && channel !== null) return t('hooks:postedTo', { channel })
  if (reason === 'channel_locked') return t('hooks:lockedTo', { channel: hookChannel })
  return t(`reasons:${reason}.title`)
}

const done = ['posted', 'counted', 'queued', 'edited', 'deleted', 'duplicate', 'case_already_reported'] as const

function isDone(reason: Reason): reason is (typeof done)[number] {
  return (done as readonly Reason[]).includes(reason)
}

type Facts = Omit<ReasonText, 'title' | 'todo' | 'stoppedAt'>

const refused = (fix?: Fix): Facts => ({ tone: 'bad', ...(fix && { fix }) })

const facts: Record<Reason, Facts> = {
  posted: { tone: 'ok' },
  counted: { tone: 'ok' },
  queued: { tone: 'none' },
  edited: { tone: 'ok' },
  deleted: { tone: 'ok' },
  duplicate: { tone: 'none' },
  case_already_reported: { tone: 'none' },
  no_such_address: refused('addresses'),
  address_expired: refused('addresses'),
  hook_disabled: refused('switch_on'),
  hook_paused: refused('switch_on'),
  hooks_off: refused(),
  host_refused: refused(),
  origin_refused: refused(),
  method_refused: { tone: 'none' },
  body_too_large: refused(),
  body_timeout: refused(),
  key_reused: refused(),
  bad_encoding: refused(),
  bad_json: refused(),
  bad_payload: refused(),
  nothing_to_post: refused(),
  text_too_long: refused(),
  type_not_allowed: refused(),
  channel_not_found: refused(),
  channel_archived: refused('settings'),
  channel_locked: refused('settings'),
  channel_forbidden: refused('settings'),
  user_not_found: refused(),
  root_not_found: refused(),
  message_not_found: refused(),
  case_not_found: refused(),
  source_refused: refused(),
  content_type_refused: refused('settings'),
  signature_refused: refused('settings'),
  signature_missing: refused('settings'),
  signature_stale: refused(),
  signature_replayed: refused(),
  discarded: { tone: 'warn' },
  rate_limited: { tone: 'warn' },
  storage_full: refused(),
  storage_failed: refused(),
  internal: refused(),
}
