/** The words of a text as the search knows them, and where they stand. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldWords, placeWords } from './fold-words.ts'

test.each([
  ['Hello, World-Wide!', ['hello', 'world', 'wide']],
  ['Straße über İstanbul', ['strasse', 'uber', 'istanbul']],
  ['don’t snake_case 4.18.2', ['don', 't', 'snake', 'case', '4', '18', '2']],
  ['東京タワー x', ['東', '京', 'タ', 'ワ', 'ー', 'x']],
  ['🚢 \u{e000}p \0 …', ['p']],
  ['', []],
])('%j', (text, words) => expect(foldWords(text)).toEqual(words))

test('very long words are known by their beginning', () => expect(foldWords('x'.repeat(500))).toEqual(['x'.repeat(64)]))

test('a marked word covers what was written, accents included', () => {
  const text = 'the Zażółć is Mu\u0308ller’s ½ Straße'
  expect(placeWords(text).map(({ word, start, end }) => [word, text.slice(start, end)])).toEqual([
    ['the', 'the'],
    ['zazolc', 'Zażółć'],
    ['is', 'is'],
    ['muller', 'Mu\u0308ller'],
    ['s', 's'],
    ['1', '½'],
    ['2', '½'],
    ['strasse', 'Straße'],
  ])
})

test('marking and indexing see the same words, in order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const placed = placeWords(text)
      expect(placed.map(({ word }) => word)).toEqual(foldWords(text))
      for (const { start, end } of placed) expect(start).toBeLessThan(end)
    }),
  )
})
