/** What each dialect reads out of a request, accepted and refused. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import type { Decoded, RawPost } from './dialect.ts'
import { dialects, getDialect } from './index.ts'

const form = 'application/x-www-form-urlencoded'

function decode(id: DialectId, rawText: string, contentType?: string, query = ''): Decoded {
  const request: RawPost = { method: 'POST', headers: { 'content-type': contentType }, query: new URLSearchParams(query), rawText }
  return getDialect(id).decode(request)
}

const blank = { text: '', rawChannel: undefined, rawUsername: undefined, iconUrl: undefined, iconEmoji: undefined, attachments: [], props: {}, ignored: [] }
const posted = (post: object): Decoded => ({ ok: true, post: { ...blank, ...post } })

describe('the body', () => {
  test.each([
    ['JSON', '{"text":"a"}', 'application/json'],
    ['JSON without a type', '{"text":"a"}', undefined],
    ['JSON that says it is text', ' \n{"text":"a"}', 'text/plain'],
    ['JSON that says it is a form', '{"text":"a"}', form],
    ['a form', 'payload=%7B%22text%22%3A%22a%22%7D', `${form}; charset=utf-8`],
    ['a form with other fields', 'token=x&payload=%7B%22text%22%3A%22a%22%7D&y=1', form],
    ['a form without a type', 'payload=%7B%22text%22%3A%22a%22%7D', undefined],
    ['a raw form', 'payload={"text":"a"}', form],
    ['a raw form without a type', 'payload= {"text":"a"}\n', undefined],
    ['a half-encoded form', 'payload={%22text%22:%22a%22}', form],
    ['keys in any case', '{"TEXT":"a","Text":null}', undefined],
    ['the last of equal keys', '{"text":"b","TEXT":"a"}', undefined],
  ])('%s', (_name, body, contentType) => expect(decode('mattermost', body, contentType)).toEqual(posted({ text: 'a' })))

  test.each([
    ['<https://e.example/a b|x>', '[x](https://e.example/a%20b)'],
    ['<https://e.example/a(b|x>', '[x](https://e.example/a%28b)'],
    ['<https://e.example/a_(b)|x>', '[x](https://e.example/a_(b))'],
    ['<https://e.example|fix a[0>', '[fix a\\[0](https://e.example)'],
    ['<https://e.example|[1/2] fix>', '[[1/2] fix](https://e.example)'],
    ['<https://e.example|a ] b [ c>', '[a \\] b \\[ c](https://e.example)'],
    ['a < b | c > d', 'a [ c ]( b ) d'],
  ])('the link %s stays one', (text, markdown) => {
    for (const dialect of ['mattermost', 'kchat'] as const) expect(decode(dialect, JSON.stringify({ text }))).toEqual(posted({ text: markdown }))
  })

  test('a raw payload keeps + & % as they are', () => {
    expect(decode('kchat', 'payload={"text":"1+1 & 100% &amp; %20"}', form)).toEqual(posted({ text: '1+1 & 100% &amp; %20' }))
  })

  test.each([
    ['ISO-8859-1', 'payload=%7B%22text%22%3A%22gr%F6%DFer+%25%22%7D', 'größer %'],
    ['"windows-1252"', 'payload=%7B%22text%22%3A%22%80%22%7D', '€'],
    ['shift_jis', 'payload=%7B%22text%22%3A%22%83A%22%7D', 'ア'],
    ['ISO-8859-1', 'payload=%7B%22text%22%3A%22gr%C3%B6%C3%9Fer%22%7D', 'größer'],
    ['x-none', 'payload=%7B%22text%22%3A%22gr%F6%22%7D', 'gr\uFFFD'],
  ])('a form whose bytes are of the charset that it says: %s %s', (charset, body, text) => {
    for (const dialect of ['mattermost', 'slack', 'any'] as const) expect(decode(dialect, body, `${form}; charset=${charset}`)).toEqual(posted({ text }))
  })

  test('the fields of a form in another charset, at an address for any tool', () => {
    expect(decode('any', 'text=gr%F6%DFer&username=J%FCrgen', `${form}; charset=latin1`)).toEqual(posted({ text: 'größer', rawUsername: 'Jürgen' }))
  })

  test('payload may stand in the query of a form', () => {
    expect(decode('mattermost', '', form, 'payload=%7B%22text%22%3A%22a%22%7D')).toEqual(posted({ text: 'a' }))
  })

  test.each([
    ['', undefined, 'bad_payload', 'empty'],
    ['text=a', form, 'bad_payload', 'no field "payload"'],
    ['hello', 'text/plain', 'bad_json', 'byte 0 of the body'],
    ['payload=%7Btext%7D', form, 'bad_json', 'byte 1 of the decoded payload'],
    ['payload={"text":"a" "b"}', form, 'bad_json', 'byte 20 of the body'],
    ['--x\r\nContent-Disposition: form-data', 'multipart/form-data; boundary=x', 'bad_payload', 'multipart'],
    ['null', undefined, 'nothing_to_post', ''],
    ['{}', undefined, 'nothing_to_post', ''],
    ['{"text":"","attachments":[]}', undefined, 'nothing_to_post', ''],
    ['{"attachments":[null]}', undefined, 'nothing_to_post', ''],
    ['[]', undefined, 'bad_payload', 'an array'],
    ['"a"', undefined, 'bad_payload', 'a string'],
    ['{"text":1}', undefined, 'bad_payload', '"text" must be a string, not a number'],
    ['{"text":"a","username":{}}', undefined, 'bad_payload', '"username"'],
    ['{"text":"a","attachments":{}}', undefined, 'bad_payload', '"attachments" must be an array'],
    ['{"text":"a","attachments":[1]}', undefined, 'bad_payload', '"attachments[0]"'],
    ['{"text":"a","props":"x"}', undefined, 'bad_payload', '"props"'],
    ['{"text":"a","priority":"urgent"}', undefined, 'bad_payload', '"priority"'],
    ['{"text":"a","silent":1}', undefined, 'bad_payload', '"silent"'],
    ['{"text":"a","type":"system_join"}', undefined, 'type_not_allowed', 'custom_'],
    ['{"text":"","type":"me"}', undefined, 'nothing_to_post', ''],
    ['{"attachments":[{"fields":[{"short":null}]}]}', undefined, 'bad_payload', 'fields[0].short'],
    ['{"attachments":[{"fields":[{"short":1}]}]}', undefined, 'bad_payload', 'fields[0].short'],
    ['{"attachments":[{"fields":{}}]}', undefined, 'bad_payload', 'fields'],
    ['{"attachments":[{"title":1}]}', undefined, 'bad_payload', 'attachments[0].title'],
  ])('%j is refused', (body, contentType, reason, detail) => {
    expect(decode('mattermost', body, contentType)).toMatchObject({ ok: false, reason, detail: expect.stringContaining(detail) })
  })
})

describe('the payload', () => {
  test('every field has its place and what has no effect is named', () => {
    const payload = {
      text: 'a', channel: '#dev', username: 'bot', icon_url: 'https://e.example/i.png', icon_emoji: ':x:', type: 'custom_a',
      props: { card: '**c**', from_webhook: 'false', attachments: [1], own: { __proto__: 1 } },
      priority: { priority: 'urgent' }, root_id: '', silent: true, link_names: 1, mrkdwn: false, wait: null, what: 0,
    }
    expect(decode('mattermost', JSON.stringify(payload))).toEqual(
      posted({
        text: 'a', rawChannel: '#dev', rawUsername: 'bot', iconUrl: 'https://e.example/i.png', iconEmoji: ':x:',
        props: { card: '**c**', own: {} },
        priority: 'urgent', isSilent: true, customType: 'custom_a',
        ignored: ['link_names', 'mrkdwn', 'what', 'props.from_webhook', 'props.attachments'],
      }),
    )
  })

  test.each([
    [{ priority: 'important' }, { priority: 'important' }],
    [{ priority: 'URGENT', requested_ack: true, persistent_notifications: true }, { priority: 'urgent', ignored: ['priority.requested_ack', 'priority.persistent_notifications'] }],
    [{ priority: '' }, {}],
    [{ priority: 'high', requested_ack: false }, { ignored: ['priority.priority'] }],
  ])('priority %j', (priority, post) => expect(decode('mattermost', JSON.stringify({ text: 'a', priority }))).toEqual(posted({ text: 'a', ...post })))

  test('a priority without a level is refused, as Mattermost does', () => {
    const refusal = { ok: false, reason: 'bad_payload', field: 'webhook.priority.priority' }
    for (const priority of [{}, { priority: null }, { requested_ack: true }]) expect(decode('mattermost', JSON.stringify({ text: 'a', priority }))).toMatchObject(refusal)
  })

  test('attachments are read, cleaned and converted', () => {
    const attachment = {
      Fallback: 'f <!here>', color: '#2eb886', pretext: '<!here> p', author_name: '<a|b>', author_link: 'https://e.example', author_icon: '', title: '<!all> <a|b>',
      title_link: 'javascript:alert(1)', text: 'see <https://e.example|this>', image_url: 'ftp://x', footer: null, ts: 1.5, mrkdwn_in: ['text'],
      fields: [null, { title: 'n', value: 1234567, short: 'TRUE' }, { title: 'o', value: { a: [1] } }, { value: null, short: false }, { value: true }],
    }
    expect(decode('kchat', JSON.stringify({ attachments: [null, attachment, {}] }))).toEqual(
      posted({
        attachments: [
          {
            fallback: 'f <!here>', color: '#2eb886', pretext: '@here p', author_name: '<a|b>', author_link: 'https://e.example', title: '@all <a|b>',
            text: 'see [this](https://e.example)', ts: 1.5,
            fields: [
              { title: 'n', value: '1234567', short: true },
              { title: 'o', value: '{"a":[1]}', short: false },
              { title: '', value: '', short: false },
              { title: '', value: 'true', short: false },
            ],
          },
          {},
        ],
        ignored: ['attachments.title_link', 'attachments.image_url', 'attachments.mrkdwn_in'],
      }),
    )
  })

  test('the footer of rtCamp’s action, a link and a date, is shown by its words, as Slack does', () => {
    const footer = '<https://github.com/rtCamp/library|Powered By rtCamp’s Library> &amp; <!date^1795168807^{date}|20 Nov> <https://e.example/a> <b> a<b'
    const shown = 'Powered By rtCamp’s Library & 20 Nov https://e.example/a <b> a<b'
    expect(decode('slack', JSON.stringify({ attachments: [{ footer, fallback: footer }] }))).toEqual(posted({ attachments: [{ fallback: shown, footer: shown }] }))
  })

  test('colours that are none are dropped, on Slack paths the # may be missing', () => {
    const body = JSON.stringify({ attachments: [{ color: 'GOOD' }, { color: '36a64f' }, { color: 'red;x' }] })
    expect(decode('mattermost', body)).toEqual(posted({ attachments: [{ color: 'good' }, {}, {}], ignored: ['attachments.color'] }))
    expect(decode('slack', body)).toEqual(posted({ attachments: [{ color: 'good' }, { color: '#36a64f' }, {}], ignored: ['attachments.color'] }))
  })

  test('props have limits, and __proto__ is a key like any other', () => {
    expect(decode('mattermost', `{"text":"a","props":{"x":"${'y'.repeat(800_000)}"}}`)).toMatchObject({ ok: false, reason: 'bad_payload', field: 'props' })
    expect(decode('mattermost', `{"text":"a","props":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`)).toMatchObject({ ok: false, reason: 'bad_payload' })
    expect(decode('mattermost', '{"__proto__":{"text":"x"},"text":"a","props":{"__proto__":{"polluted":1}}}')).toEqual(
      posted({ text: 'a', ignored: ['__proto__', 'props.__proto__'] }),
    )
  })

  test('more than 100 attachments are cut', () => {
    const decoded = decode('mattermost', JSON.stringify({ attachments: Array.from({ length: 101 }, () => ({ text: 'a' })) }))
    expect(decoded.ok && [decoded.post.attachments.length, decoded.post.ignored]).toEqual([100, ['attachments after the first 100']])
  })
})

describe('Slack', () => {
  test('mrkdwn becomes Markdown in text, attachment texts and field values', () => {
    const body = { text: '*a* <!here>', attachments: [{ text: '*b*', title: '*c* &amp;', fields: [{ title: '*d*', value: '*e*', short: 1 }] }] }
    expect(decode('slack', JSON.stringify(body))).toEqual(
      posted({ text: '**a** @here', attachments: [{ text: '**b**', title: '*c* &', fields: [{ title: '*d*', value: '**e**', short: true }] }] }),
    )
  })

  test('blocks are the message, whatever text stands beside them', () => {
    const blocks = [
      { type: 'divider' },
      { type: 'header', text: { type: 'plain_text', text: 'Build *1*' } },
      { type: 'divider' },
      { type: 'section', text: { type: 'mrkdwn', text: '*ok* <https://e.example|log>' } },
      { type: 'image', image_url: 'https://e.example/a (1).png', alt_text: 'a [chart]' },
      { type: 'of tomorrow', elements: [{ text: { type: 'plain_text', text: 'new' } }] },
      { type: 'divider' },
    ]
    const text = ['**Build \\*1\\***', '---', '**ok** [log](https://e.example)', '![a \\[chart\\]](https://e.example/a%20%281%29.png)', 'new'].join('\n\n')
    expect(decode('slack', JSON.stringify({ text: 'Build 1 is ok', blocks }))).toEqual(posted({ text }))
    expect(decode('mattermost', JSON.stringify({ blocks }))).toMatchObject({ ok: false, reason: 'nothing_to_post' })
  })

  test('rich text keeps its lists, quotes, code and styles', () => {
    const rich = (type: string, elements: object[], more: object = {}): object => ({ type, elements, ...more })
    const words = (text: string, style?: object): object => ({ type: 'text', text, style })
    const elements = [
      rich('rich_text_section', [words('a '), words('bold ', { bold: true }), words('both', { bold: true, italic: true }), { type: 'link', url: 'https://e.example' }, { type: 'emoji', name: 'wave' }, { type: 'user', user_id: 'U1' }]),
      rich('rich_text_list', [rich('rich_text_section', [words('one')]), rich('rich_text_section', [words('x*y', { code: true })])], { style: 'bullet' }),
      rich('rich_text_list', [rich('rich_text_section', [words('deep', { strike: true })])], { style: 'ordered', indent: 1 }),
      rich('rich_text_preformatted', [words('a ``` b\n*c*')]),
      rich('rich_text_quote', [words('said\nso')]),
    ]
    const text = ['a **bold** ***both***<https://e.example>:wave:@U1', '- one\n- `x*y`\n    1. ~~deep~~', '````\na ``` b\n*c*\n````', '> said\n> so'].join('\n\n')
    expect(decode('slack', JSON.stringify({ blocks: [{ type: 'rich_text', elements }] }))).toEqual(posted({ text }))
  })

  test('buttons and selects are kept with their words; those that would call a program are named', () => {
    const open = { type: 'button', text: 'Run &amp; book', url: 'https://e.example/r', style: 'danger' }
    const actions = [open, { name: 'Retry', integration: { url: 'https://e.example/call' } }, { type: 'select', name: 'Env', options: [{ text: 'prod', value: '1' }] }, { text: 'bad', url: 'javascript:alert(1)' }, null, 7]
    expect(decode('slack', JSON.stringify({ attachments: [{ actions }] }))).toEqual(
      posted({
        attachments: [{ actions: [{ type: 'button', text: 'Run & book', url: 'https://e.example/r', style: 'danger' }, { type: 'button', text: 'Retry' }, { type: 'select', text: 'Env', options: ['prod'] }, { type: 'button', text: 'bad' }] }],
        ignored: ['attachments.actions'],
      }),
    )
    expect(decode('mattermost', JSON.stringify({ attachments: [{ actions: [open] }] }))).toMatchObject({ ok: true, post: { ignored: [] } })
  })

  test.each([[[], []], [[{ type: 'divider' }], []], [[{ type: 'input', element: { type: 'plain_text_input' } }], ['blocks.plain_text_input', 'blocks.input']], ['x', []], [[7, { type: 'file' }], ['blocks.file']]])('blocks %j say nothing, so the text stands and they are named', (blocks, names) => {
    expect(decode('slack', JSON.stringify({ text: '*a*', blocks }))).toEqual(posted({ text: '**a**', ignored: ['blocks', ...names] }))
  })
})

describe('any', () => {
  test.each([
    ['chat payload', '{"text":"<!here> **a**","username":"bot","type":"message"}', undefined, { text: '@here **a**', rawUsername: 'bot', ignored: ['type'] }],
    ['plain text', 'disk = 93% full\n', 'text/plain', { text: 'disk = 93% full\n' }],
    ['XML, as it is', '\n<?xml version="1.0"?>\n<a>\n    <b>**c**</b>\n</a>\n', 'application/xml', { text: '```xml\n<?xml version="1.0"?>\n<a>\n    <b>**c**</b>\n</a>\n```' }],
    ['XML of SOAP without a heading', '<soap:Envelope><b/></soap:Envelope>', 'text/xml', { text: '```xml\n<soap:Envelope><b/></soap:Envelope>\n```' }],
    ['a link first is no XML', '<https://e.example|run 7> is done', 'text/plain', { text: '<https://e.example|run 7> is done' }],
    ['plain text that says it is a form', 'all is well', form, { text: 'all is well' }],
    ['broken JSON', '{"text":', undefined, { text: '{"text":' }],
    ['a form', 'host=web1&state=down+now&empty=', form, { text: '- **host**: web1\n- **state**: down now' }],
    ['a form with a chat’s fields', 'text=from+wget+%26+co&username=nightly', form, { text: 'from wget & co', rawUsername: 'nightly' }],
    ['a payload form', 'payload={"text":"a"}', form, { text: 'a' }],
    ['unknown JSON', '{"title":"T*","message":"m","n":1}', undefined, { text: '**T\\***\n\nm', attachments: [{ fields: [{ title: 'n', value: '1', short: true }] }], props: { card: '```json\n{\n  "title": "T*",\n  "message": "m",\n  "n": 1\n}\n```' } }],
    ['a title beside the text', '{"title":"T*","text":"t","username":"u"}', undefined, { text: '**T\\***\n\nt', rawUsername: 'u' }],
    ['a title beside cards stays theirs', '{"title":"T","text":"t","attachments":[{"text":"a"}]}', undefined, { text: 't', attachments: [{ text: 'a' }], ignored: ['title'] }],
    ['a list', '[1]', undefined, { text: '- 1', props: { card: '```json\n[\n  1\n]\n```' } }],
    ['wrong types', '{"text":{"a":1}}', undefined, { attachments: [{ fallback: 'text.a: 1', fields: [{ title: 'text.a', value: '1', short: true }] }], props: { card: '```json\n{\n  "text": {\n    "a": 1\n  }\n}\n```' } }],
    ['attachments of another kind', '{"message":"m","attachments":[{"filename":"a","base64":"eA=="}]}', undefined, { text: 'm', attachments: [{ fields: [{ title: 'attachments', value: '1 entry', short: true }] }], props: { card: '```json\n{\n  "message": "m",\n  "attachments": [\n    {\n      "filename": "a",\n      "base64": "eA=="\n    }\n  ]\n}\n```' } }],
  ])('%s', (_name, body, contentType, post) => expect(decode('any', body, contentType)).toEqual(posted(post)))

  test.each(['', ' \n', '{}', '[]', '{"text":""}', '{"text":"","attachments":[]}'])('%j has nothing to post', (body) => {
    expect(decode('any', body)).toMatchObject({ ok: false, reason: 'nothing_to_post' })
  })
})

const anyBody = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.json().map((json) => `payload=${encodeURIComponent(json)}`),
  fc
    .dictionary(fc.constantFrom('text', 'TEXT', 'attachments', 'props', 'type', 'blocks', 'channel', '__proto__', 'priority'), fc.oneof(fc.jsonValue(), fc.array(fc.dictionary(fc.constantFrom('text', 'fields', 'color', 'blocks', 'ts'), fc.jsonValue()))))
    .map((value) => JSON.stringify(value)),
)

test.each(dialects.map((dialect) => dialect.id))('%s decodes whatever comes without throwing', (id) => {
  fc.assert(
    fc.property(anyBody, fc.constantFrom(undefined, form, 'application/json', 'multipart/form-data', 'x'), (body, contentType) => {
      const decoded = decode(id, body, contentType)
      if (decoded.ok) expect(decoded.post.text !== '' || decoded.post.attachments.length > 0).toBe(true)
      else expect(decoded.detail).toMatch(/\.$/)
    }),
    { numRuns: 1000 },
  )
})

const anyForm = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom('text', 'payload', 'payload_json', 'data', 'content', 'silent', 'attachments', 'props', 'attachments.0.text', 'attachments.9.fields.3.short', 'attachments[1][ts]', 'priority.priority', '__proto__', 'IconURL', 'id'), fc.string()),
    fc.oneof(fc.string({ unit: 'binary' }), fc.json()),
  ),
)

test.each(dialects.map((dialect) => dialect.id))('%s decodes whatever form comes without throwing', (id) => {
  fc.assert(
    fc.property(anyForm, fc.boolean(), (form, hasFiles) => {
      const decoded = getDialect(id).decode({ method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, query: new URLSearchParams(), rawText: '', form, hasFiles })
      if (decoded.ok) expect(hasFiles || decoded.post.text !== '' || decoded.post.attachments.length > 0).toBe(true)
      else expect(decoded.detail).toMatch(/\.$/)
    }),
    { numRuns: 500 },
  )
})

describe('words that every JavaScript object knows', () => {
  test('are no tags, no entities and no fields', () => {
    const html = '<constructor>a</constructor> &constructor; <tostring>b</tostring> &valueof;'
    const card = { cardsV2: [{ card: { sections: [{ widgets: [{ textParagraph: { text: html } }] }] } }] }
    expect(JSON.stringify(decode('any', JSON.stringify(card)))).not.toContain('native code')
    const form = getDialect('mattermost').decode({ method: 'POST', headers: {}, query: new URLSearchParams(), rawText: '', form: [['text', 'a'], ['constructor', 'b'], ['__proto__', 'c']] })
    expect(form).toMatchObject({ ok: true, post: { text: 'a' } })
    expect(JSON.stringify(form)).not.toContain('native code')
  })
})
