/** A history link gives the older key to who has the newer one, and to nobody else. */
import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { usePrimitives } from './choose-primitives.ts'
import { LINK_BYTES, linkPlace, unwrapKey, wrapKey } from './links.ts'
import { nativePrimitives } from './native-primitives.ts'
import { purePrimitives } from './pure-primitives.ts'
import { sealBytes } from './seal-bytes.ts'

const group = '0197a5c0-0000-7000-8000-000000000001'
const place = linkPlace(group, 5n, 4n)

afterEach(() => usePrimitives(undefined))

describe.each([
  ['native', nativePrimitives],
  ['pure', purePrimitives],
] as const)('%s', (_name, all) => {
  test('walks a chain of epochs back to the first key', () => {
    usePrimitives(all)
    const keys = Array.from({ length: 40 }, () => randomBytes(32))
    const links = keys.slice(1).map((key, index) => wrapKey(key, keys[index] ?? key, linkPlace(group, BigInt(index + 1), BigInt(index))))
    expect(new Set(links.map((link) => link.length))).toEqual(new Set([LINK_BYTES]))
    let key: Uint8Array | undefined = keys.at(-1)
    for (let epoch = links.length; epoch > 0 && key; epoch -= 1) key = unwrapKey(key, links[epoch - 1] ?? new Uint8Array(), linkPlace(group, BigInt(epoch), BigInt(epoch - 1)))
    expect(Buffer.from(key ?? [])).toEqual(keys[0])
  })

  test('every bit counts, and so do key, place and length', () => {
    usePrimitives(all)
    const [newKey, oldKey] = [randomBytes(32), randomBytes(32)]
    const link = wrapKey(newKey, oldKey, place)
    const opened = Array.from({ length: link.length * 8 }, (_, bit) => unwrapKey(newKey, flipBit(link, bit), place))
    expect(opened.filter((key) => key !== undefined)).toEqual([])
    const others = [linkPlace(group, 5n, 3n), linkPlace(group, 6n, 4n), linkPlace('0197a5c0-0000-7000-8000-000000000002', 5n, 4n)]
    expect(others.map((other) => unwrapKey(newKey, link, other))).toEqual([undefined, undefined, undefined])
    expect([unwrapKey(oldKey, link, place), unwrapKey(newKey, link.subarray(1), place), unwrapKey(newKey, new Uint8Array(), place)]).toEqual([undefined, undefined, undefined])
    expect(Buffer.from(unwrapKey(newKey, link, place) ?? [])).toEqual(oldKey)
  })
})

test('what was sealed in its place and is no key does not open', () => {
  const key = randomBytes(32)
  const seal = (sizeBytes: number) => sealBytes({ key, keyPurpose: 'hookline/link-key/1', keyParts: [], aad: place }, new Uint8Array(sizeBytes))
  expect([31, 32, 33].map((sizeBytes) => unwrapKey(key, seal(sizeBytes), place)?.length)).toEqual([undefined, 32, undefined])
})

test('is another one each time', () => {
  const key = randomBytes(32)
  expect(wrapKey(key, key, place)).not.toEqual(wrapKey(key, key, place))
})

test('a key of another length is a bug and says so', () => {
  expect(() => wrapKey(randomBytes(32), randomBytes(31), place)).toThrow('A key has 32 bytes, this one 31.')
  expect(() => wrapKey(randomBytes(16), randomBytes(32), place)).toThrow('A key has 32 bytes, this one 16.')
})

function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const at = bit >> 3
  return Uint8Array.from(bytes).with(at, (bytes[at] ?? 0) ^ (1 << (bit & 7)))
}
