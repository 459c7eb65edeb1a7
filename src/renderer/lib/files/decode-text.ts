/** The words of a text file, in whichever of the usual encodings they were written. */

/** UTF-8; UTF-16 where it begins with its mark; else what Windows wrote before (tables of many offices still come so). Null for what is no text: a NUL stands in none. */
export function decodeText(bytes: ArrayBuffer): string | null {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes)
  return text.includes('\0') ? null : text.replace(/\r\n?/g, '\n')
}

function encodingOf(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength))
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

function isUtf8(bytes: ArrayBuffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
