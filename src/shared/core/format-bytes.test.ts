import { expect, test } from 'vitest'
import { formatBytes } from './format-bytes.ts'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [1536, '1.5 kB'],
  [200 * 1024, '200 kB'],
  [1000 * 1024, '1 MB'],
  [100 * 1024 * 1024, '100 MB'],
  [4 * 1024 ** 3, '4 GB'],
  [5000 * 1024 ** 4, '5,000 TB'],
])('%i is %s', (sizeBytes, words) => {
  expect(formatBytes(sizeBytes, 'en')).toBe(words)
})

test('in the language of the window', () => {
  expect(formatBytes(1536 * 1024, 'de')).toBe('1,5 MB')
})
