/** Two people see one number, as digits and as a picture that any camera reads; who was verified is told when the number changes. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { readQr } from '../../../../../test/helpers/read-qr.ts'
import type { LedgerDevice } from '../ledger/questions.ts'
import { createSigningKey } from '../sealing/signing-keys.ts'
import { keepVerified, readSafety } from './safety.ts'

const root = createSigningKey().publicKey.bytes
const [anna, ben] = [randomUUID(), randomUUID()]
const deviceOf = (person: string): LedgerDevice => ({ id: randomUUID(), person, key: createSigningKey().publicKey.bytes, issuer: 'invite', isFounder: false, name: 'box', admitted: 1, removed: undefined })
let devices = [deviceOf(anna), deviceOf(ben)]
const kept = new Map<string, string>()
const store = { text: (name: string) => kept.get(name), keepText: (name: string, text: string) => void kept.set(name, text) }
const read = (person: string, other: string) => readSafety({ devices: () => devices }, store, root, { person, other })

test('both see the same digits, and the picture holds them', () => {
  const mine = read(anna, ben)
  expect(mine.digits).toMatch(/^(\d{5} ){11}\d{5}$/)
  expect(read(ben, anna).digits).toBe(mine.digits)
  expect(readQr(mine.qr)).toBe(mine.digits)
})

test('who was verified is no more once there is another key', () => {
  const { digits } = read(anna, ben)
  keepVerified(store, ben, digits, { at: 7, digits })
  expect(read(anna, ben)).toMatchObject({ verifiedAt: 7, isChanged: false })
  devices = [devices[0]!, deviceOf(ben)]
  expect(read(anna, ben)).toMatchObject({ verifiedAt: 7, isChanged: true })
})

test('a number that changed while it was compared is not taken for verified', () => {
  const { digits } = read(anna, ben)
  keepVerified(store, ben, digits, null)
  devices = [devices[0]!, deviceOf(ben)]
  expect(() => keepVerified(store, ben, read(anna, ben).digits, { at: 8, digits })).toThrow(expect.objectContaining({ code: 'conflict' }))
  expect(read(anna, ben)).toMatchObject({ verifiedAt: null, isChanged: false })
})
