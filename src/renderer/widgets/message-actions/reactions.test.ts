import { expect, test } from 'vitest'
import { withReaction } from './act.ts'
import { namesOf } from './reactions.tsx'

const reactions = [
  { emoji: '👍', people: ['mara', 'sam'] },
  { emoji: '🚢', people: ['sam'] },
]

test('a reaction is added at the end of its people, a new emoji at the end of all, and an empty one goes', () => {
  expect(withReaction(reactions, { emoji: '👍', me: 'lena', on: true })).toEqual([{ emoji: '👍', people: ['mara', 'sam', 'lena'] }, reactions[1]])
  expect(withReaction(reactions, { emoji: '🎉', me: 'lena', on: true })).toEqual([...reactions, { emoji: '🎉', people: ['lena'] }])
  expect(withReaction(reactions, { emoji: '🚢', me: 'sam', on: false })).toEqual([reactions[0]])
})

test('twice the same changes nothing', () => {
  expect(withReaction(reactions, { emoji: '🚢', me: 'sam', on: true })).toEqual(reactions)
  expect(withReaction(reactions, { emoji: '🚢', me: 'lena', on: false })).toEqual(reactions)
})

test('I come first, others by their names, many are counted', () => {
  const names = new Map([['mara', 'Mara L']])
  expect(namesOf(['mara', 'lena', 'sam'], { me: 'lena', names })).toBe('you, Mara L, sam')
  const crowd = Array.from({ length: 15 }, (_, index) => `p${index}`)
  expect(namesOf(crowd, { me: 'lena', names })).toMatch(/^p0, .*, p11, 3 more$/)
})
