/** Invite links come back whole or not at all, with a sentence that says what to do. */
import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readQr } from '../../../../../test/helpers/read-qr.ts'
import { buildInviteLink, parseInviteLink } from './invite-link.ts'
import { buildQrMatrix } from './qr-matrix.ts'
import { createSigningKey } from './signing-keys.ts'
import type { InviteLink } from './invite-link.ts'

const invite: InviteLink = {
  workspaceName: 'Werkstatt Süd ☕',
  hosts: [
    { host: '192.168.1.20', port: 4666 },
    { host: 'team.example.org', port: 443 },
    { host: '2001:db8::1', port: 4666 },
  ],
  pin: randomBytes(32),
  rootKey: createSigningKey().publicKey.bytes,
  seed: randomBytes(32),
  expiresAt: Date.UTC(2031, 0, 2, 3, 4, 5),
}
const link = buildInviteLink(invite)
const PREFIX = 'hookline://join#'
const plain = (value: InviteLink) => ({ ...value, pin: [...value.pin], rootKey: [...value.rootKey], seed: [...value.seed] })
const damaged = 'This invite link was damaged or cut off on its way. Copy it again, from hookline:// to its end.'
const senseless = 'This invite link makes no sense. Ask for a new one.'

test('comes back, whatever is in it', () => {
  const host = fc.oneof(
    fc.ipV4().map((address) => address),
    fc.domain().filter((name) => name === name.toLowerCase()),
    fc.constantFrom('::1', '2001:db8::20', 'localhost'),
  )
  const hosts = fc.array(fc.record({ host, port: fc.integer({ min: 1, max: 65_535 }) }), { minLength: 1, maxLength: 8 })
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 15 }).filter((text) => text.trim() === text && text !== '' && text.length <= 64 && !/[\p{C}\p{Z}\ufffd]/u.test(text.replaceAll(' ', '')))
  const expiresAt = fc.option(fc.integer({ min: 1, max: 2 ** 40 }).map((seconds) => seconds * 1000), { nil: undefined })
  fc.assert(
    fc.property(hosts, name, expiresAt, (someHosts, workspaceName, time) => {
      const some = { ...invite, hosts: someHosts, workspaceName, expiresAt: time }
      expect(plain(parseInviteLink(buildInviteLink(some)))).toEqual(plain(some))
    }),
    { numRuns: 100 },
  )
})

test('says a name that a link cannot show with spaces', () => {
  const named = (workspaceName: string): string => parseInviteLink(buildInviteLink({ ...invite, workspaceName })).workspaceName
  expect(named('Tide\u2028water')).toBe('Tide water')
  expect(named('\u202eTide\u0007\ud800')).toBe('Tide')
  expect(named('\u2066')).toBe('Hookline')
})

test('holds its secret behind the # only, and is short enough for a picture that a telephone reads', () => {
  expect(link).toMatch(/^hookline:\/\/join#[\w-]+$/)
  expect(link.length).toBeLessThan(300)
})

test('comes back from its QR picture', () => {
  const matrix = buildQrMatrix(link)
  expect(readQr(matrix)).toBe(link)
  expect([matrix[3]?.some(Boolean), matrix.length < 90]).toEqual([false, true])
})

test.each([
  ['in the middle of spaces', `  ${link}\n`],
  ['broken into lines by a mail program', link.replace(/(.{60})/g, '$1\r\n  ')],
  ['as a browser hands it over', link.replace('join#', 'join/#')],
  ['with its scheme in capitals', link.replace('hookline', 'HOOKLINE')],
])('is read %s', (_how, text) => {
  expect(plain(parseInviteLink(text))).toEqual(plain(invite))
})

describe('is refused', () => {
  test.each([
    ['nothing', '', 'This is no invite link: one begins with hookline://join#'],
    ['a web address', 'https://example.org/join#abc', 'This is no invite link: one begins with hookline://join#'],
    ['a link for something else', link.replace('join', 'verify'), 'This is no invite link: one begins with hookline://join#'],
    ['words around it', `Join: ${link}`, 'This is no invite link: one begins with hookline://join#'],
    ['no code', PREFIX, damaged],
    ['cut off', link.slice(0, -1), damaged],
    ['a letter too many', `${link}A`, damaged],
    ['a full stop behind it', `${link}.`, damaged],
    ['padding', `${link}=`, damaged],
    ['other letters of base64', link.replace(/[\w-]$/, '+'), damaged],
    ['a newer format', PREFIX + sum([2, ...payload().subarray(1)]), 'This invite link was made by a newer Hookline. Update Hookline, then try again.'],
  ])('%s', (_what, text, message) => {
    expect(() => parseInviteLink(text)).toThrow(expect.objectContaining({ name: 'AppError', code: 'invalid', field: 'link', message }))
  })

  test('with any one character changed or left out', () => {
    const places = Array.from({ length: link.length - PREFIX.length }, (_, index) => PREFIX.length + index)
    const changed = places.flatMap((at) => [link.slice(0, at) + (link[at] === 'A' ? 'B' : 'A') + link.slice(at + 1), link.slice(0, at) + link.slice(at + 1)])
    const messages = changed.map((text) => {
      try {
        return parseInviteLink(text)
      } catch (error) {
        return (error as Error).message
      }
    })
    expect(new Set(messages)).toEqual(new Set([damaged]))
  })

  // Somebody made these on purpose: the checksum is right.
  const nameAt = 1 + 96 + 6
  test.each<[string, (bytes: Uint8Array) => Iterable<number>]>([
    ['bytes behind its end', (bytes) => [...bytes, 0]],
    ['an end too early', (bytes) => bytes.subarray(0, -3)],
    ['a root key of small order', (bytes) => bytes.fill(0, 1, 33)],
    ['no name', (bytes) => bytes.with(nameAt, 0)],
    ['a name that is not text', (bytes) => bytes.with(nameAt + 1, 0xff)],
    ['a line break in the name', (bytes) => bytes.with(nameAt + 1, 0x0a)],
    ['more hosts than it has', (bytes) => bytes.with(hostsAt(), 4)],
    ['no host', (bytes) => [...bytes.subarray(0, hostsAt()), 0]],
    ['nine hosts', (bytes) => [...bytes.subarray(0, hostsAt()), 9, ...Array.from({ length: 9 }, () => [3, ...Buffer.from('a:1')]).flat()]],
    ['a host that is none', (bytes) => [...bytes.subarray(0, hostsAt()), 1, 3, ...Buffer.from('a:0')]],
    ['a host in another spelling', (bytes) => [...bytes.subarray(0, hostsAt()), 1, 3, ...Buffer.from('A:1')]],
    ['a time that no clock shows', (bytes) => [...bytes.subarray(0, 97), ...Buffer.from('07dba8218001', 'hex'), ...bytes.subarray(103)]],
    ['nothing but a format', (bytes) => bytes.subarray(0, 1)],
  ])('%s', (_what, change) => {
    expect(() => parseInviteLink(PREFIX + sum(change(Uint8Array.from(payload()))))).toThrow(senseless)
  })

  test('whatever bytes it has', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => parseInviteLink(PREFIX + sum([1, ...bytes]))).toThrow(senseless)
      }),
    )
  })
})

test.each<[string, Partial<InviteLink>]>([
  ['its workspace needs a name', { workspaceName: 'x'.repeat(65) }],
  ['it needs 1 to 8 hosts', { hosts: [] }],
  ['a host is no address', { hosts: [{ host: 'exa mple', port: 1 }] }],
  ['a host is no address', { hosts: [{ host: 'example', port: 0 }] }],
  ['a host is no address', { hosts: [{ host: `${'abcdefg.'.repeat(31)}abcde`, port: 65_535 }] }],
  ['pin and seed have 32 bytes', { pin: randomBytes(31) }],
  ['pin and seed have 32 bytes', { seed: randomBytes(33) }],
  ['its root key is no key', { rootKey: new Uint8Array(32) }],
  ['it expires at no whole second', { expiresAt: 1500 }],
  ['it expires at no whole second', { expiresAt: -1000 }],
  ['it expires at no whole second', { expiresAt: 8.64e15 + 1000 }],
])('cannot be made: %s', (problem, change) => {
  expect(() => buildInviteLink({ ...invite, ...change })).toThrow(new RangeError(`No invite link can be made: ${problem}.`))
})

function payload(): Buffer {
  return Buffer.from(link.slice(PREFIX.length), 'base64url').subarray(0, -4)
}

function hostsAt(): number {
  return 1 + 96 + 6 + 1 + Buffer.byteLength(invite.workspaceName)
}

function sum(bytes: Iterable<number>): string {
  const all = Buffer.from([...bytes])
  return Buffer.concat([all, createHash('sha256').update(all).digest().subarray(0, 4)]).toString('base64url')
}
