/** What a message becomes when its sender changes parts of it: those that are named are new, the others stay. */
import type { Message } from '#shared/contract/message.ts'
import type { Decoded, HookPost, NumberedMessage, RawPost } from '../dialect.ts'
import { isRecord } from '../payload-values.ts'
import { countCodePoints } from './form-check.ts'
import { readDiscordBody } from './read-body.ts'
import { decodeDiscordPayload, fixed, mergeSource, mostContent, nothingToPost, type Beside, type DiscordSource } from './read-payload.ts'

type Body = Readonly<Record<string, unknown>>

/** Name, picture, line above the words and poll are those of the post. */
const unchanged = ['username', 'avatar_url', ...fixed] as const

export function decodeEdit(request: RawPost, { message, source }: NumberedMessage): Decoded {
  const body = readDiscordBody(request)
  if (!body.ok) return body
  if (!isRecord(body.value)) return decodeDiscordPayload(body.value)
  const given = body.value
  const named = Object.fromEntries(Object.entries(given).filter(([key]) => !(unchanged as readonly string[]).includes(key)))
  const ignored = [...unchanged.filter((key) => given[key] != null), ...(body.ignored ?? [])]
  const beside = { usernameOf: request.usernameOf, hasFiles: message.files.length > 0, ignored }
  const decoded = isRecord(source) ? decodeDiscordPayload({ ...named, ...mergeSource(source, named) }, beside) : decodeForeign(named, message, beside)
  return decoded.ok ? { ok: true, post: { ...decoded.post, props: message.props } } : decoded
}

/** What was posted in another format has no source: its text is its content. */
export function sourceOf(source: unknown, text: string): DiscordSource {
  return isRecord(source) ? source : { content: text }
}

/** Such a message keeps its own words and cards until they are named; with none of its own cards left it is Discord’s. */
function decodeForeign(named: Body, message: Message, beside: Beside): Decoded {
  const decoded = decodeDiscordPayload(named, { ...beside, hasFiles: true })
  if (!decoded.ok) return decoded
  const { post } = decoded
  const keepsText = named['content'] === undefined && post.text === ''
  const keepsCards = named['embeds'] === undefined && named['components'] === undefined
  const text = keepsText ? message.text : post.text
  const attachments = keepsCards ? message.attachments : post.attachments
  if (text.trim() === '' && attachments.length === 0 && beside.hasFiles !== true) return nothingToPost
  const isForeign = (keepsCards && attachments.length > 0) || (keepsText && countCodePoints(text) > mostContent)
  const own: Partial<HookPost> = isForeign ? {} : { source: keepsText ? { ...mergeSource({}, named), content: text } : mergeSource({}, named) }
  const { source: _, ...rest } = post
  return { ok: true, post: { ...rest, text, attachments, ...own } }
}
