/** Reads what a picture is and how large it will be drawn from its first bytes, because senders can say anything. */

export interface PictureHeader {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif'
  /** Pixels as drawn, that is, after the camera's orientation; null where the given bytes do not say. */
  readonly size: PictureSize | null
}

export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** How many bytes are enough for nearly all pictures: a JPEG may have some 64 KiB blocks before its size. */
export const PICTURE_HEADER_BYTES = 256 * 1024

/** Undefined for anything that is not drawn inside the window, SVG among it, because it can hold scripts. */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (startsWith(bytes, pngSignature)) return { mediaType: 'image/png', size: whenInside(() => readPng(view)) }
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return { mediaType: 'image/jpeg', size: whenInside(() => readJpeg(view)) }
  const head = latin1(bytes.subarray(0, 32))
  if (/^GIF8[79]a/.test(head)) return { mediaType: 'image/gif', size: whenInside(() => sizeOf(view.getUint16(6, true), view.getUint16(8, true))) }
  if (/^RIFF[\s\S]{4}WEBP/.test(head)) return { mediaType: 'image/webp', size: whenInside(() => readWebp(view, head.slice(12, 16))) }
  // ISO base media files name their brands in the first box; the size lies deeper and is left to the sender's word.
  if (/^[\s\S]{4}ftyp/.test(head) && /avi[fs]/.test(head.slice(8))) return { mediaType: 'image/avif', size: null }
  return undefined
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

function readPng(view: DataView): PictureSize | null {
  return sizeOf(view.getUint32(16), view.getUint32(20))
}

/** https://developers.google.com/speed/webp/docs/riff_container: lossy, lossless and extended differ in where the size stands. */
function readWebp(view: DataView, chunk: string): PictureSize | null {
  if (chunk === 'VP8 ') return sizeOf(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff)
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true)
    return sizeOf((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
  }
  if (chunk !== 'VP8X') return null
  const uint24 = (offset: number): number => view.getUint16(offset, true) + (view.getUint8(offset + 2) << 16)
  return sizeOf(uint24(24) + 1, uint24(27) + 1)
}

/** Walks the segments (ITU T.81, annex B) up to the frame header; an Exif segment before it may say that width and height change places. */
function readJpeg(view: DataView): PictureSize | null {
  let isTurned = false
  for (let offset = 2; ; ) {
    if (view.getUint8(offset) !== 0xff) return null
    const marker = view.getUint8(offset + 1)
    // Fill bytes.
    if (marker === 0xff) {
      offset += 1
      continue
    }
    if (isFrame(marker)) {
      const [height, width] = [view.getUint16(offset + 5), view.getUint16(offset + 7)]
      return isTurned ? sizeOf(height, width) : sizeOf(width, height)
    }
    if (marker === 0xe1 && view.getUint32(offset + 4) === 0x45786966) isTurned ||= readOrientation(view, offset + 10) >= 5
    offset += 2 + view.getUint16(offset + 2)
  }
}

/** SOF0 to SOF15; the three between them are tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** 1 to 8 (TIFF 6.0, tag 274) from the first directory of the TIFF data at `start`; 1 when it says nothing. */
function readOrientation(view: DataView, start: number): number {
  const isLittle = view.getUint16(start) === 0x4949
  const directory = start + view.getUint32(start + 4, isLittle)
  const count = view.getUint16(directory, isLittle)
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + index * 12
    if (view.getUint16(entry, isLittle) === 0x0112) return view.getUint16(entry + 8, isLittle)
  }
  return 1
}

function sizeOf(width: number, height: number): PictureSize | null {
  return width > 0 && height > 0 ? { width, height } : null
}

/** What lies beyond the given bytes is not known. */
function whenInside(read: () => PictureSize | null): PictureSize | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return bytes.length >= signature.length && signature.every((byte, index) => bytes[index] === byte)
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
