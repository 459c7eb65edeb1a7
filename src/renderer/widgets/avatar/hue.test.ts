import { expect, test } from 'vitest'
import { hueOf, initialsOf, initialsOfPerson } from './hue.ts'

test('the same sender has the same hue everywhere', () => {
  expect(['lena', 'mara', 'priya', 'sam'].map(hueOf)).toEqual([2, 5, 3, 8])
  expect(new Set(Array.from({ length: 200 }, (_, index) => hueOf(`person-${index}`)))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]))
})

test.each([
  ['Lena Fischer', 'LF'],
  ['Ana Maria de Souza', 'AS'],
  ['deploy', 'DE'],
  ['GitLab · CI', 'GC'],
  ['李雷', '李雷'],
  ['🔥🔥', ''],
  ['', ''],
])('%s → %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test.each([
  ['Lena Fischer', 'LF'],
  ['🦊🦊 🐻', '🦊'],
  ['👩🏽‍🚀', '👩🏽‍🚀'],
  ['', ''],
])('a person called %s has %s where a picture would be', (name, initials) => {
  expect(initialsOfPerson(name)).toBe(initials)
})
