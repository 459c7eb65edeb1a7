import { expect, it } from 'vitest'
import { refusedHost } from './refused-host.ts'

it('finds the host that can be allowed, and nothing in other problems', () => {
  expect(refusedHost('127.0.0.1 is not on the public internet. If it is a program of yours, allow 127.0.0.1:8080 for this webhook.')).toBe('127.0.0.1:8080')
  expect(refusedHost('::1 is not on the public internet. If it is a program of yours, allow [::1]:443 for this webhook.')).toBe('[::1]:443')
  expect(refusedHost('The receiver answered 500.')).toBeUndefined()
  expect(refusedHost('This is an address of Hookline itself: nothing is sent there.')).toBeUndefined()
  expect(refusedHost(null)).toBeUndefined()
})
