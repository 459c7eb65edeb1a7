/** Emakin: `/hooks/channels/<uuid>/<uuid>`, messages and cases, answered with the ids of what was posted. */
import type { Dialect, PostedContext, Refusal, Reply, ReplyContext } from './dialect.ts'
import { decodeEmakin, toReport } from './emakin-payload.ts'
import { mattermostRules } from './mattermost.ts'
import { mintUuid } from './mint-secret.ts'
import { readBody } from './read-body.ts'
import { goneStatus, headersOf, isRepeat, jsonReply, statusOf, type RefusalReason } from './reply-common.ts'
import { namingPeople } from './slack-marks.ts'

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const path = new RegExp(`^/hooks/channels/(${uuid}/${uuid})$`, 'i')

/** Whoever may not post there is told no more than whoever guesses. */
const ownStatus: Partial<Record<RefusalReason, number>> = {
  ...goneStatus,
  hooks_off: 403,
  nothing_to_post: 422,
  channel_not_found: 404,
  channel_archived: 404,
  channel_locked: 404,
  channel_forbidden: 404,
  user_not_found: 404,
  root_not_found: 404,
  case_not_found: 404,
}

export const emakin: Dialect = {
  id: 'emakin',
  label: 'Emakin',
  hint: '/hooks/channels/f923d83a-…/8459b574-…',
  nameWithout: 'hook',
  // Its documents say nothing of words for everyone, and what a monitor writes should not wake a whole channel.
  mentions: { rule: 'people', most: 50 },
  takesFiles: true,
  // There the first one names the channel. Here both are random, so that nothing can be told from half an address.
  mintPath: (random) => `/hooks/channels/${mintUuid(random)}/${mintUuid(random)}`,
  matchPath: (given) => path.exec(given)?.[1]?.toLowerCase(),
  claimsPath: (given) => given.startsWith('/hooks/channels/'),
  decode(request) {
    const body = readBody(request, toReport)
    if (!body.ok) return body
    return decodeEmakin(body.value, namingPeople(mattermostRules, request.usernameOf), { hasFiles: request.hasFiles, ignored: body.ignored })
  },
  posted: ({ messages, post }: PostedContext): Reply =>
    jsonReply(200, { id: post.case?.id ?? null, messageId: messages[0]?.id ?? null, caseId: messages[0]?.caseId ?? null }),
  refused(refusal: Refusal, _context: ReplyContext): Reply {
    const { reason, detail, earlier } = refusal
    // There is no message yet; 208 would say that there was one before.
    if (reason === 'queued') return jsonReply(200, { id: refusal.waitingId ?? null, messageId: null, caseId: null, reason })
    if (isRepeat(reason)) return jsonReply(208, { id: earlier?.id ?? null, messageId: earlier?.messageId ?? null, caseId: earlier?.caseId ?? null, reason })
    return { ...jsonReply(statusOf(reason, ownStatus), { error: detail, reason }), ...headersOf(refusal) }
  },
}
