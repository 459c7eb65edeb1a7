/** Two lists of values never give the same bytes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalBytes } from './canonical-bytes.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const text = fc.string({ unit: 'binary', maxLength: 12 }).filter((value) => value.isWellFormed())

test('has one way to write purpose, text, numbers and bytes', () => {
  const bytes = canonicalBytes('hookline/link/1', ['é', 258n, new Uint8Array([7]), ''])
  expect(hex(bytes)).toBe(`0000000f${hex(Buffer.from('hookline/link/1'))}00000002c3a9000000080000000000000102000000010700000000`)
})

test('different lists give different bytes', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), fc.array(text, { maxLength: 4 }), (one, other) => {
      const isSame = one.length === other.length && one.every((part, index) => part === other[index])
      expect(hex(canonicalBytes('hookline/link/1', one)) === hex(canonicalBytes('hookline/link/1', other))).toBe(isSame)
      expect(hex(canonicalBytes('hookline/link/1', one))).not.toBe(hex(canonicalBytes('hookline/content/1', one)))
    }),
  )
})

test('what stands on either side of a border counts', () => {
  const of = (...parts: string[]) => hex(canonicalBytes('hookline/link/1', parts))
  expect(new Set([of('ab', 'c'), of('a', 'bc'), of('abc'), of('abc', ''), of('', 'abc')]).size).toBe(5)
})

test.each([['\ud800'], ['a\udc00b']])('half a surrogate pair is refused: %j', (half) => {
  expect(() => canonicalBytes('hookline/link/1', [half])).toThrow('half a surrogate pair')
})

test.each([[-1n], [2n ** 64n]])('%s is no number that fits', (number) => {
  expect(() => canonicalBytes('hookline/link/1', [number])).toThrow(RangeError)
})
