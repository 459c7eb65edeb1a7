/** What people type into the search, and what it means; nothing that they type can make it fail. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateOfDay, dayNumber, parseDaySpan } from './search-day.ts'
import { isEmptyQuery, markedWords, parseSearchQuery, splitQuery } from './search-query.ts'

/** A Saturday. */
const today = day(2026, 11, 21)

function day(year: number, month: number, date: number): number {
  const number = dayNumber(year, month, date)
  if (number === undefined) throw new Error('no such day')
  return number
}
const parse = (text: string) => parseSearchQuery(text, today)
const word = (one: string, isBeginning = false) => ({ words: [one], isBeginning, not: false })

describe('words', () => {
  test('all count, the last one may be a beginning', () => expect(parse('Deploy Fail').terms).toEqual([word('deploy'), word('fail', true)]))
  test('the last word is the last one before filters too', () => expect(parse('deploy from:lena').terms).toEqual([word('deploy', true)]))
  test('one letter is a whole word', () => expect(parse('x').terms).toEqual([word('x')]))
  test('case, accents and width do not count', () => expect(parse('ZAŻÓŁĆ Ｍüller').terms).toEqual([word('zazolc'), word('muller', true)]))
  test('a word with signs inside is a phrase', () => expect(parse('4.18.2').terms).toEqual([{ words: ['4', '18', '2'], isBeginning: false, not: false }]))
  test('an address is a phrase and no filter', () => {
    expect(parse('https://example.com/a-b').terms).toEqual([{ words: ['https', 'example', 'com', 'a', 'b'], isBeginning: false, not: false }])
    expect(parse('https://example.com').problems).toEqual([])
  })
  test('signs without spaces between them are a phrase of signs', () => expect(parse('東京 x').terms[0]).toEqual({ words: ['東', '京'], isBeginning: false, not: false }))
  test('phrases are whole words, however they are quoted', () => {
    const phrase = { words: ['roll', 'back'], isBeginning: false, not: false }
    for (const text of ['"roll back"', '“roll back”', '„roll back“', '"Roll  back', '"roll, back!"']) expect(parse(text).terms).toEqual([phrase])
  })
  test('a minus leaves out', () => {
    expect(parse('deploy -staging -"not now"').terms).toEqual([word('deploy', true), { words: ['staging'], isBeginning: false, not: true }, { words: ['not', 'now'], isBeginning: false, not: true }])
    expect(parse('e-mail').terms).toEqual([{ words: ['e', 'mail'], isBeginning: true, not: false }])
  })
  test('nothing but signs is nothing', () => expect(isEmptyQuery(parse(' - "" * ( ) ^ : … 🚢 '))).toBe(true))
  test('marked are the words that are looked for', () => expect(markedWords(parse('Deploy -staging "roll back" from:lena deploy'))).toEqual(['deploy', 'roll', 'back']))
})

describe('filters', () => {
  test('names, quoted or not', () => {
    expect(parse('from:@lena FROM:"Lena Fischer" -in:#general in:@jim').filters).toEqual([
      { name: 'from', value: '@lena', not: false },
      { name: 'from', value: 'Lena Fischer', not: false },
      { name: 'in', value: '#general', not: true },
      { name: 'in', value: '@jim', not: false },
    ])
  })
  test('what a message has and is', () => {
    expect(parse('has:links has:Image -has:pin is:hook').filters).toEqual([
      { name: 'has', value: 'link', not: false },
      { name: 'has', value: 'picture', not: false },
      { name: 'has', value: 'pin', not: true },
      { name: 'is', value: 'hook', not: false },
    ])
  })
  test('a filter that is still being typed is no problem', () => expect(parse('from: in:')).toEqual({ terms: [], filters: [], days: null, notDays: [], problems: [] }))
  test('what makes no sense is told, and the rest stays', () => {
    expect(parse('deploy form:lena has:cheese is:cold before:2026-02-30')).toEqual({
      terms: [word('deploy', true)],
      filters: [],
      days: null,
      notDays: [],
      problems: [
        { code: 'noFilter', name: 'form', value: 'lena' },
        { code: 'noValue', name: 'has', value: 'cheese' },
        { code: 'noValue', name: 'is', value: 'cold' },
        { code: 'noDay', name: 'before', value: '2026-02-30' },
      ],
    })
  })
})

describe('days', () => {
  test.each([
    ['today', day(2026, 11, 21), day(2026, 11, 22)],
    ['Yesterday', day(2026, 11, 20), day(2026, 11, 21)],
    ['saturday', day(2026, 11, 21), day(2026, 11, 22)],
    ['sunday', day(2026, 11, 15), day(2026, 11, 16)],
    ['mon', day(2026, 11, 16), day(2026, 11, 17)],
    ['november', day(2026, 11, 1), day(2026, 12, 1)],
    ['dec', day(2025, 12, 1), day(2026, 1, 1)],
    ['february 2024', day(2024, 2, 1), day(2024, 3, 1)],
    ['2026-11-20', day(2026, 11, 20), day(2026, 11, 21)],
    ['2026/1/2', day(2026, 1, 2), day(2026, 1, 3)],
    ['20.11.2026', day(2026, 11, 20), day(2026, 11, 21)],
    ['2025-12', day(2025, 12, 1), day(2026, 1, 1)],
    ['2025', day(2025, 1, 1), day(2026, 1, 1)],
  ])('%s', (value, from, until) => expect(parseDaySpan(value, today)).toEqual({ from, until }))

  test.each(['2026-02-30', '31.11.2026', '0000-01-01', '2026-13', 'tomorrow', 'ma', 'x', '12', ''])('%j is not one', (value) => expect(parseDaySpan(value, today)).toBeUndefined())

  test('before ends where the day begins, after begins where it ends', () => {
    expect(parse('before:2026-11-20').days).toEqual({ from: -Infinity, until: day(2026, 11, 20) })
    expect(parse('after:2026-11-20').days).toEqual({ from: day(2026, 11, 21), until: Infinity })
    expect(parse('on:november').days).toEqual({ from: day(2026, 11, 1), until: day(2026, 12, 1) })
    expect(parse('after:2026-11-01 before:november').days).toEqual({ from: day(2026, 11, 2), until: day(2026, 11, 1) })
  })
  test('and their opposites', () => {
    expect(parse('-before:2026-11-20').days).toEqual({ from: day(2026, 11, 20), until: Infinity })
    expect(parse('-after:2026-11-20').days).toEqual({ from: -Infinity, until: day(2026, 11, 21) })
    expect(parse('-on:today')).toMatchObject({ days: null, notDays: [{ from: today, until: today + 1 }] })
  })
  test('a day and its date are each other’s', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 100_000 }), (number) => dayNumber(dateOfDay(number).year, dateOfDay(number).month, dateOfDay(number).day) === number))
  })
})

describe('whatever is typed', () => {
  const typed = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '-', ':', ' ', 'from:', 'in:"', 'on:', 'AND', 'NEAR(', '*', '“', 'has:link', '\0', '\u{e000}p', '\u2e80')), { maxLength: 30 }).map((parts) => parts.join(''))

  test('it is understood somehow, and every word is letters and digits', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const { terms } = parse(text)
        expect(terms.length).toBeLessThanOrEqual(32)
        for (const { words } of terms) {
          expect(words.length).toBeGreaterThan(0)
          for (const one of words) expect(one).toMatch(/^[\p{L}\p{N}]{1,64}$/u)
        }
      }),
    )
  })

  test('its parts lie in order and none is lost but spaces, signs and minuses', () => {
    fc.assert(
      fc.property(typed, (text) => {
        let reached = 0
        for (const { start, end } of splitQuery(text)) {
          expect(text.slice(reached, start)).toMatch(/^[\s"“”„‟-]*$/u)
          expect(end).toBeGreaterThan(start)
          reached = end
        }
        expect(text.slice(reached)).toMatch(/^[\s"“”„‟-]*$/u)
      }),
    )
  })
})
