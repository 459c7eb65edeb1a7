import { expect, test } from 'vitest'
import { matchNames, rankByNames } from './match-names.ts'

const jonas = ['jweber', 'jonas weber']

test.each([
  ['', 0],
  ['jweber', 0],
  ['jw', 2],
  ['jonas', 3],
  ['web', 5],
  ['jowe', 7],
  ['jo we', 7],
  ['eber', 8],
])('"%s" means jweber, Jonas Weber with score %i', (query, score) => {
  expect(matchNames(query, jonas)).toBe(score)
})

test.each(['er', 'weberj', 'wejo', 'jonasx'])('"%s" does not mean him', (query) => {
  expect(matchNames(query, jonas)).toBeNull()
})

test('words of a handle are found behind dots, dashes and underscores', () => {
  expect(matchNames('room', ['release-room'])).toBe(4)
  expect(matchNames('rr', ['release_room'])).toBe(6)
  expect(matchNames('relroo', ['release.room'])).toBe(6)
})

test('a long query against many words ends at once', () => {
  const words = ['a '.repeat(40).trim()]
  expect(matchNames(`${'a'.repeat(39)}b`, words)).toBeNull()
})

test('ranks the best first and keeps the order of equals', () => {
  const names = ['alerts-prod', 'prod', 'ci-prod', 'off-topic', 'production']
  expect(rankByNames(names, 'prod', (name) => [name])).toEqual(['prod', 'production', 'alerts-prod', 'ci-prod'])
})
