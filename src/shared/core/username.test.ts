/** Usernames that are proposed are always valid and free. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { usernameSchema } from '#shared/contract/person.ts'
import { deriveUsername } from './username.ts'

const free = (): boolean => false

test.each([
  ['Lena Fischer', 'lena.fischer'],
  ['Åse Ørsted-Nuñez', 'ase.orsted-nunez'],
  ["Conan O'Brien", 'conan.obrien'],
  ['Straße', 'strasse'],
  ['  Dr. No  ', 'dr.no'],
  ['李雷', 'me'],
  ['🚀', 'me'],
  ['', 'me'],
  ['All', 'all2'],
])('%j becomes %s', (displayName, username) => expect(deriveUsername(displayName, free)).toBe(username))

test('a taken name gets the first free number', () => {
  const taken = new Set(['lena.fischer', 'lena.fischer2'])
  expect(deriveUsername('Lena Fischer', (name) => taken.has(name))).toBe('lena.fischer3')
})

test('any display name gives a valid username', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => usernameSchema.safeParse(deriveUsername(name, free)).success))
})
