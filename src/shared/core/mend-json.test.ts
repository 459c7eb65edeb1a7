/** Which broken JSON is mended, and to what. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mendJson } from './mend-json.ts'

test.each([
  ['{"text":"disk "sda" full","n":1}', { text: 'disk "sda" full', n: 1 }, 14],
  ['{"text": "the "sda" disk" , "n": 1}\n', { text: 'the "sda" disk', n: 1 }, 14],
  ['{"attachments":[{"text":"a "b"","color":"x"}]}', { attachments: [{ text: 'a "b"', color: 'x' }] }, 27],
  ['{"text":"ends in "quotes""}', { text: 'ends in "quotes"' }, 17],
  ['["say "hi"","b"]', ['say "hi"', 'b'], 6],
  [String.raw`{"path":"C:\Users\x","ok":"a\"b\n\u0041"}`, { path: String.raw`C:\Users\x`, ok: 'a"b\nA' }, 11],
  ['{"text":"raw\nline and "quotes""}', { text: 'raw\nline and "quotes"' }, 22],
  ['{"ä":"ö "x" ü"}', { ä: 'ö "x" ü' }, 10],
])('%j', (text, value, byte) => expect(mendJson(text)).toEqual({ value, byte }))

test.each(['', '{', '{"a":"x "y"', "{'a':'b'}", '{"a":"b",}', '{"a":NaN}', '{"a":"b"/* c */}', '{"text":"a"', 'no "json" at all'])('%j stays broken', (text) => expect(mendJson(text)).toBeUndefined())

test('texts with unescaped quotes come out as they were meant', () => {
  const word = fc.stringMatching(/^[a-z .]{1,12}$/)
  fc.assert(
    fc.property(word, word, word, word, (before, inside, after, other) => {
      expect(mendJson(`{"text":"${before}"${inside}"${after}","other":"${other}"}`)?.value).toEqual({ text: `${before}"${inside}"${after}`, other })
    }),
  )
})

test('whatever comes is decided without throwing, and quickly', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', ' ', 'a', 'u', '\n'), maxLength: 200 }), (text) => void mendJson(text)))
  const hostile = `{"a":"${'" '.repeat(300_000)}`
  const start = performance.now()
  expect(mendJson(hostile)).toBeUndefined()
  expect(performance.now() - start).toBeLessThan(2000)
})
