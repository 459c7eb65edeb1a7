import { afterEach, describe, expect, test, vi } from 'vitest'
import { setLanguage } from '#renderer/text/i18n.ts'
import { readNumber } from './setting-numbers.ts'

vi.stubGlobal('document', { documentElement: {} })
afterEach(() => setLanguage('en'))

const MEBIBYTE = 1024 * 1024

/** The settings speak the language whose numbers are written. */
async function speak(language: 'en' | 'de'): Promise<void> {
  vi.stubGlobal('navigator', { languages: [language] })
  await setLanguage(language)
}

describe.each(['en', 'de'] as const)('a whole number in %s', (language) => {
  test.each([
    ['1000', 1000],
    // As the hint beside the field writes it. It was one, and the requests that are kept were cut to one.
    ['1,000', 1000],
    ['1.000', 1000],
    ['10 000', 10_000],
    ['100’000', 100_000],
  ])('%s', async (text, value) => {
    await speak(language)
    expect(readNumber('verdicts.keepPerHook', text, 1)).toEqual({ value })
  })

  test.each(['1,00', '1.5', '1,0000', '1.000,5', 'ten', ''])('not %j', async (text) => {
    await speak(language)
    expect(readNumber('verdicts.keepPerHook', text, 1).value).toBeUndefined()
  })
})

test('what is wrong is said of the number that is wanted', () => {
  expect(readNumber('verdicts.keepPerHook', '1.5', 1)).toEqual({ problem: 'Write a whole number.' })
  expect(readNumber('files.maxBytes', 'much', MEBIBYTE)).toEqual({ problem: 'Write a number.' })
})

test.each([
  ['en', '1,000', 1000],
  ['en', '1.5', 1.5],
  ['en', '1,5', 1.5],
  ['de', '1.000', 1000],
  ['de', '1,5', 1.5],
  ['de', '1.5', 1.5],
] as const)('sizes in %s: %s is %d MiB', async (language, text, size) => {
  await speak(language)
  expect(readNumber('files.maxBytes', text, MEBIBYTE)).toEqual({ value: size * MEBIBYTE })
})
