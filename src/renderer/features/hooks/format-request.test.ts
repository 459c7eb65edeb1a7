import { describe, expect, it } from 'vitest'
import { formatShare, formatSize, formatTook } from './format-request.ts'

/** The results with plain spaces, which is how they read. */
const plain = (texts: string[]) => texts.map((text) => text.replaceAll('\u00a0', ' '))

describe('facts of a request', () => {
  it('says sizes in the unit that is easy to read', () => {
    expect(plain([0, 1, 999, 1000, 1949, 3_400_000].map(formatSize))).toEqual(['0 bytes', '1 byte', '999 bytes', '1 kB', '1.9 kB', '3.4 MB'])
  })

  it('says durations without false precision', () => {
    expect(plain([0.3, 11.4, 999, 1234].map(formatTook))).toEqual(['under 1 ms', '11 ms', '999 ms', '1.2 s'])
  })

  it('never rounds to a hundred per cent while something was refused', () => {
    expect(plain([formatShare(3154, 3182), formatShare(9999, 10_000), formatShare(10, 10)])).toEqual(['99.1 %', '99.9 %', '100 %'])
  })
})
