/** Which addresses are of the public internet, and what an allowance allows. */
import { describe, expect, test } from 'vitest'
import { AddressRefused, guardedDispatcher, isPublicAddress } from './address-guard.ts'

test.each(['1.1.1.1', '93.184.216.34', '2606:4700::1111', '2a00:1450:4001:80b::200e', '::ffff:1.1.1.1'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each(['127.0.0.1', '10.1.2.3', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '240.0.0.1', '192.0.2.1', '198.51.100.1', '::1', '::', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'ff02::1', '64:ff9b::a00:1', '2001:db8::1', '2002:7f00:1::', '4000::1', 'localhost', 'example.com', ''])(
  '%s is not',
  (address) => {
    expect(isPublicAddress(address)).toBe(false)
  },
)

describe('an allowance', () => {
  const allowed = new Set(['127.0.0.1:80', '10.0.0.1:8443', '[::1]:443'])
  test.each(['http://127.0.0.1/a', 'http://127.0.0.1:80/', 'http://2130706433/', 'https://10.0.0.1:8443/', 'https://[::1]/'])('%s is allowed', (url) => {
    expect(() => guardedDispatcher(new URL(url), allowed)).not.toThrow()
  })
  test.each(['https://127.0.0.1/', 'http://127.0.0.1:81/', 'https://10.0.0.1/', 'http://[::1]/', 'http://127.0.0.2/'])('%s is not', (url) => {
    expect(() => guardedDispatcher(new URL(url), allowed)).toThrow(AddressRefused)
  })
})
