/** Who is believed about where a request came from: a table of honest chains and of forged ones. */
import { describe, expect, test } from 'vitest'
import { addressListOf } from './address-list.ts'
import { readClient } from './client-address.ts'

const proxies = addressListOf(['127.0.0.1', '::1', '10.0.0.0/8', '2001:db8:1::/48', '::ffff:192.0.2.9'])
const differ = 'X-Forwarded-For and Forwarded (they differ: let the proxy remove the one that it does not write)'
const unclear = (name: string) => `${name} (it names no address where the trusted proxies end)`

interface Row {
  readonly what: string
  readonly peer?: string
  readonly xff?: string
  readonly forwarded?: string
  readonly remote: string
  readonly unheeded?: readonly string[]
}

const rows: readonly Row[] = [
  { what: 'no header', remote: '127.0.0.1' },
  { what: 'one hop of a trusted proxy', xff: '203.0.113.7', remote: '203.0.113.7' },
  { what: 'a forged hop in front, as proxies append', xff: '1.2.3.4, 203.0.113.7', remote: '203.0.113.7' },
  { what: 'a forged trusted address in front', xff: '127.0.0.1, 203.0.113.7', remote: '203.0.113.7' },
  { what: 'two proxies of ours', xff: '203.0.113.7, 10.1.2.3', remote: '203.0.113.7' },
  { what: 'a forged hop before two proxies of ours', xff: '10.9.9.9, 203.0.113.7, 10.1.2.3', remote: '203.0.113.7' },
  { what: 'our proxies alone: the far end', xff: '10.4.4.4, 10.1.2.3', remote: '10.4.4.4' },
  { what: 'a stranger who writes the header', peer: '203.0.113.66', xff: '127.0.0.1', remote: '203.0.113.66', unheeded: ['X-Forwarded-For (203.0.113.66 is no trusted proxy)'] },
  { what: 'a stranger who writes both', peer: '203.0.113.66', xff: '10.0.0.1', forwarded: 'for=10.0.0.1', remote: '203.0.113.66', unheeded: ['X-Forwarded-For (203.0.113.66 is no trusted proxy)', 'Forwarded (203.0.113.66 is no trusted proxy)'] },
  { what: 'a neighbour of a trusted range', peer: '11.0.0.1', xff: '1.1.1.1', remote: '11.0.0.1', unheeded: ['X-Forwarded-For (11.0.0.1 is no trusted proxy)'] },
  { what: 'IPv4 that comes as IPv6', peer: '::ffff:127.0.0.1', xff: '::ffff:203.0.113.7', remote: '203.0.113.7' },
  { what: 'a proxy named as IPv6, coming as IPv4', peer: '192.0.2.9', xff: '203.0.113.7', remote: '203.0.113.7' },
  { what: 'IPv6', peer: '2001:db8:1::2', xff: '2001:db8:2::7', remote: '2001:db8:2::7' },
  { what: 'IPv6 beside the range', peer: '2001:db8:2::2', xff: '1.1.1.1', remote: '2001:db8:2::2', unheeded: ['X-Forwarded-For (2001:db8:2::2 is no trusted proxy)'] },
  { what: 'ports', xff: '203.0.113.7:51234, [2001:db8:1::9]:443', remote: '203.0.113.7' },
  { what: 'IPv6 in another spelling', xff: '2001:0DB8:0002:0:0:0:0:7', remote: '2001:db8:2::7' },
  { what: 'a hop that hides', xff: 'unknown', remote: 'unknown', unheeded: [unclear('X-Forwarded-For')] },
  { what: 'a name', xff: 'localhost', remote: 'unknown', unheeded: [unclear('X-Forwarded-For')] },
  { what: 'nothing in it', xff: '', remote: 'unknown', unheeded: [unclear('X-Forwarded-For')] },
  { what: 'an empty hop at the near end', xff: '203.0.113.7,', remote: 'unknown', unheeded: [unclear('X-Forwarded-For')] },
  { what: 'nonsense before what counts', xff: '<script>, 203.0.113.7', remote: '203.0.113.7' },
  { what: 'a number in octal', xff: '0177.0.0.1', remote: 'unknown', unheeded: [unclear('X-Forwarded-For')] },
  { what: 'a number in hex', xff: '0x7f.0.0.1', remote: 'unknown', unheeded: [unclear('X-Forwarded-For')] },
  { what: 'a short number', xff: '127.1', remote: 'unknown', unheeded: [unclear('X-Forwarded-For')] },
  { what: 'a zone', xff: 'fe80::1%eth0', remote: 'unknown', unheeded: [unclear('X-Forwarded-For')] },
  { what: 'a range', xff: '10.0.0.0/8', remote: 'unknown', unheeded: [unclear('X-Forwarded-For')] },
  { what: 'other letters for digits', xff: '１２７.0.0.1', remote: 'unknown', unheeded: [unclear('X-Forwarded-For')] },
  { what: 'more hops than anybody has: the near end counts', xff: [...Array.from({ length: 500 }, () => '127.0.0.1'), '203.0.113.7'].join(','), remote: '203.0.113.7' },
  { what: 'RFC 7239', forwarded: 'for=192.0.2.60;proto=http;by=203.0.113.43', remote: '192.0.2.60' },
  { what: 'RFC 7239, IPv6 with a port', forwarded: 'For="[2001:db8:cafe::17]:4711"', remote: '2001:db8:cafe::17' },
  { what: 'RFC 7239, two elements', forwarded: 'for=192.0.2.43, for=198.51.100.17', remote: '198.51.100.17' },
  { what: 'RFC 7239, behind two of ours', forwarded: 'for=evil, for=192.0.2.43;host=evil.example, for=10.0.0.2', remote: '192.0.2.43' },
  { what: 'RFC 7239, a comma and an element inside quotes', forwarded: 'for="_x, for=127.0.0.1", for=203.0.113.7', remote: '203.0.113.7' },
  { what: 'RFC 7239, a quote that swallows the proxy’s own element', forwarded: 'for="127.0.0.1, for=203.0.113.7', remote: 'unknown', unheeded: [unclear('Forwarded')] },
  { what: 'RFC 7239, two for in one element', forwarded: 'for=10.0.0.1;for=203.0.113.7', remote: 'unknown', unheeded: [unclear('Forwarded')] },
  { what: 'RFC 7239, no for', forwarded: 'proto=https;host=example.org', remote: 'unknown', unheeded: [unclear('Forwarded')] },
  { what: 'RFC 7239, hidden', forwarded: 'for=_gazonk', remote: 'unknown', unheeded: [unclear('Forwarded')] },
  { what: 'RFC 7239, blanks around the sign', forwarded: 'for = 127.0.0.1', remote: 'unknown', unheeded: [unclear('Forwarded')] },
  { what: 'both, and the same', xff: '1.1.1.1, 203.0.113.7', forwarded: 'for=203.0.113.7', remote: '203.0.113.7' },
  { what: 'both, and one is the sender’s own', xff: '203.0.113.7', forwarded: 'for=10.0.0.1', remote: 'unknown', unheeded: [differ] },
  { what: 'both, and the other one is', xff: '127.0.0.1', forwarded: 'for=203.0.113.7', remote: 'unknown', unheeded: [differ] },
]

describe('where a request came from', () => {
  test.each(rows)('$what → $remote', ({ peer = '127.0.0.1', xff, forwarded, remote, unheeded = [] }) => {
    const headers = { ...(xff === undefined ? {} : { 'x-forwarded-for': xff }), ...(forwarded === undefined ? {} : { forwarded }) }
    expect(readClient(peer, headers, () => proxies)).toEqual({ remote, unheeded })
  })

  test('what says nothing is in no list, whatever the list holds', () => {
    expect(addressListOf(['0.0.0.0/1', '128.0.0.0/1', '::/1', '8000::/1']).has('unknown')).toBe(false)
  })

  test('the list is not even asked for without a header, and is compiled once for the same setting', () => {
    const asked = (): never => {
      throw new Error('asked')
    }
    expect(readClient('::1', { host: 'x' }, asked)).toEqual({ remote: '::1', unheeded: [] })
    const setting = ['10.0.0.0/8']
    expect(addressListOf(setting)).toBe(addressListOf(setting))
  })
})
