/** Rocket.Chat: `/hooks/<id>/<token>`, its payload in Slack's shape under names of its own, and `{"success":true}`. */
import { decodePayload } from './decode-payload.ts'
import type { Decoded, Dialect, RawPost } from './dialect.ts'
import { mattermostRules } from './mattermost.ts'
import { mintSecret, mixedAlphanumerics } from './mint-secret.ts'
import type { PayloadRules } from './payload-rules.ts'
import { foldKeys, isRecord } from './payload-values.ts'
import { readBody } from './read-body.ts'
import { toChatPayload } from './read-form.ts'
import { goneStatus, headersOf, isRepeat, jsonReply, statusOf, type RefusalReason } from './reply-common.ts'
import { namingPeople } from './slack-marks.ts'

const rules: PayloadRules = { ...mattermostRules, text: (raw) => mattermostRules.text(doubleMarks(raw)), isLenient: true, checksType: false }

/** One asterisk is bold there, as two are, and one tilde strikes out; code stays as it is. */
function doubleMarks(raw: string): string {
  return raw.replace(codeOrMark, (whole: string, bold?: string, struck?: string) => (bold !== undefined ? `**${bold}**` : struck !== undefined ? `~~${struck}~~` : whole))
}

const codeOrMark = /```[\s\S]*?```|`[^`\n]*`|(?<![*\\\p{L}\p{N}])\*([^*\s](?:[^*\n]{0,500}[^*\s\\])?)\*(?![*\p{L}\p{N}])|(?<![~\\\p{L}\p{N}])~([^~\s](?:[^~\n]{0,500}[^~\s\\])?)~(?![~\p{L}\p{N}])/gu

const ownStatus: Partial<Record<RefusalReason, number>> = {
  ...goneStatus,
  hooks_off: 503,
}

/** The id says nothing, and the user that some tools put between is not looked at. */
const path = /^\/hooks\/([A-Za-z0-9]{17})\/(?:[A-Za-z0-9]{17}\/)?([A-Za-z0-9]{48})$/

export const rocketchat: Dialect = {
  id: 'rocketchat',
  label: 'Rocket.Chat',
  hint: '/hooks/5bFVL7rm…/6EsqQNvK…',
  nameWithout: 'hook',
  mentions: { rule: 'all', most: 1000 },
  takesFiles: true,
  mintPath: (random) => `/hooks/${mintSecret(random, mixedAlphanumerics, 17)}/${mintSecret(random, mixedAlphanumerics, 48)}`,
  matchPath(given) {
    const [, id, token] = path.exec(given) ?? []
    return id === undefined || token === undefined ? undefined : `${id}/${token}`
  },
  claimsPath: (given) => /^\/hooks\/(?!channels\/)[A-Za-z0-9]+\/./.test(given),
  decode: decodeRocketChat,
  posted: () => jsonReply(200, { success: true }),
  refused(refusal) {
    if (isRepeat(refusal.reason)) return jsonReply(200, { success: true })
    return { ...jsonReply(statusOf(refusal.reason, ownStatus), { success: false, error: refusal.detail }), ...headersOf(refusal) }
  },
}

function decodeRocketChat(request: RawPost): Decoded {
  const body = readBody(request, toChatPayload)
  if (!body.ok) return body
  const { value, ignored } = isRecord(body.value) ? rename(body.value) : { value: body.value, ignored: [] }
  return decodePayload(value, namingPeople(rules, request.usernameOf), { hasFiles: request.hasFiles, ignored: [...ignored, ...(body.ignored ?? [])] })
}

/** Its own name of each field, and the name that Slack's payload has for it. Where both are given, the one on the right wins, as there. */
const names: readonly (readonly [own: string, shared: string])[] = [
  ['msg', 'text'],
  ['alias', 'username'],
  ['avatar', 'icon_url'],
  ['emoji', 'icon_emoji'],
  ['tmid', 'root_id'],
  ['roomid', 'channel'],
]

function rename(payload: Readonly<Record<string, unknown>>): { readonly value: Record<string, unknown>; readonly ignored: readonly string[] } {
  const fields = foldKeys(payload)
  const ignored: string[] = []
  for (const [own, shared] of names) {
    const given = fields.get(own)
    fields.delete(own)
    if (given !== undefined && !isSaid(fields.get(shared))) fields.set(shared, given)
  }
  // A picture wins over an emoji there.
  if (isSaid(fields.get('icon_url')) && fields.delete('icon_emoji')) ignored.push('emoji')
  const channel = fields.get('channel')
  if (Array.isArray(channel)) {
    fields.set('channel', (channel as unknown[])[0])
    if (channel.length > 1) ignored.push('channels after the first')
  }
  const attachments = fields.get('attachments')
  if (Array.isArray(attachments)) fields.set('attachments', attachments.map((one: unknown) => (isRecord(one) ? withMedia(one) : one)))
  return { value: Object.fromEntries(fields), ignored }
}

const isSaid = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

/** Sound and film are links below the words; what is no address of one is named as ignored, and so is what would fold the card. */
function withMedia(attachment: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { audio_url, video_url, collapsed, message_link, ...rest } = attachment
  const media = Object.entries({ audio_url, video_url }).filter(([, url]) => isSaid(url))
  const isLink = ([, url]: readonly [string, unknown]): boolean => typeof url === 'string' && /^https?:\/\/[^\s<>]+$/i.test(url)
  const links = media.filter(isLink).map(([, url]) => `<${String(url)}>`)
  const text = typeof rest['text'] === 'string' ? rest['text'] : ''
  return {
    ...rest,
    ...Object.fromEntries(media.filter((one) => !isLink(one))),
    ...(collapsed === true ? { collapsed } : {}),
    ...(links.length === 0 ? {} : { text: [text, ...links].filter((one) => one !== '').join('\n') }),
    ...(typeof message_link === 'string' && rest['title_link'] === undefined ? { title_link: message_link } : {}),
  }
}
