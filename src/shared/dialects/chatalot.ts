/** Chatalot: `/api/webhooks/execute/<64 characters>`, one short message of three fields, and a receipt in JSON. */
import { isIconUrl } from '#shared/core/hooks.ts'
import { blankPost } from './blank-post.ts'
import type { Decoded, Dialect, PostedContext, RawPost, Refusal, Reply } from './dialect.ts'
import { mintSecret, mixedAlphanumerics } from './mint-secret.ts'
import { isRecord, typeName } from './payload-values.ts'
import { readBody } from './read-body.ts'
import { goneStatus, headersOf, isRepeat, jsonReply, methodWords, statusOf, type RefusalReason } from './reply-common.ts'
import { translateMarks } from './slack-marks.ts'

/** Code points, whatever `messages.maxLength` says: its senders count on them. */
const mostContent = 4000
const mostUsername = 64
const maxIgnored = 30
const keys = ['content', 'username', 'avatar_url'] as const

/** Whoever may not post is told that there is nothing here; the header `X-Hookline-Reason` says more. */
const ownStatus: Partial<Record<RefusalReason, number>> = {
  ...goneStatus,
  hooks_off: 404,
  channel_not_found: 404,
  channel_archived: 404,
  channel_locked: 404,
  channel_forbidden: 404,
  user_not_found: 404,
  case_not_found: 404,
  bad_payload: 422,
  nothing_to_post: 422,
  text_too_long: 422,
  type_not_allowed: 422,
  root_not_found: 422,
}

export const chatalot: Dialect = {
  id: 'chatalot',
  label: 'Chatalot',
  hint: '/api/webhooks/execute/…',
  nameWithout: 'hook',
  mentions: { rule: 'exact', most: 50 },
  // Never split: `decode` refuses what is longer, and of `<a|b>`, which becomes `[b](a)`, each character can become three.
  textLimit: mostContent * 3,
  takesFiles: false,
  mintPath: (random) => `/api/webhooks/execute/${mintSecret(random, mixedAlphanumerics, 64)}`,
  matchPath: (path) => /^\/api\/webhooks\/execute\/([A-Za-z0-9]{64})$/.exec(path)?.[1],
  claimsPath: (path) => path === '/api/webhooks/execute' || path.startsWith('/api/webhooks/execute/'),
  decode,
  posted,
  refused(refusal) {
    if (isRepeat(refusal.reason)) return jsonReply(200, { status: 'ok' })
    return { ...jsonReply(statusOf(refusal.reason, ownStatus), { error: wordsOf(refusal) }), ...headersOf(refusal) }
  },
}

/** As Chatalot writes times: microseconds and the offset. We know milliseconds; the last three digits are zeros. */
export function formatChatalotTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '000+00:00')
}

const example = '{"content": "Hello"}'

function wordsOf(refusal: Refusal): string {
  return refusal.reason === 'method_refused' ? methodWords(refusal, howToPost) : refusal.detail
}

const howToPost = `This address takes messages from other programs: send it a POST request with a JSON body such as ${example}. Opening it posts nothing.`

function posted({ messages }: PostedContext): Reply {
  const [message] = messages
  return jsonReply(201, { message_id: message?.id, channel_id: message?.channelId, created_at: formatChatalotTime(message?.createdAt ?? 0), status: 'ok' })
}

function decode(request: RawPost): Decoded {
  const isEmpty = request.rawText.trim() === '' && request.form === undefined && !request.query.has('payload')
  if (isEmpty) return refuse('nothing_to_post', `The body is empty: send JSON such as ${example}.`)
  const body = readBody(request)
  if (!body.ok) return body
  const payload = body.value
  if (!isRecord(payload)) return refuse('bad_payload', `The payload must be a JSON object such as ${example}, not ${typeName(payload)}.`)
  const problem = findProblem(payload)
  if (problem !== undefined) return problem
  const [content, username, avatarUrl] = keys.map((key) => stringOf(payload, key)) as [string, string, string]
  const isUsable = isIconUrl(avatarUrl)
  const unknown = Object.keys(payload).filter((key) => !(keys as readonly string[]).includes(key))
  const ignored = [...(avatarUrl === '' || isUsable ? [] : ['avatar_url']), ...[...unknown, ...(body.ignored ?? [])].map((key) => key.slice(0, 64).toWellFormed())]
  return { ok: true, post: { ...blankPost, text: translateMarks(content), rawUsername: username || undefined, iconUrl: isUsable ? avatarUrl : undefined, ignored: ignored.slice(0, maxIgnored) } }
}

function findProblem(payload: Readonly<Record<string, unknown>>): Refused | undefined {
  for (const key of keys) {
    const value = payload[key] ?? ''
    if (typeof value !== 'string') return refuse('bad_payload', `The field "${key}" must be a string, not ${typeName(value)}.`)
  }
  const content = stringOf(payload, 'content')
  if (content.trim() === '') return refuse('nothing_to_post', 'There is nothing to post: the field "content" is missing or blank.')
  const length = countCodePoints(content)
  if (length > mostContent) return refuse('text_too_long', `The field "content" has ${length} characters; at most ${mostContent} are taken. Send it in parts.`)
  const nameLength = countCodePoints(stringOf(payload, 'username'))
  if (nameLength > mostUsername) return refuse('bad_payload', `The field "username" has ${nameLength} characters; at most ${mostUsername} are taken.`)
  return undefined
}

/** Null is as good as absent. */
function stringOf(payload: Readonly<Record<string, unknown>>, key: (typeof keys)[number]): string {
  return String(payload[key] ?? '').toWellFormed()
}

/** Without an array of all of them: a hostile text has millions. */
function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

type Refused = { readonly ok: false } & Refusal

function refuse(reason: Refusal['reason'], detail: string): Refused {
  return { ok: false, reason, detail }
}
