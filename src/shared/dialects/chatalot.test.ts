/** What becomes of Chatalot's payload: its three fields, their limits, and bodies as tools really send them. */
import { describe, expect, test } from 'vitest'
import { splitText } from '#shared/core/split-text.ts'
import { chatalot } from './chatalot.ts'
import type { Decoded, RawPost } from './dialect.ts'

function decode(body: unknown, request: Partial<RawPost> = {}): Decoded {
  const rawText = typeof body === 'string' ? body : JSON.stringify(body)
  return chatalot.decode({ method: 'POST', headers: {}, query: new URLSearchParams(), rawText, ...request })
}
function postOf(body: unknown, request: Partial<RawPost> = {}) {
  const decoded = decode(body, request)
  if (!decoded.ok) throw new Error(decoded.detail)
  return decoded.post
}
function reasonOf(body: unknown) {
  const decoded = decode(body)
  return decoded.ok ? 'posted' : decoded.reason
}
const blank = { rawChannel: undefined, rawUsername: undefined, iconUrl: undefined, iconEmoji: undefined, attachments: [], props: {}, ignored: [] }
const avatar = 'https://example.com/bot-avatar.png'

test('all three fields', () => {
  expect(postOf({ content: 'Hello **you**', username: 'CI Bot', avatar_url: avatar })).toEqual({ ...blank, text: 'Hello **you**', rawUsername: 'CI Bot', iconUrl: avatar })
})

test('content alone; what is null or empty counts as not given', () => {
  expect(postOf({ content: 'a' })).toEqual({ ...blank, text: 'a' })
  expect(postOf({ content: 'a', username: '', avatar_url: '' })).toEqual({ ...blank, text: 'a' })
  expect(postOf({ content: 'a', username: null, avatar_url: null })).toEqual({ ...blank, text: 'a' })
})

describe('limits, in code points', () => {
  test.each([
    ['one', 'a', 'posted'],
    ['4000', 'a'.repeat(4000), 'posted'],
    ['4000 emoji of two units each', '😀'.repeat(4000), 'posted'],
    ['4001', 'a'.repeat(4001), 'text_too_long'],
    ['4001 emoji', '😀'.repeat(4001), 'text_too_long'],
    ['none', '', 'nothing_to_post'],
    ['blank', ' \n\t\u00a0', 'nothing_to_post'],
  ])('content of %s', (_name, content, reason) => expect(reasonOf({ content })).toBe(reason))

  test.each([
    ['64', 'n'.repeat(64), 'posted'],
    ['64 emoji', '😀'.repeat(64), 'posted'],
    ['65', 'n'.repeat(65), 'bad_payload'],
  ])('username of %s', (_name, username, reason) => expect(reasonOf({ content: 'a', username })).toBe(reason))

  test('marks make a full text longer, and it stays one message all the same', () => {
    const { text } = postOf({ content: '<a|b>'.repeat(800) })
    expect([text.length, splitText(text, chatalot.textLimit ?? 0).length]).toEqual([4800, 1])
    const odd = postOf({ content: `<a:${'('.repeat(3993)}|b>` }).text
    expect([odd.length > 10_000, splitText(odd, chatalot.textLimit ?? 0).length]).toEqual([true, 1])
  })
})

describe('wrong payloads', () => {
  test.each([
    ['no content', '{}', 'nothing_to_post', 'content'],
    ['content null', '{"content": null}', 'nothing_to_post', 'content'],
    ['nothing at all', ' \n', 'nothing_to_post', 'content'],
    ['another chat’s key', '{"text": "Hello"}', 'nothing_to_post', 'content'],
    ['a key in another case', '{"Content": "Hello"}', 'nothing_to_post', 'content'],
    ['content a number', '{"content": 7}', 'bad_payload', '"content" must be a string, not a number'],
    ['content a list', '{"content": ["a"]}', 'bad_payload', '"content" must be a string, not an array'],
    ['username an object', '{"content": "a", "username": {}}', 'bad_payload', '"username" must be a string, not an object'],
    ['avatar_url true', '{"content": "a", "avatar_url": true}', 'bad_payload', '"avatar_url" must be a string, not true or false'],
    ['a list', '[]', 'bad_payload', 'not an array'],
    ['null', 'null', 'bad_payload', 'not null'],
    ['a string', '"hello"', 'bad_payload', 'not a string'],
    ['cut JSON', '{"content": "a', 'bad_json', 'byte'],
    ['plain text', 'hello', 'bad_json', 'byte'],
  ])('%s', (_name, body, reason, words) => expect(decode(body)).toEqual({ ok: false, reason, detail: expect.stringContaining(words) }))
})

describe('what has no effect is named', () => {
  test('unknown keys, also those of other chats', () => {
    expect(postOf({ content: 'a', embeds: [], icon_emoji: ':ship:', channel: 'other', __proto__: 1 })).toEqual({ ...blank, text: 'a', ignored: ['embeds', 'icon_emoji', 'channel'] })
    expect(postOf('{"content": "a", "__proto__": {"content": "b"}}')).toEqual({ ...blank, text: 'a', ignored: ['__proto__'] })
  })
  test('at most 30 of them, each cut', () => {
    const { ignored } = postOf({ content: 'a', ...Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`${index}`.padEnd(100, 'x'), 1])) })
    expect([ignored.length, Math.max(...ignored.map(({ length }) => length))]).toEqual([30, 64])
  })
  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:image/png;base64,AA', 'bot.png', 'https://', `https://example.com/${'x'.repeat(1024)}`])('avatar_url %s', (avatar_url) => {
    expect(postOf({ content: 'a', avatar_url })).toEqual({ ...blank, text: 'a', ignored: ['avatar_url'] })
  })
})

describe('markup', () => {
  test.each([
    ['**bold** `code` [a](https://example.com)', '**bold** `code` [a](https://example.com)'],
    ['see <https://example.com/1|the build>', 'see [the build](https://example.com/1)'],
    ['<https://example.com>', '<https://example.com>'],
    ['a < b && c > d &amp;', 'a < b && c > d &amp;'],
  ])('%s', (content, text) => expect(postOf({ content }).text).toBe(text))
})

describe('bodies as tools send them', () => {
  const json = '{"content": "Hello"}'
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  test.each([
    ['with a wrong type', json, { headers: { 'content-type': 'text/csv' } }],
    ['payload= raw', `payload=${json}`, { headers: form }],
    ['payload= encoded', `payload=${encodeURIComponent(json)}`, { headers: form }],
    ['in the query', '', { query: new URLSearchParams({ payload: json }) }],
    ['JSON said to be a form', json, { headers: form }],
    ['followed by more', `${json} and more`, {}],
  ])('%s', (_name, body, request) => expect(postOf(body, request)).toEqual({ ...blank, text: 'Hello' }))

  test('raw control characters and lone surrogates', () => {
    expect(postOf('{"content": "a\nb\tc"}').text).toBe('a\nb\tc')
    expect(postOf('{"content": "a\\ud800b"}').text).toBe('a\ufffdb')
  })
})
