/** JSON as tolerant as Mattermost reads it, and errors with the place and the reason. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDeeperThan, parseExactly, parseFirstJson } from './json-scan.ts'

test.each([
  ['{"text":"a"} xx', { text: 'a' }],
  ['{"text":"a"}`', { text: 'a' }],
  [' [1] {', [1]],
  ['{"a":"x\ny\tz\u0000"}', { a: 'x\ny\tz\u0000' }],
  ['{"a\n":"\\"\n"} tail "', { 'a\n': '"\n' }],
  ['null,', null],
  ['{"a":{}}}', { a: {} }],
])('%j is read', (text, value) => expect(parseFirstJson(text)).toEqual({ ok: true, value }))

test.each([
  ['', 0, 'missing'],
  ['{"a":1,}', 7, 'comma'],
  ['{"a" 1}', 5, 'colon'],
  ['{a:1}', 1, 'needs double quotes'],
  ["{'a':1}", 1, 'double quotes'],
  ['{"a":\'b\'}', 5, 'double quotes'],
  ['{"a":True}', 5, 'true, false and null'],
  ['{"a":hello}', 5, 'double quotes'],
  ['{"a":"b""}', 8, 'quote too many'],
  ['{"ä€😀":"b""}', 16, 'quote too many'],
  ['{"a":"b', 5, 'never ends'],
  ['{"a":[1,2', 9, 'too early'],
  ['{"a":"C:\\x"}', 8, 'backslash'],
  ['{"a":01}', 5, ''],
  ['hello', 0, 'double quotes'],
  ['[1,]', 3, 'comma'],
])('%j fails at byte %i: %s', (text, byte, problem) => {
  expect(parseFirstJson(text)).toEqual({ ok: false, byte, problem: expect.stringContaining(problem) })
})

test('agrees with JSON.parse about everything that it can read, whatever follows', () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), fc.constantFrom('', ' x', '\n"', '}', '"'), (json, tail) => {
      fc.pre(!/^[\d"tfn-]/.test(json) || tail !== '"')
      expect(parseFirstJson(json + tail)).toEqual({ ok: true, value: JSON.parse(json) })
    }),
  )
})

test('never throws, and reads an offset in any text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('{', '}', '[', ']', '"', ':', ',', 'a', '\\', '1', '\n', 'é', '-'), { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      const read = parseFirstJson(text)
      if (!read.ok) expect(read.byte).toBeLessThanOrEqual(new TextEncoder().encode(text).length)
    }),
    { numRuns: 3000 },
  )
})

test('depth does not overflow the stack', () => {
  const deep = `${'['.repeat(1_000_000)}`
  expect(parseFirstJson(deep)).toEqual({ ok: false, byte: 10_000, problem: 'the JSON is nested more than 10000 deep' })
  const whole = parseFirstJson(`{"a":${'['.repeat(9_000)}${']'.repeat(9_000)}} tail`)
  expect(whole.ok && isDeeperThan(whole.value, 100)).toBe(true)
  expect(isDeeperThan([[1]], 2)).toBe(false)
})

test.each([
  ['{"id": 9007199254740993, "list": [-12345678901234567890]}', { id: '9007199254740993', list: ['-12345678901234567890'] }],
  ['{"id": 9007199254740991, "x": 1.2345678901234567, "e": 1e30, "text": "12345678901234567890"}', { id: 9_007_199_254_740_991, x: 1.2345678901234567, e: 1e30, text: '12345678901234567890' }],
  ['{"id": 9007199254740993, "text": "a\nb"} tail', { id: '9007199254740993', text: 'a\nb' }],
])('long whole numbers keep all digits: %j', (text, value) => expect(parseExactly(text)).toEqual({ ok: true, value }))

test('where numbers need no look they are read alike, however deep and broken', () => {
  const deep = `{"a":${'['.repeat(9_000)}12345678901234567890${']'.repeat(9_000)}}`
  expect([parseExactly(deep).ok, parseExactly('{"id": 12345678901234567890').ok, parseExactly('{}')]).toEqual([true, false, { ok: true, value: {} }])
})
