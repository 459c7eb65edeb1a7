import { expect, test } from 'vitest'
import type { Case } from '#shared/contract/case.ts'
import { findCase, withCase, type CasePages } from './case-pages.ts'

const one = (id: string, position: number, state: Case['state'] = 'open') => ({ id, position, state }) as unknown as Case
const list = (...pages: { cases: Case[]; nextBefore: number | null }[]): CasePages => ({ pages: pages.map((page) => ({ ...page, open: 0 })), pageParams: [null] })
const ids = (pages: CasePages) => pages.pages.map((page) => page.cases.map(({ id }) => id))
const two = list({ cases: [one('d', 40), one('c', 30)], nextBefore: 30 }, { cases: [one('b', 20), one('a', 10)], nextBefore: null })

test('what was changed last comes first, and stands once', () => {
  expect(ids(withCase(two, one('a', 50), 'open'))).toEqual([['a', 'd', 'c'], ['b']])
  expect(ids(withCase(two, one('new', 60), 'open'))).toEqual([['new', 'd', 'c'], ['b', 'a']])
})

test('what is in another state leaves the list', () => {
  expect(ids(withCase(two, one('c', 70, 'closed'), 'open'))).toEqual([['d'], ['b', 'a']])
})

test('what is put back stands where it was', () => {
  const without = withCase(two, one('b', 20, 'closed'), 'open')
  expect(ids(withCase(without, one('b', 20), 'open'))).toEqual(ids(two))
})

test('what belongs below the loaded pages waits for its own', () => {
  const first = list({ cases: [one('d', 40)], nextBefore: 40 })
  expect(ids(withCase(first, one('a', 10), 'open'))).toEqual([['d']])
})

test('a case is found on any page', () => {
  expect(findCase(two, 'a')?.position).toBe(10)
  expect(findCase(undefined, 'a')).toBeUndefined()
})
