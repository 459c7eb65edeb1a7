import { expect, it } from 'vitest'
import { maskUrl, splitUrl } from './mask-url.ts'

it('tells the secret from the rest of an address', () => {
  expect(splitUrl('http://127.0.0.1:4665/services/T04AB/B07CD/x9Yz')).toEqual({ origin: 'http://127.0.0.1:4665', lead: '/services/T04AB/B07CD/', secret: 'x9Yz' })
})

it('hides all but the last four characters', () => {
  expect(maskUrl('http://127.0.0.1:4665/hooks/k8x3m1f7qz9t2wd6hr4bn5cyap')).toBe('http://127.0.0.1:4665/hooks/••••cyap')
})
