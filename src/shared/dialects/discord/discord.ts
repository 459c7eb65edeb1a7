/** Discord: `/api/webhooks/<id>/<token>`, its payload with embeds, and its way of fetching and changing what was posted. */
import type { Decoded, DescribedHook, Dialect, PostedContext, RawPost, Reply, ReplyContext } from '../dialect.ts'
import { base64UrlCharacters, mintSecret } from '../mint-secret.ts'
import { jsonReply } from '../reply-common.ts'
import { decodeEdit, sourceOf } from './decode-edit.ts'
import { describeMessage, fromDiscordId, uuidToDiscordId } from './message-object.ts'
import { readDiscordBody } from './read-body.ts'
import { decodeDiscordPayload } from './read-payload.ts'
import { discordRefusal } from './reply.ts'

const addressPath = /^\/api(?:\/v\d{1,2})?\/webhooks\/(\d{17,20}\/[\w-]{60,68})$/

export const discord: Dialect = {
  id: 'discord',
  label: 'Discord',
  hint: '/api/webhooks/1234…/…',
  nameWithout: 'hook',
  // Its documents: mentions of the content tell people and everyone, those in embeds nobody.
  mentions: { rule: 'all', most: 100, isTextOnly: true },
  // Never split: 2000 characters are taken, and what stands for a time or a quote is longer than its mark.
  textLimit: 40_000,
  takesFiles: true,
  // Grafana posts up to nine pictures.
  mostFiles: 10,
  mintPath,
  matchPath: (path) => addressPath.exec(path)?.[1],
  claimsPath: (path) => /^\/api(?:\/v\d{1,2})?\/webhooks\/\d+\/./.test(path),
  decode: decodeDiscord,
  posted,
  refused: discordRefusal,
  calls: {
    numberOf: fromDiscordId,
    describe: describeHook,
    shown: ({ message, number, source }, { secret }) => jsonReply(200, describeMessage({ message, number, source: sourceOf(source, message.text), webhookId: idOf(secret) })),
    decodeEdit,
  },
}

/** Clients insist on these lengths: an id of 17 to 19 digits, a token of 60 to 68 characters. Both are random. */
function mintPath(random: (sizeBytes: number) => Uint8Array): string {
  const id = `${mintSecret(random, '123456789', 1)}${mintSecret(random, '0123456789', 17)}`
  return `/api/webhooks/${id}/${mintSecret(random, base64UrlCharacters, 68)}`
}

function decodeDiscord(request: RawPost): Decoded {
  const body = readDiscordBody(request)
  if (!body.ok) return body
  return decodeDiscordPayload(body.value, { usernameOf: request.usernameOf, hasFiles: request.hasFiles, ignored: body.ignored })
}

/** As at an address of its own, where there is none: the ids lead nowhere. */
export function answerDiscord(context: PostedContext): Reply {
  return posted({ ...context, secret: uuidToDiscordId(context.messages[0]?.hookId ?? '') })
}

/** A file makes Discord wait, whatever the sender says. */
export function wantsMessage(query: URLSearchParams, hasFiles: boolean): boolean {
  return hasFiles || /^(?:true|1)$/i.test(query.get('wait') ?? '')
}

export function posted(context: PostedContext): Reply {
  const [message] = context.messages
  if (message === undefined || !wantsMessage(context.query, message.files.length > 0)) return { status: 204 }
  return jsonReply(200, describeMessage({ message, number: context.numbers?.[0], source: sourceOf(context.post.source, message.text), webhookId: idOf(context.secret) }))
}

const idOf = (secret = ''): string => secret.split('/')[0] ?? ''

function describeHook(hook: DescribedHook, { secret = '', origin = '' }: ReplyContext): Reply {
  const [id = '', token = ''] = secret.split('/')
  const url = `${origin}/api/webhooks/${secret}`
  // Uptime Kuma brings a picture of its own where there is none.
  const avatar = hook.picture === null ? null : hashOf(hook.picture)
  return jsonReply(200, { id, type: 1, guild_id: uuidToDiscordId(hook.workspaceId), channel_id: uuidToDiscordId(hook.channelId), name: hook.name, avatar, token, application_id: null, url })
}

/** 32 hex digits, as Discord names pictures; nothing is fetched by them. */
function hashOf(picture: string): string {
  return [...picture].reduce((hash, letter) => (hash * 31n + BigInt(letter.codePointAt(0) ?? 0)) % 2n ** 128n, 7n).toString(16).padStart(32, '0')
}
