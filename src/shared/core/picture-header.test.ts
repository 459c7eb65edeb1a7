import { expect, test } from 'vitest'
import { readPictureHeader } from './picture-header.ts'

const bytes = (...parts: (string | number[])[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((char) => char.charCodeAt(0)) : part)))
const png = bytes([0x89], 'PNG\r\n', [0x1a, 0x0a], [0, 0, 0, 13], 'IHDR', [0, 0, 4, 0], [0, 0, 3, 0], [8, 6, 0, 0, 0])
const frame = [0xff, 0xc2, 0, 17, 8, 0x03, 0x00, 0x04, 0x00, 3]
const app0 = [0xff, 0xe0, 0, 4, 0, 0]
/** One directory with the orientation, little or big endian. */
const exif = (orientation: number, isLittle: boolean): number[] => {
  const short = (value: number) => (isLittle ? [value & 255, value >> 8] : [value >> 8, value & 255])
  const long = (value: number) => (isLittle ? [...short(value), 0, 0] : [0, 0, ...short(value)])
  const tiff = [...(isLittle ? [0x49, 0x49] : [0x4d, 0x4d]), ...short(42), ...long(8), ...short(1), ...short(0x0112), ...short(3), ...long(1), ...short(orientation), 0, 0]
  const body = [...bytes('Exif'), 0, 0, ...tiff]
  return [0xff, 0xe1, 0, body.length + 2, ...body]
}
const jpeg = (...segments: number[][]) => bytes([0xff, 0xd8], ...segments, frame)
const riff = (chunk: string, ...rest: number[][]) => bytes('RIFF', [0, 0, 0, 0], 'WEBP', chunk, [0, 0, 0, 0], ...rest)

test.each([
  ['PNG', png, { mediaType: 'image/png', size: { width: 1024, height: 768 } }],
  ['PNG, cut', png.subarray(0, 20), { mediaType: 'image/png', size: null }],
  ['JPEG', jpeg(app0), { mediaType: 'image/jpeg', size: { width: 1024, height: 768 } }],
  ['JPEG with fill bytes and a table', jpeg(app0, [0xff], [0xff, 0xc4, 0, 3, 0]), { mediaType: 'image/jpeg', size: { width: 1024, height: 768 } }],
  ['JPEG, upside down', jpeg(exif(3, true)), { mediaType: 'image/jpeg', size: { width: 1024, height: 768 } }],
  ['JPEG, turned', jpeg(app0, exif(6, true)), { mediaType: 'image/jpeg', size: { width: 768, height: 1024 } }],
  ['JPEG, turned, big endian', jpeg(exif(8, false)), { mediaType: 'image/jpeg', size: { width: 768, height: 1024 } }],
  ['JPEG, cut', jpeg(app0).subarray(0, 9), { mediaType: 'image/jpeg', size: null }],
  ['GIF', bytes('GIF89a', [0x00, 0x04, 0x00, 0x03]), { mediaType: 'image/gif', size: { width: 1024, height: 768 } }],
  ['WebP, lossy', riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0x00, 0x44, 0x00, 0x83]), { mediaType: 'image/webp', size: { width: 1024, height: 768 } }],
  ['WebP, lossless', riff('VP8L', [0x2f, 0xff, 0xc3, 0xbf, 0x00]), { mediaType: 'image/webp', size: { width: 1024, height: 768 } }],
  ['WebP, extended', riff('VP8X', [0, 0, 0, 0], [0xff, 0x03, 0x00], [0xff, 0x02, 0x00]), { mediaType: 'image/webp', size: { width: 1024, height: 768 } }],
  ['AVIF', bytes([0, 0, 0, 28], 'ftypavif', [0, 0, 0, 0]), { mediaType: 'image/avif', size: null }],
  ['no size', bytes('GIF87a', [0, 0, 0, 0]), { mediaType: 'image/gif', size: null }],
  ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'), undefined],
  ['HTML', bytes('<html>GIF89a'), undefined],
  ['MP4', bytes([0, 0, 0, 28], 'ftypisom', [0, 0, 0, 0]), undefined],
  ['nothing', bytes(), undefined],
] as const)('%s', (_, header, expected) => {
  expect(readPictureHeader(header)).toEqual(expected)
})

test('a JPEG that is nothing but segments ends', () => {
  expect(readPictureHeader(bytes([0xff, 0xd8, 0xff], Array.from({ length: 4096 }, () => 0xff)))).toEqual({ mediaType: 'image/jpeg', size: null })
  expect(readPictureHeader(bytes([0xff, 0xd8], Array.from({ length: 4096 }, (_, index) => [0xff, 0xe0, 0, 0][index % 4]!)))).toEqual({ mediaType: 'image/jpeg', size: null })
})
