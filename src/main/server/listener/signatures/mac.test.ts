/** HMAC as the RFCs give it, and as Node computes it for any key and message. */
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeMac, type Algorithm } from './mac.ts'

const hex = (text: string): Buffer => Buffer.from(text, 'hex')
let names = 0
const macOf = (algorithm: Algorithm, key: Buffer, parts: readonly (string | Buffer)[]): string => computeMac(algorithm, { name: `of a test ${(names += 1)}`, key: () => key }, parts).toString('hex')

describe('RFC 4231, RFC 2202', () => {
  test.each([
    ['sha256', '0b'.repeat(20), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    ['sha256', Buffer.from('Jefe').toString('hex'), 'what do ya want for nothing?', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
    // A key of more than a block.
    ['sha256', 'aa'.repeat(131), 'Test Using Larger Than Block-Size Key - Hash Key First', '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54'],
    ['sha512', '0b'.repeat(20), 'Hi There', '87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854'],
    ['sha1', '0b'.repeat(20), 'Hi There', 'b617318655057264e28bc0b6fb378c8ef146be00'],
  ] as const)('%s %#', (algorithm, key, message, expected) => {
    expect(macOf(algorithm, hex(key), [message])).toBe(expected)
  })
})

test('any key and message, short and long, in any parts', () => {
  const part = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)), fc.integer({ min: 16_000, max: 17_000 }).map((size) => Buffer.alloc(size, 7)))
  fc.assert(
    fc.property(fc.constantFrom<Algorithm>('sha1', 'sha256', 'sha512'), fc.uint8Array({ maxLength: 200 }), fc.array(part, { maxLength: 3 }), (algorithm, key, parts) => {
      const expected = createHmac(algorithm, key)
      for (const one of parts) expected.update(one)
      expect(macOf(algorithm, Buffer.from(key), parts)).toBe(expected.digest('hex'))
    }),
    { numRuns: 300 },
  )
})

test('a key is read once for each algorithm', () => {
  let asked = 0
  const key = { name: 'asked for', key: () => (asked += 1, Buffer.from('key')) }
  for (const algorithm of ['sha256', 'sha256', 'sha512'] as const) computeMac(algorithm, key, ['message'])
  expect(asked).toBe(2)
})
