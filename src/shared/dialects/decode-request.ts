/** Decodes a request: by the format of a known sender, whatever the address; else by the dialect of the address. */
import type { Decoded, Dialect, RawPost } from './dialect.ts'
import { decodeSender } from './senders/index.ts'

/** A sender's format is one that no dialect of an address has, so nothing that was read before is read differently. */
export function decodeRequest(dialect: Dialect, request: RawPost): Decoded {
  return decodeSender(request) ?? dialect.decode(request)
}
