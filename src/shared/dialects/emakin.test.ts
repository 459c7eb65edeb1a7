/** What an Emakin address reads out of a request: words, files and links, and the ids of cases. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decoded } from './dialect.ts'
import { getDialect } from './index.ts'

function decode(rawText: string, contentType?: string): Decoded {
  return getDialect('emakin').decode({ method: 'POST', headers: { 'content-type': contentType }, query: new URLSearchParams(), rawText })
}
const decodeJson = (value: unknown): Decoded => decode(JSON.stringify(value))

const blank = { text: '', rawChannel: undefined, rawUsername: undefined, iconUrl: undefined, iconEmoji: undefined, attachments: [], props: {}, ignored: [] }
const posted = (post: object): Decoded => ({ ok: true, post: { ...blank, ...post } })
const refused = (reason: string, detail = '') => expect.objectContaining({ ok: false, reason, detail: expect.stringContaining(detail) })

describe('the body', () => {
  test.each([
    ['JSON', '{"text":"a"}', 'application/json'],
    ['JSON without a type', '{"text":"a"}', undefined],
    ['JSON that says it is something else', ' \r\n{"text":"a"}', 'text/html; charset=latin1'],
    ['a form', 'payload=%7B%22text%22%3A%22a%22%7D', 'application/x-www-form-urlencoded'],
    ['a raw form', 'payload={"text":"a"}', 'application/x-www-form-urlencoded'],
    ['keys in any case, the last one wins', '{"text":"b","Text":"a"}', undefined],
    ['what is null is absent', '{"text":"a","attachments":null,"id":null,"references":null}', undefined],
    ['an empty list of references is none', '{"text":"a","references":[]}', undefined],
    ['something after the JSON', '{"text":"a"} {"text":"b"}', undefined],
  ])('%s', (_name, body, contentType) => expect(decode(body, contentType)).toEqual(posted({ text: 'a' })))

  test('raw control characters in a text stay what they are', () => {
    expect(decode('{"text":"one\n\ttwo\u0007"}')).toEqual(posted({ text: 'one\n\ttwo\u0007' }))
  })

  test('Markdown, with Slack’s links', () => {
    expect(decodeJson({ text: '**a** <https://e.example|log> <https://e.example> 1 < 2' })).toEqual(posted({ text: '**a** [log](https://e.example) <https://e.example> 1 < 2' }))
  })

  test('what is not read is named', () => {
    expect(decodeJson({ text: 'a', channel: 'x', Username: 'b', '@context': 1 })).toEqual(posted({ text: 'a', ignored: ['channel', 'username', '@context'] }))
  })

  test.each([
    ['', 'bad_payload', 'empty'],
    ['hello', 'bad_json', 'byte 0'],
    ['{"text":"a', 'bad_json', 'byte'],
    ['[]', 'bad_payload', 'an array'],
    ['"a"', 'bad_payload', 'a string'],
    ['7', 'bad_payload', 'a number'],
    ['{"text":1}', 'bad_payload', '"text" must be a string, not a number'],
    ['null', 'nothing_to_post', ''],
    ['{}', 'nothing_to_post', ''],
    ['{"id":"event1"}', 'nothing_to_post', ''],
    ['{"text":"","attachments":[null]}', 'nothing_to_post', ''],
  ])('%j is refused', (body, reason, detail) => expect(decode(body)).toEqual(refused(reason, detail)))
})

describe('files and links', () => {
  const read = (...attachments: unknown[]): unknown => {
    const decoded = decodeJson({ attachments })
    return decoded.ok ? { attachments: decoded.post.attachments, ignored: decoded.post.ignored } : decoded
  }
  const cards = (attachments: object[], ignored: string[] = []) => ({ attachments, ignored })

  test('as the document has them', () => {
    expect(read({ '@type': 'file', displayName: 'my file', ext: 'txt', url: 'http://myserver/myfile' }, { '@type': 'link', url: 'http://www.google.com', displayName: 'http://www.google.com' })).toEqual(
      cards([{ title: 'my file.txt', title_link: 'http://myserver/myfile' }, { title: 'http://www.google.com', title_link: 'http://www.google.com' }]),
    )
  })

  const url = 'https://e.example/f'
  test.each([
    ['an extension that is there', { '@type': 'file', displayName: 'a.TXT', ext: 'txt', url }, 'a.TXT'],
    ['an extension with its dot', { '@type': 'file', displayName: 'a', ext: '.txt', url }, 'a.txt'],
    ['a name that ends like the extension', { '@type': 'file', displayName: 'atxt', ext: 'txt', url }, 'atxt.txt'],
    ['no extension', { '@type': 'file', displayName: 'a', ext: '', url }, 'a'],
    ['a file without a name', { '@type': 'file', ext: 'txt', url }, url],
    ['a link, whose extension is none', { '@type': 'link', displayName: 'a', ext: 'txt', url }, 'a'],
    ['no kind', { displayName: 'a', ext: 'txt', url }, 'a.txt'],
    ['keys in any case', { '@TYPE': 'File', DISPLAYNAME: 'a', EXT: 'txt', URL: url }, 'a.txt'],
  ])('%s', (_name, item, title) => expect(read(item)).toEqual(cards([{ title, title_link: url }])))

  test.each([
    ['javascript:alert(1)', '`javascript:alert(1)`'],
    ['data:text/html,<b>', '`data:text/html,<b>`'],
    ['file:///etc/passwd', '`file:///etc/passwd`'],
    ['ftp://e.example/a`b', '`ftp://e.example/a%60b`'],
    ['//e.example', '`//e.example`'],
    ['http:///', '`http:///`'],
  ])('%j is no address of the web: it is shown, opens nothing and is named', (wrong, text) => {
    expect(read({ '@type': 'link', displayName: 'report', url: wrong })).toEqual(cards([{ title: 'report', text }], ['attachments.url']))
  })

  test('without a name such an address is the name; without an address the name stays', () => {
    expect(read({ url: 'ftp://e.example' }, { '@type': 'file', displayName: 'lost', ext: 'txt' })).toEqual(cards([{ title: 'ftp://e.example' }, { title: 'lost.txt' }], ['attachments.url']))
  })

  test('an unknown kind is a link, and what has no effect is named', () => {
    expect(read({ '@type': 'video', url, displayName: 'v', size: 3 }, { '@type': 'link', url })).toEqual(
      cards([{ title: 'v', title_link: url }, { title: url, title_link: url }], ['attachments.@type', 'attachments.size']),
    )
  })

  test('items without these keys are Slack’s, null is none, and order stays', () => {
    expect(read(null, { color: 'good', text: 'all <https://e.example|well>' }, { url }, null, { title: 'T' })).toEqual(
      cards([{ color: 'good', text: 'all [well](https://e.example)' }, { title: url, title_link: url }, { title: 'T' }]),
    )
  })

  test('more than 100 are cut', () => {
    const decoded = decodeJson({ attachments: Array.from({ length: 101 }, () => ({ url })) })
    expect(decoded.ok && [decoded.post.attachments.length, decoded.post.ignored]).toEqual([100, ['attachments after the first 100']])
  })

  test.each([
    [{ attachments: {} }, '"attachments" must be an array, not an object'],
    [{ attachments: 'a' }, '"attachments"'],
    [{ attachments: [{ url }, 1] }, '"attachments[1]" must be an object, not a number'],
    [{ attachments: [[]] }, '"attachments[0]"'],
    [{ attachments: [{ '@type': 1, url }] }, '"attachments[0].@type" must be a string'],
    [{ attachments: [{ '@type': 'file', url: 7 }] }, '"attachments[0].url" must be a string, not a number'],
    [{ attachments: [{ url, displayName: {} }] }, '"attachments[0].displayName"'],
    [{ attachments: [{ url, ext: true }] }, '"attachments[0].ext"'],
    [{ attachments: [{ '@type': 'file' }] }, 'needs a "url"'],
    [{ attachments: [{ '@type': 'file', url: ' ', displayName: '' }] }, 'needs a "url"'],
    [{ attachments: [{ title: 1 }] }, '"attachments[0].title"'],
  ])('%j is refused', (body, detail) => expect(decodeJson({ text: 'a', ...body })).toEqual(refused('bad_payload', detail)))
})

describe('cases', () => {
  test.each([
    [{ id: 'event1' }, { id: 'event1', references: [] }],
    [{ id: 7 }, { id: '7', references: [] }],
    [{ id: ' Event 1 ' }, { id: ' Event 1 ', references: [] }],
    [{ id: 'é'.repeat(255) }, { id: 'é'.repeat(255), references: [] }],
    [{ id: '😀'.repeat(255) }, { id: '😀'.repeat(255), references: [] }],
    [{ id: 'event1', references: [] }, { id: 'event1', references: [] }],
    [{ id: 'event2', references: ['event1', 3] }, { id: 'event2', references: ['event1', '3'] }],
    [{ references: ['event1'] }, { id: undefined, references: ['event1'] }],
    [{ references: 'event1' }, { id: undefined, references: ['event1'] }],
    [{ references: -12 }, { id: undefined, references: ['-12'] }],
    [{ References: Array.from({ length: 100 }, () => 'e') }, { id: undefined, references: Array.from({ length: 100 }, () => 'e') }],
  ])('%j', (body, report) => expect(decodeJson({ text: 'a', ...body })).toEqual(posted({ text: 'a', case: report })))

  test.each([
    [{ id: '' }, '"id" must have 1 to 255'],
    [{ id: 'x'.repeat(256) }, '"id" must have 1 to 255'],
    [{ id: '😀'.repeat(256) }, '"id" must have 1 to 255'],
    [{ id: {} }, '"id" must be a string, not an object'],
    [{ id: true }, '"id" must be a string'],
    [{ id: 1.5 }, '"id" is a number that is not exact'],
    [{ id: ['a'] }, '"id" must be a string, not an array'],
    [{ references: {} }, '"references" must be a string'],
    [{ references: [null] }, '"references[0]" must be a string, not null'],
    [{ references: ['a', ''] }, '"references[1]" must have'],
    [{ references: [['a']] }, '"references[0]"'],
    [{ references: Array.from({ length: 101 }, () => 'e') }, 'at most 100'],
  ])('%j is refused', (body, detail) => expect(decodeJson({ text: 'a', ...body })).toEqual(refused('bad_payload', detail)))

  test('two numbers that JavaScript cannot tell apart are not taken for one', () => {
    for (const id of ['12345678901234567890', '12345678901234567891', '1e400']) expect(decode(`{"text":"a","id":${id}}`)).toEqual(refused('bad_payload', 'send the id as a string'))
  })
})

describe('forms', () => {
  const decodeForm = (form: [string, string][], hasFiles = false): Decoded =>
    getDialect('emakin').decode({ method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, query: new URLSearchParams(), rawText: '', form, hasFiles })

  test.each([
    ['fields', [['text', 'a'], ['ID', '7'], ['references', 'x'], ['references', 'y']], { id: '7', references: ['x', 'y'] }],
    ['names with brackets', [['text', 'a'], ['references[]', 'x']], { id: undefined, references: ['x'] }],
    ['a list as JSON', [['text', 'a'], ['id', 'e'], ['references', '["x","y"]']], { id: 'e', references: ['x', 'y'] }],
    ['an id that looks like JSON', [['text', 'a'], ['id', '{1}'], ['references', '12']], { id: '{1}', references: ['12'] }],
    ['a part with the payload', [['payload', '{"text":"a","id":"e"}']], { id: 'e', references: [] }],
  ] as [string, [string, string][], object][])('%s', (_name, form, report) => expect(decodeForm(form)).toEqual(posted({ text: 'a', case: report })))

  test('what is empty is absent, what is not read is named', () => {
    expect(decodeForm([['text', 'a'], ['id', ''], ['references', ''], ['attachments', ''], ['colour', 'red']])).toEqual(posted({ text: 'a', ignored: ['colour'] }))
    expect(decodeForm([['payload', '{"text":"a"}'], ['text', 'b']])).toEqual(posted({ text: 'a', ignored: ['text'] }))
  })

  test('links as JSON; files need no text', () => {
    expect(decodeForm([['attachments', '[{"url":"https://e.example/"}]']])).toEqual(posted({ attachments: [{ title: 'https://e.example/', title_link: 'https://e.example/' }] }))
    expect(decodeForm([['text', 'a'], ['attachments', 'none']])).toEqual(refused('bad_payload', '"attachments" must be an array, not a string'))
    expect(decodeForm([['id', 'e']], true)).toEqual(posted({ case: { id: 'e', references: [] } }))
    expect(decodeForm([['id', 'e']])).toEqual(refused('nothing_to_post'))
  })
})

test('whatever comes: posted with something to see, or refused with a sentence', () => {
  const word = fc.oneof({ weight: 6, arbitrary: fc.string() }, { weight: 2, arbitrary: fc.webUrl() }, { weight: 1, arbitrary: fc.jsonValue() })
  const item = fc.record({ '@type': fc.constantFrom('file', 'link', 'x'), url: word, displayName: word, ext: word, text: fc.string(), __proto__: word }, { requiredKeys: [] })
  const id = fc.oneof({ weight: 6, arbitrary: fc.string({ minLength: 1 }) }, { weight: 1, arbitrary: fc.jsonValue() })
  const body = fc.record({ text: fc.string(), id, references: fc.array(id), attachments: fc.array(fc.oneof(item, fc.constant(null)), { maxLength: 2 }), ID: id }, { requiredKeys: [] })
  const seen = { ok: 0, refused: 0 }
  fc.assert(
    fc.property(body, (value) => {
      const decoded = decodeJson(value)
      seen[decoded.ok ? 'ok' : 'refused'] += 1
      if (!decoded.ok) return void expect(decoded.detail).toMatch(/\.$/)
      expect(decoded.post.text !== '' || decoded.post.attachments.length > 0).toBe(true)
      for (const { title_link = 'https:' } of decoded.post.attachments) expect(title_link).not.toMatch(/^\s*(?:javascript|data|file|vbscript):/i)
    }),
    { numRuns: 1000 },
  )
  expect(Math.min(seen.ok, seen.refused)).toBeGreaterThan(50)
})
