import fc from 'fast-check'
import { expect, it } from 'vitest'
import { followAddresses, type NumberedAddress } from './follow-addresses.ts'

const [a, b] = [{ url: 'a', number: 0 }, { url: 'b', number: 4 }]
const follow = (before: readonly NumberedAddress[], ...urls: string[]) => followAddresses(before, urls, 7)

it('numbers the first ones', () => {
  expect(followAddresses([], ['a', 'b'], 0)).toEqual({ addresses: [{ url: 'a', number: 0 }, { url: 'b', number: 1 }], corrected: [], removed: [] })
})

it('an address keeps its number when others come, go or change places', () => {
  expect(follow([a, b], 'b', 'a')).toEqual({ addresses: [b, a], corrected: [], removed: [] })
  expect(follow([a, b], 'b')).toEqual({ addresses: [b], corrected: [], removed: ['a'] })
  expect(follow([a, b], 'c', 'a', 'b', 'd')).toEqual({ addresses: [{ url: 'c', number: 7 }, a, b, { url: 'd', number: 8 }], corrected: [], removed: [] })
})

it('one that is corrected in its place hands its number on; one in the place of another that stays does not', () => {
  expect(follow([a, b], 'a', 'c')).toEqual({ addresses: [a, { url: 'c', number: 4 }], corrected: [['b', 'c']], removed: [] })
  expect(follow([a, b], 'b', 'c')).toEqual({ addresses: [b, { url: 'c', number: 7 }], corrected: [], removed: ['a'] })
})

it('after any change no two have one number, none lost its own, and each old one stays, is corrected or removed', () => {
  const list = fc.uniqueArray(fc.constantFrom(...'abcdef'), { maxLength: 6 })
  fc.assert(
    fc.property(fc.array(list, { minLength: 2, maxLength: 6 }), (lists) => {
      let [now, unused]: [readonly NumberedAddress[], number] = [[], 0]
      for (const urls of lists) {
        const { addresses, corrected, removed } = followAddresses(now, urls, unused)
        expect(addresses.map(({ url }) => url)).toEqual(urls)
        expect(new Set(addresses.map(({ number }) => number)).size).toBe(urls.length)
        const kept = now.filter(({ url }) => urls.includes(url))
        expect(addresses).toEqual(expect.arrayContaining(kept))
        expect([...kept.map(({ url }) => url), ...corrected.map(([from]) => from), ...removed].sort()).toEqual(now.map(({ url }) => url).sort())
        unused = Math.max(unused, ...addresses.map(({ number }) => number + 1))
        now = addresses
      }
    }),
  )
})
