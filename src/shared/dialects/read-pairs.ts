/** Reads the pairs of a form that came as text, in UTF-8 or in the charset that its Content-Type says. */

/** As its header `Content-Type` names it; undefined for none. */
export function charsetOf(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType)?.[1]
}

/** What is UTF-8 is read so, whatever is said. */
export function readPairs(text: string, contentType: string): URLSearchParams {
  const pairs = new URLSearchParams(text)
  const charset = charsetOf(contentType)
  // The sign of what was no UTF-8, percent-encoded again.
  if (charset === undefined || !pairs.toString().includes('%EF%BF%BD')) return pairs
  const decode = decoderOf(charset)
  return decode === undefined ? pairs : decodePairs(text, decode)
}

type Decode = (bytes: Uint8Array) => string

function decodePairs(text: string, decode: Decode): URLSearchParams {
  const pairs = new URLSearchParams()
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const end = pair.includes('=') ? pair.indexOf('=') : pair.length
    pairs.append(decodePart(pair.slice(0, end), decode), decodePart(pair.slice(end + 1), decode))
  }
  return pairs
}

/** Signs that are not encoded belong to the bytes beside them: in Shift_JIS the second half of a letter may be an `A`. */
function decodePart(raw: string, decode: Decode): string {
  return raw.replaceAll('+', ' ').replace(/[\0-\x7f]+/g, (run) => decode(toBytes(run)))
}

function toBytes(run: string): Uint8Array {
  const bytes = new Uint8Array(run.length)
  let length = 0
  for (let index = 0; index < run.length; index += 1) {
    const isEncoded = run[index] === '%' && /^%[0-9a-f]{2}$/i.test(run.slice(index, index + 3))
    const code = isEncoded ? Number.parseInt(run.slice(index + 1, index + 3), 16) : undefined
    bytes[length] = code ?? run.charCodeAt(index)
    length += 1
    if (code !== undefined) index += 2
  }
  return bytes.subarray(0, length)
}

/** Undefined for a charset that nobody knows. */
function decoderOf(charset: string): Decode | undefined {
  try {
    const decoder = new TextDecoder(charset)
    return (bytes) => decoder.decode(bytes)
  } catch {
    return undefined
  }
}
