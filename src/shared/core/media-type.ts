/** A media type as a sender wrote it, cleaned: a hint about a file, never a promise. */
import { isDrawable } from './picture-types.ts'

const plain = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9!#$&^_.+-]{1,127}$/

/** Type and subtype (RFC 6838), at most 127 characters. That it is a picture is decided by its bytes; here it is `application/octet-stream`. */
export function cleanMediaType(raw: string): string {
  const mediaType = (raw.split(';')[0] ?? '').trim().toLowerCase()
  return mediaType.length <= LONGEST && plain.test(mediaType) && !isDrawable(mediaType) ? mediaType : 'application/octet-stream'
}

const LONGEST = 127
