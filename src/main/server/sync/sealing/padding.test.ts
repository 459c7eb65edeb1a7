/** What is padded comes back, in steps; what is padded otherwise does not. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pad, PADDING_STEP_BYTES, unpad } from './padding.ts'

test('content of any length comes back from the next multiple of the step', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1200 }), (content) => {
      const padded = pad(content)
      expect(padded.length % PADDING_STEP_BYTES).toBe(0)
      expect(padded.length - content.length).toBeGreaterThan(0)
      expect(padded.length - content.length).toBeLessThanOrEqual(PADDING_STEP_BYTES)
      expect(unpad(padded)).toEqual(content)
    }),
  )
})

test.each([0, 1, 255])('%i bytes take one step, one more than 255 takes two', (length) => {
  expect([pad(new Uint8Array(length)).length, pad(new Uint8Array(length + 256)).length]).toEqual([256, 512])
})

test.each<[string, Uint8Array]>([
  ['nothing', new Uint8Array()],
  ['no whole step', new Uint8Array(255).with(254, 0x80)],
  ['zeros only', new Uint8Array(256)],
  ['another mark', new Uint8Array(256).with(255, 0x81)],
  ['a step too many', new Uint8Array(512).with(255, 0x80)],
])('%s is not padded rightly', (_what, padded) => {
  expect(unpad(padded)).toBeUndefined()
})
