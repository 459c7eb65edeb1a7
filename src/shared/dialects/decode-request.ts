/** Decodes a request: by the format of a known sender or the cards of a known chat, whatever the address; else by the dialect of the address. */
import { decodeCards } from './decode-cards.ts'
import type { Decoded, Dialect, RawPost } from './dialect.ts'
import { decodeDiscordElsewhere } from './discord/decode-elsewhere.ts'
import { decodeSender } from './senders/index.ts'

/** A sender's format is one that no dialect of an address has, so nothing that was read before is read differently. */
export function decodeRequest(dialect: Dialect, request: RawPost): Decoded {
  const decoded = decodeSender(request) ?? decodeCards(request, dialect.id === 'any') ?? decodeDiscordElsewhere(dialect, request) ?? dialect.decode(request)
  return dialect.calls === undefined ? decoded : inThread(decoded, request.query.get('thread_id'))
}

/** Discord’s address names the thread beside the body, whatever format that has. */
function inThread(decoded: Decoded, threadId: string | null): Decoded {
  return decoded.ok && threadId !== null && threadId !== '' ? { ok: true, post: { ...decoded.post, rawRootId: threadId } } : decoded
}
