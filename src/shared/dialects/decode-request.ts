/** Decodes a request: by the format of a known sender or the cards of a known chat, whatever the address; else by the dialect of the address. */
import { decodeCards } from './decode-cards.ts'
import type { Decoded, Dialect, RawPost } from './dialect.ts'
import { decodeDiscordElsewhere } from './discord/decode-elsewhere.ts'
import { decodeSender } from './senders/index.ts'

/** A sender's format is one that no dialect of an address has, so nothing that was read before is read differently. */
export function decodeRequest(dialect: Dialect, request: RawPost): Decoded {
  return decodeSender(request) ?? decodeCards(request) ?? decodeDiscordElsewhere(dialect, request) ?? dialect.decode(request)
}
