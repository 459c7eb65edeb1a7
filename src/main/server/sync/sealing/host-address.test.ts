/** Where a relay can be reached is written in one way, and what is no address is refused. */
import { expect, test } from 'vitest'
import { formatHostAddress, parseHostAddress } from './host-address.ts'

test.each([
  ['192.168.1.20:4666', '192.168.1.20', 4666, '192.168.1.20:4666'],
  ['Team.Example.org:443', 'team.example.org', 443, 'team.example.org:443'],
  ['bücher.example:1', 'xn--bcher-kva.example', 1, 'xn--bcher-kva.example:1'],
  ['localhost:65535', 'localhost', 65_535, 'localhost:65535'],
  ['[2001:DB8:0:0::1]:4666', '2001:db8::1', 4666, '[2001:db8::1]:4666'],
  ['[::ffff:10.0.0.1]:1', '::ffff:a00:1', 1, '[::ffff:a00:1]:1'],
])('%s', (text, host, port, written) => {
  expect(parseHostAddress(text)).toEqual({ host, port })
  expect(formatHostAddress({ host, port })).toBe(written)
  expect(parseHostAddress(written)).toEqual({ host, port })
})

test.each([
  '',
  'example.org',
  'example.org:',
  ':4666',
  'example.org:0',
  'example.org:65536',
  'example.org:04666',
  'example.org:4666/path',
  'https://example.org:4666',
  'user@example.org:4666',
  'example.org#x:4666',
  'example .org:4666',
  'example.org:4666\n',
  '2001:db8::1:4666',
  '[2001:db8::1]',
  '[fe80::1%eth0]:4666',
  '[::g]:1',
  '256.1.1.1:4666',
  '1.2.3:4666',
  '0x7f.1:4666',
  '010.0.0.1:4666',
  '2130706433:4666',
  '-a.example:1',
  'a..example:1',
  `${'a'.repeat(64)}.example:1`,
  `${'abcdefgh.'.repeat(32)}example:1`,
])('%j is none', (text) => {
  expect(parseHostAddress(text)).toBeUndefined()
})
