/** Short ids are UUIDs in another alphabet: nothing is lost and nothing else is taken for one. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseId, shortIdToUuid, uuidToShortId } from './ids.ts'

test('every UUID survives the way there and back', () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      const short = uuidToShortId(uuid)
      expect(short).toMatch(/^[a-z0-9]{26}$/)
      expect(shortIdToUuid(short)).toBe(uuid)
      expect([parseId(short), parseId(uuid), parseId(uuid.toUpperCase())]).toEqual([uuid, uuid, uuid])
    }),
  )
})

test('the first and the last UUID have the forms that follow from the alphabet', () => {
  expect(uuidToShortId('00000000-0000-0000-0000-000000000000')).toBe('y'.repeat(26))
  expect(uuidToShortId('ffffffff-ffff-ffff-ffff-ffffffffffff')).toBe(`${'9'.repeat(25)}h`)
})

test.each(['', 'town-square', 'Y'.repeat(26), 'l'.repeat(26), `${'y'.repeat(25)}b`, 'y'.repeat(26), '019c23e9-a9a8-035c-b6ce-0a69df63aaf0'])(
  '%j is no id',
  (raw) => expect(parseId(raw)).toBeUndefined(),
)
