import { expect, test } from 'vitest'
import { wholeNumber } from './parse-number.ts'

test.each([
  ['1000', 1000],
  [' 1.000 ', 1000],
  ['1,000,000', 1_000_000],
  ['1.5', Number.NaN],
  ['1,00', Number.NaN],
  ['1e3', Number.NaN],
  ['', Number.NaN],
])('%j is %d', (text, number) => expect(wholeNumber(text)).toBe(number))
