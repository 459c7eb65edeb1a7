/** What a sender gets and may change of what it posted, at addresses whose dialect has no way of its own for that. */
import type { Message } from '#shared/contract/message.ts'
import { decodeRequest } from './decode-request.ts'
import type { Decoded, Dialect, MessageCalls, RawPost, Reply } from './dialect.ts'
import { isRecord } from './payload-values.ts'
import { readNamed } from './read-named.ts'
import { jsonReply } from './reply-common.ts'

/** Without `describe`: opening such an address tells how to post. */
export function ownCalls(dialect: Dialect): Omit<MessageCalls, 'describe' | 'numberOf'> {
  return { shown: ({ message }) => showMessage(message), decodeEdit: (request, { message }) => decodeChange(dialect, request, message) }
}

/** Its id is what `X-Hookline-Message-Id` said; times are ms since epoch. */
function showMessage(message: Message): Reply {
  const { id, channel, channelId, username, text, attachments, props, createdAt, editedAt, threadRootId, hookId, iconUrl, iconEmoji, priority } = message
  return jsonReply(200, { id, channel, channelId, threadRootId, hookId, username, iconUrl, iconEmoji, text, attachments, props, priority, createdAt, editedAt })
}

/** Names of what becomes the text, and of what becomes cards, in the payloads of all chats. */
const textNames: ReadonlySet<string> = new Set(['text', 'content', 'msg'])
const cardNames: ReadonlySet<string> = new Set(['attachments', 'blocks', 'embeds', 'cards', 'cardsv2'])

/** The body is read as a post; a part that it does not name stays. A body that is no chat's payload is the whole new message. */
function decodeChange(dialect: Dialect, request: RawPost, message: Message): Decoded {
  const names = namesIn(request, dialect)
  const isParts = names.some((name) => textNames.has(name) || cardNames.has(name) || name === 'props')
  // What stays is something to post.
  const decoded = decodeRequest(dialect, { ...request, hasFiles: isParts || message.files.length > 0 })
  if (!decoded.ok) return decoded
  const { customType: _, ...post } = decoded.post
  const keepsText = isParts && post.text === '' && !names.some((name) => textNames.has(name) || name === 'blocks')
  const keepsCards = isParts && post.attachments.length === 0 && !names.some((name) => cardNames.has(name))
  const keepsProps = isParts && !names.includes('props')
  const changed = {
    ...post,
    text: keepsText ? message.text : post.text,
    attachments: keepsCards ? message.attachments : post.attachments,
    props: keepsProps ? message.props : { ...typeOf(message), ...post.props },
    ignored: [...post.ignored, ...listFixed(decoded)],
  }
  if (changed.text.trim() !== '' || changed.attachments.length > 0 || message.files.length > 0) return { ok: true, post: changed }
  return { ok: false, reason: 'nothing_to_post', detail: 'Nothing would be left of the message. To take it away, send DELETE.' }
}

function namesIn(request: RawPost, { id }: Dialect): readonly string[] {
  const value = readNamed(request, { takesData: id === 'any' })
  return isRecord(value) ? Object.keys(value).map((name) => name.toLowerCase()) : []
}

function typeOf({ props }: Message): Record<string, unknown> {
  return props['custom_type'] === undefined ? {} : { custom_type: props['custom_type'] }
}

/** Who posted a message, where and as what is not changed later. */
function listFixed({ post }: Extract<Decoded, { ok: true }>): string[] {
  const { rawUsername, iconUrl, iconEmoji, rawChannel, rawRootId, thread, priority, isSilent, customType } = post
  const place = { username: rawUsername, icon_url: iconUrl, icon_emoji: iconEmoji, channel: rawChannel, root_id: rawRootId, thread }
  const given = { ...place, priority, silent: isSilent, type: customType, id: post.case?.id, references: post.case?.references[0] }
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]))
}
