/** Slack: `/services/T…/B…/…`, mrkdwn instead of Markdown, and answers in plain words. */
import { decodeChat } from './decode-chat.ts'
import type { Dialect } from './dialect.ts'
import { mintSecret, mixedAlphanumerics, upperAlphanumerics } from './mint-secret.ts'
import { mrkdwnToMarkdown } from './mrkdwn.ts'
import type { PayloadRules } from './payload-rules.ts'
import { goneStatus, headersOf, isRepeat, methodHelp, methodWords, okReply, statusOf, textReply, type RefusalReason } from './reply-common.ts'
import { decodeEntities, plainWords } from './slack-entities.ts'
import { unformatted } from './unformatted.ts'

export const slackRules: PayloadRules = {
  text: mrkdwnToMarkdown,
  unformatted,
  title: decodeEntities,
  plain: plainWords,
  isLenient: true,
  checksType: false,
  readsBlocks: true,
}

const ownStatus: Partial<Record<RefusalReason, number>> = {
  ...goneStatus,
  hooks_off: 403,
  channel_not_found: 404,
  channel_locked: 403,
  channel_forbidden: 403,
  channel_archived: 410,
  case_not_found: 404,
}

const words: Readonly<Record<Exclude<RefusalReason, 'method_refused'>, string>> = {
  // Never said: these three are answered `ok`.
  duplicate: 'ok',
  queued: 'ok',
  case_already_reported: 'ok',
  key_reused: 'idempotency_key_reused',
  no_such_address: 'no_service',
  address_expired: 'no_service',
  hook_disabled: 'no_service',
  hook_paused: 'no_service',
  hooks_off: 'action_prohibited',
  host_refused: 'host_refused',
  origin_refused: 'origin_refused',
  body_too_large: 'request_too_large',
  body_timeout: 'request_timeout',
  bad_encoding: 'invalid_payload',
  bad_json: 'invalid_payload',
  bad_payload: 'invalid_payload',
  nothing_to_post: 'no_text',
  text_too_long: 'msg_too_long',
  type_not_allowed: 'invalid_payload',
  channel_not_found: 'channel_not_found',
  channel_archived: 'channel_is_archived',
  channel_locked: 'action_prohibited',
  channel_forbidden: 'action_prohibited',
  user_not_found: 'user_not_found',
  root_not_found: 'thread_not_found',
  case_not_found: 'thread_not_found',
  message_not_found: 'message_not_found',
  source_refused: 'action_prohibited',
  content_type_refused: 'invalid_payload',
  signature_refused: 'invalid_token',
  signature_missing: 'invalid_token',
  signature_stale: 'invalid_token',
  signature_replayed: 'invalid_token',
  rate_limited: 'rate_limited',
  storage_full: 'storage_full',
  storage_failed: 'service_unavailable',
  internal: 'internal_error',
}

/** For a payload that has these fields and says nothing. */
const emptyWords: Readonly<Record<string, string>> = {
  blocks: 'invalid_blocks',
  blocks_format: 'invalid_blocks_format',
  attachments: 'missing_text_or_fallback_or_attachments',
  attachments_format: 'invalid_attachments',
}

export const slack: Dialect = {
  id: 'slack',
  label: 'Slack',
  hint: '/services/T…/B…/…',
  nameWithout: 'webhook',
  mentions: { rule: 'all', most: 1000 },
  takesFiles: true,
  mintPath(random) {
    const team = mintSecret(random, upperAlphanumerics, 9)
    const hook = mintSecret(random, upperAlphanumerics, 9)
    return `/services/T${team}/B${hook}/${mintSecret(random, mixedAlphanumerics, 24)}`
  },
  matchPath: (path) => /^\/services\/(T[A-Z0-9]{8,10}\/B[A-Z0-9]{8,10}\/[A-Za-z0-9]{24})$/.exec(path)?.[1],
  claimsPath: (path) => path.startsWith('/services/'),
  decode: (request) => decodeChat(request, slackRules),
  posted: okReply,
  refused(refusal, context) {
    if (isRepeat(refusal.reason)) return okReply(context)
    const { reason } = refusal
    const word = reason === 'method_refused' ? methodWords(refusal, methodHelp) : (emptyWords[refusal.field ?? ''] ?? words[reason])
    return { ...textReply(statusOf(reason, ownStatus), word), ...headersOf(refusal) }
  },
}
