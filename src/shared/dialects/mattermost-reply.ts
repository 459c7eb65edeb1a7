/** Refusals as Mattermost words them (up to version 8, whose answers name the cause): shared with kChat, its descendant. */
import type { Refusal, Reply, ReplyContext } from './dialect.ts'
import { headersOf, isRepeat, jsonReply, methodHelp, methodWords, okReply, statusOf, type RefusalReason } from './reply-common.ts'

interface Wording {
  readonly id: string
  readonly message: string
}

const ownStatus: Partial<Record<RefusalReason, number>> = {
  hooks_off: 501,
  channel_not_found: 404,
  channel_archived: 404,
  channel_locked: 403,
  channel_forbidden: 403,
  case_not_found: 404,
}

const unreadable: Wording = { id: 'model.incoming_hook.parse_data.app_error', message: 'Unable to parse incoming data.' }
const unknownHook: Wording = { id: 'web.incoming_webhook.invalid.app_error', message: 'Invalid webhook.' }
const unknownChannel: Wording = { id: 'web.incoming_webhook.channel.app_error', message: "Couldn't find the channel." }
const notPosted: Wording = { id: 'api.post.create_webhook_post.creating.app_error', message: 'Error creating post.' }

const wordings: Partial<Record<RefusalReason, Wording>> = {
  bad_encoding: unreadable,
  bad_json: unreadable,
  bad_payload: unreadable,
  nothing_to_post: { id: 'web.incoming_webhook.text.app_error', message: 'No text specified.' },
  no_such_address: unknownHook,
  address_expired: unknownHook,
  hook_disabled: unknownHook,
  hook_paused: unknownHook,
  hooks_off: { id: 'web.incoming_webhook.disabled.app_error', message: 'Incoming webhooks have been disabled by the system admin.' },
  channel_not_found: unknownChannel,
  channel_archived: unknownChannel,
  channel_locked: {
    id: 'web.incoming_webhook.channel_locked.app_error',
    message: 'This webhook is not permitted to post to the requested channel.',
  },
  channel_forbidden: { id: 'web.incoming_webhook.permissions.app_error', message: 'Inappropriate channel permissions.' },
  user_not_found: { id: 'web.incoming_webhook.user.app_error', message: "Couldn't find the user." },
  root_not_found: { id: 'api.post.create_post.root_id.app_error', message: 'Invalid RootId parameter.' },
  body_too_large: { id: 'api.context.request_body_too_large.app_error', message: 'The request body is too large.' },
  rate_limited: { id: 'api.context.rate_limited.app_error', message: 'limit exceeded' },
  internal: notPosted,
  storage_full: notPosted,
  storage_failed: notPosted,
}

/** Where the sender can mend the body, our own sentence goes where Mattermost has room for details. */
const explained: ReadonlySet<RefusalReason> = new Set<RefusalReason>(['bad_json', 'bad_payload', 'bad_encoding', 'text_too_long'])

export function mattermostRefusal(refusal: Refusal, context: ReplyContext): Reply {
  if (isRepeat(refusal.reason)) return okReply(context)
  const status = statusOf(refusal.reason, ownStatus)
  const { id, message } = wordingOf(refusal)
  const body = {
    id,
    message,
    detailed_error: explained.has(refusal.reason) ? refusal.detail : '',
    request_id: context.requestId,
    status_code: status,
  }
  return { ...jsonReply(status, body), ...headersOf(refusal) }
}

function wordingOf(refusal: Refusal): Wording {
  const parameter = refusal.reason === 'type_not_allowed' ? 'post.type' : refusal.field
  if (parameter !== undefined && parameter.includes('.')) {
    return { id: 'api.context.invalid_param.app_error', message: `Invalid ${parameter} parameter.` }
  }
  if (refusal.reason === 'method_refused') return { id: 'api.context.method_not_allowed.app_error', message: methodWords(refusal, methodHelp) }
  return wordings[refusal.reason] ?? { id: 'web.incoming_webhook.general.app_error', message: refusal.detail }
}
