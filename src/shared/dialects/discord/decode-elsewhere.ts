/** Reads Discord's payload at the address of another dialect, on a mark that no other chat has. */
import type { Decoded, Dialect, RawPost } from '../dialect.ts'
import { isRecord } from '../payload-values.ts'
import { readDiscordBody } from './read-body.ts'
import { decodeDiscordPayload } from './read-payload.ts'

/** What only Discord's senders write, and what they write where nothing else would be read. */
const keys = ['embeds', 'allowed_mentions', 'avatar_url'] as const
const ofOthers = ['text', 'blocks'] as const

/** Undefined: it is none, or the address is Discord's own. */
export function decodeDiscordElsewhere(dialect: Dialect, request: RawPost): Decoded | undefined {
  // Chatalot's senders write `content` and `avatar_url`, too.
  if (dialect.id === 'discord' || dialect.id === 'chatalot' || !mayBeDiscord(request, dialect.id === 'any')) return undefined
  const body = readDiscordBody(request)
  if (!body.ok || !isRecord(body.value)) return undefined
  const value = body.value
  if (!isDiscord(value, dialect.id === 'any')) return undefined
  const decoded = decodeDiscordPayload(value, { usernameOf: request.usernameOf, hasFiles: request.hasFiles, ignored: body.ignored })
  // Where any tool posts, the body decides about the answer, too.
  const answer = dialect.id === 'any' ? { answerAs: 'discord' as const } : {}
  return decoded.ok ? { ok: true, post: { ...decoded.post, readAs: 'Discord', ...answer } } : { ...decoded, ...answer }
}

function isDiscord(value: Readonly<Record<string, unknown>>, isAnyTool: boolean): boolean {
  if (ofOthers.some((key) => value[key] !== undefined)) return false
  if (Array.isArray(value['embeds'])) return true
  // At an address for any tool a name or a list of who is told beside `content` is enough.
  return isAnyTool && typeof value['content'] === 'string' && keys.some((key) => value[key] !== undefined)
}

/** Cheap, because it is asked of each request. */
function mayBeDiscord({ rawText, form = [] }: RawPost, isAnyTool: boolean): boolean {
  const texts = rawText === '' ? form.flat() : [rawText]
  return texts.some((text) => text.includes('embeds') || (isAnyTool && keys.some((key) => text.includes(key))))
}
