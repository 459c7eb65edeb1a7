/** What the search field offers, and what choosing it writes. */
import { describe, expect, test } from 'vitest'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { addFilter, removePart, suggest, type Known } from './suggest.ts'
import { splitQuery } from '#shared/core/search-query.ts'

const person = (username: string, displayName: string) => ({ username, displayName }) as Person
const channel = (name: string, members: string[] = ['lena'], type: Channel['type'] = 'public') => ({ name, displayName: name, members, type }) as Channel
const known: Known = {
  me: person('lena', 'Lena Fischer'),
  people: [person('lena', 'Lena Fischer'), person('jim', 'Jim Łoś'), person('mara', 'Mara Lindqvist')],
  channels: [channel('general', ['jim']), channel('release-room'), channel('design'), channel('jim__lena', ['jim', 'lena'], 'direct')],
}
const texts = (text: string, cursor = text.length) => suggest(text, cursor, known).list.map((one) => one.text)

describe('suggests', () => {
  test('in an empty field every filter', () =>
    expect(texts('')).toEqual(['from:', 'in:', 'has:', 'is:', 'before:', 'after:', 'on:']))
  test('filters while their name is typed, which Enter does not take', () => {
    expect(texts('deploy fr')).toEqual(['deploy from:'])
    expect(suggest('i', 1, known)).toMatchObject({ isFilling: false, list: [{ text: 'in:', cursor: 3 }, { text: 'is:', cursor: 3 }] })
    expect(texts('deploy')).toEqual([])
  })
  test('people by any of their names', () => {
    expect(texts('from:')).toEqual(['from:me ', 'from:@jim ', 'from:@mara '])
    expect(texts('from:los')).toEqual(['from:@jim '])
    expect(texts('-from:@ma')).toEqual(['-from:@mara '])
  })
  test('channels, mine first, and conversations by their people', () => {
    expect(texts('in:')).toEqual(['in:#release-room ', 'in:#design ', 'in:#general ', 'in:@lena ', 'in:@jim ', 'in:@mara '])
    expect(texts('in:#g')).toEqual(['in:#general '])
    expect(texts('in:@j')).toEqual(['in:@jim '])
  })
  test('values and days', () => {
    expect(texts('has:p')).toEqual(['has:picture ', 'has:pin '])
    expect(texts('is:s')).toEqual(['is:saved '])
    expect(texts('before:t')).toEqual(['before:today ', 'before:tuesday ', 'before:thursday '])
  })
  test('in the middle of a query, what stands behind it stays', () => {
    expect(suggest('a from:j b', 8, known)).toEqual({ isFilling: true, list: [{ about: { kind: 'person', person: known.people[1] }, text: 'a from:@jim b', cursor: 12 }] })
  })
  test('nothing for what is whole already, quoted or no filter', () => {
    expect(texts('from:@jim')).toEqual([])
    expect(texts('"fr')).toEqual([])
    expect(texts('form:l')).toEqual([])
  })
})

test('a filter is taken out with its space', () => {
  const text = 'a from:@jim "b c"'
  expect(removePart(text, splitQuery(text)[1]!)).toBe('a "b c"')
})

test('a filter begins behind what is there', () => {
  expect(addFilter('deploy ', 'has')).toBe('deploy has:')
  expect(addFilter('', 'in')).toBe('in:')
})
