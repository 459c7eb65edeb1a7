/** Two people see the same number exactly when each has the keys that the other really has. */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { usePrimitives } from './choose-primitives.ts'
import { purePrimitives } from './pure-primitives.ts'
import { buildFingerprint, buildGroupCode, buildSafetyNumber, groupDigits } from './safety-number.ts'
import { createSigningKey } from './signing-keys.ts'
import type { PersonKeys } from './safety-number.ts'

afterEach(() => usePrimitives(undefined))

const newKey = () => createSigningKey().publicKey.bytes
const workspace = newKey()
const anna: PersonKeys = { person: randomUUID(), keys: [newKey(), newKey()] }
const ben: PersonKeys = { person: randomUUID(), keys: [newKey()] }
const digitsOf = (mine: PersonKeys, theirs: PersonKeys, key = workspace) => buildSafetyNumber(key, mine, theirs)

test('both see the same 60 digits, in whatever order they know the keys', () => {
  const digits = digitsOf(anna, ben)
  expect(digits).toMatch(/^\d{60}$/)
  expect([digitsOf(ben, anna), digitsOf({ ...anna, keys: anna.keys.toReversed() }, ben)]).toEqual([digits, digits])
  expect(groupDigits(digits)).toHaveLength(12)
  expect(groupDigits(digits).join('')).toBe(digits)
})

test('another key, another person, one key more or less, another workspace: another number', () => {
  const others = [
    digitsOf(anna, { ...ben, keys: [newKey()] }),
    digitsOf(anna, { ...ben, person: randomUUID() }),
    digitsOf({ ...anna, keys: anna.keys.slice(1) }, ben),
    digitsOf(anna, { ...ben, keys: [...ben.keys, newKey()] }),
    // The keys exchanged between the two.
    digitsOf({ ...anna, keys: ben.keys }, { ...ben, keys: anna.keys }),
    digitsOf(anna, ben, newKey()),
  ]
  expect(new Set([...others, digitsOf(anna, ben)]).size).toBe(7)
})

test('is always the same for the same keys, as other clients must have it', () => {
  const [one, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
  const number = () => buildSafetyNumber(new Uint8Array(32), { person: '0197a5c0-0000-7000-8000-000000000001', keys: [one] }, { person: '0197a5c0-0000-7000-8000-000000000002', keys: [other] })
  expect(number()).toBe('570158555859553928992866287840960661859192958089005459258267')
  const native = number()
  usePrimitives(purePrimitives)
  expect(number()).toEqual(native)
})

test('a group has one code per epoch and history', () => {
  const [group, authenticator] = [randomUUID(), newKey()]
  const codes = [buildGroupCode(group, 1n, authenticator), buildGroupCode(group, 2n, authenticator), buildGroupCode(group, 1n, newKey()), buildGroupCode(randomUUID(), 1n, authenticator)]
  expect(codes.every((code) => /^\d{30}$/.test(code))).toBe(true)
  expect(new Set(codes).size).toBe(4)
  expect(buildGroupCode(group, 1n, Uint8Array.from(authenticator))).toBe(codes[0])
})

test('a key is told by 30 digits', () => {
  expect([buildFingerprint(workspace) === buildFingerprint(newKey()), /^\d{30}$/.test(buildFingerprint(workspace))]).toEqual([false, true])
})
