import { expect, test } from 'vitest'
import type { File as SentFile } from '#shared/contract/file.ts'
import { isPicture, isTooLarge, tileSize } from './picture-size.ts'

const picture = (width: number | null, height: number | null, more: Partial<SentFile> = {}): SentFile => ({
  id: '01976f00-0000-7000-8000-000000000001' as SentFile['id'],
  name: 'a.png',
  mediaType: 'image/png',
  sizeBytes: 1,
  width,
  height,
  hasThumbnail: false,
  ...more,
})

test.each([
  [1920, 1080, { width: 480, height: 270 }],
  [1000, 4000, { width: 90, height: 360 }],
  [100, 80, { width: 100, height: 80 }],
  [1, 1, { width: 48, height: 48 }],
  [10, 10_000, { width: 48, height: 360 }],
  [null, null, { width: 320, height: 240 }],
])('%s × %s', (width, height, size) => {
  expect(tileSize(picture(width, height))).toEqual(size)
})

test('what would fill the memory is not drawn', () => {
  expect(isPicture(picture(30_000, 30_000))).toBe(false)
  expect(isPicture(picture(8000, 6000, { hasThumbnail: true }))).toBe(true)
  expect(isTooLarge(picture(8000, 6000))).toBe(false)
  expect(isTooLarge(picture(30_000, 30_000))).toBe(true)
  expect(isPicture(picture(10, 10, { mediaType: 'image/svg+xml' }))).toBe(false)
})
