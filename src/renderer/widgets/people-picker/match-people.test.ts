/** Who is found by what people type. */
import { expect, test } from 'vitest'
import type { Person } from '#shared/contract/person.ts'
import { matchPeople } from './match-people.ts'

const person = (username: string, displayName: string): Person => ({ username, displayName }) as Person
const people = [person('tferreira', 'Tomás Ferreira'), person('jonas', 'Jonas Weber'), person('aiko', 'Aiko Tanaka'), person('tanja', 'Tanja Abel')]
const found = (query: string): string[] => matchPeople(people, query).map(({ username }) => username)

test('nothing typed lists all by name', () => {
  expect(found('')).toEqual(['aiko', 'jonas', 'tanja', 'tferreira'])
})

test('names are found without accents, by the beginning of any word, by username, and with an @', () => {
  expect(found('tomas')).toEqual(['tferreira'])
  expect(found('ferr')).toEqual(['tferreira'])
  expect(found('@jonas')).toEqual(['jonas'])
  expect(found('tan')).toEqual(['tanja', 'aiko'])
  expect(found('nobody')).toEqual([])
})
