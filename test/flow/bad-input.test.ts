/** Bad input on purpose, over real HTTP: every row of the table of replies, and each broken body with its reason and what is posted of it. */
import net from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'
import type { Reason } from '#shared/contract/verdict.ts'
import type { Refusal } from '#shared/dialects/dialect.ts'
import { readSettings } from '#server/store/settings.ts'
import { anyAnswers, mattermostAnswers, slackAnswers } from '../fixtures/replies.ts'
import { multipart, multipartType } from '../helpers/multipart.ts'
import { send, sendJson, type Received, type SentRequest } from '../helpers/post.ts'
import { exchange } from '../helpers/raw.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

const ids = ['mattermost', 'kchat', 'slack', 'any'] as const satisfies readonly DialectId[]
type Id = (typeof ids)[number]
const answersOf = { mattermost: mattermostAnswers, kchat: mattermostAnswers, slack: slackAnswers, any: anyAnswers }

let t: TestApp
/** Gives nobody time for a body, so that the tests of slow senders need not wait. */
let hasty: TestApp
const hastyUrls = {} as Record<Id, string>
const hastyHooks = {} as Record<Id, string>
const urls = {} as Record<Id, string>
const hookIds = {} as Record<Id, string>
/** Hooks of jim, who is in no private channel, and hooks that are locked. */
const byJim = {} as Record<Id, string>
const locked = {} as Record<Id, string>
beforeAll(async () => {
  t = await startApp()
  hasty = await startApp({ bodyTimeoutMs: 100 })
  await t.client.people.create({ username: 'jim' })
  await t.client.channels.create({ name: 'secret', private: true })
  await t.client.channels.create({ name: 'gone' })
  await t.client.channels.archive({ channel: 'gone' })
  // Many say the same here, and fast.
  const rules = { perMinute: null, countRepeats: false }
  for (const id of ids) {
    ;({ url: urls[id], hookId: hookIds[id] } = await t.makeHook({ dialect: id, name: id, rules }))
    ;({ url: hastyUrls[id], hookId: hastyHooks[id] } = await hasty.makeHook({ dialect: id, name: id, rules }))
    ;({ url: byJim[id] } = await t.makeHook({ dialect: id, name: `${id} of jim`, owner: 'jim', rules }))
    ;({ url: locked[id] } = await t.makeHook({ dialect: id, name: `${id} locked`, locked: true, rules }))
  }
})
afterAll(() => Promise.all([t.stop(), hasty.stop()]))

const countMessages = () => t.app.ctx.write((tx) => tx.get<{ n: number }>('SELECT count(*) AS n FROM message')?.n ?? 0)
const reasonOf = ({ status, headers }: Received) => [status, headers['x-hookline-reason']]

async function lastVerdict(id: Id, of = { app: t, hooks: hookIds }) {
  await of.app.app.ctx.write(() => undefined)
  return (await of.app.client.verdicts.list({ hookId: of.hooks[id] as HookId, limit: 1 }))[0]
}

/** The text that a request came to; null when it was refused. */
async function postedBy(answer: Received): Promise<string | null> {
  const id = answer.headers['x-hookline-message-id']
  return id === undefined ? null : (await t.client.messages.show({ id: String(id) })).text
}

async function withSetting(key: 'integrations.incomingEnabled' | 'hooks.bodyLimitBytes', value: boolean | number, run: () => Promise<Received>): Promise<Received> {
  const before = readSettings(t.app.ctx.reader)[key]
  await t.client.settings.set({ key, value })
  try {
    return await run()
  } finally {
    await t.client.settings.set({ key, value: before })
  }
}

/** A hook that is not there any more, or not now. */
async function endedHook(id: Id, end: (hookId: HookId) => Promise<unknown>): Promise<string> {
  const { url, hookId } = await t.makeHook({ dialect: id, name: `${id} ended` })
  await end(hookId as HookId)
  return url
}

/** How each refusal comes about. */
interface Provocation {
  readonly what: string
  readonly reason: Refusal['reason']
  readonly how: (id: Id) => Promise<Received>
  /** Who takes it. */
  readonly except?: readonly Id[]
}
const provocations: readonly Provocation[] = [
  { what: 'JSON that breaks off', reason: 'bad_json', how: (id) => send(urls[id], { body: '{"text": "a' }), except: ['any'] },
  { what: 'a form that breaks off', reason: 'bad_payload', how: (id) => send(urls[id], { headers: { 'Content-Type': multipartType }, body: multipart([{ name: 'text', content: 'x' }], { end: false }) }) },
  { what: 'a field of the wrong type', reason: 'bad_payload', how: (id) => sendJson(urls[id], { text: 'a', attachments: {} }), except: ['slack', 'any'] },
  { what: 'no gzip', reason: 'bad_encoding', how: (id) => send(urls[id], { headers: { 'Content-Encoding': 'gzip' }, body: '{"text":"a"}' }) },
  { what: 'an empty text', reason: 'nothing_to_post', how: (id) => sendJson(urls[id], { text: '' }) },
  { what: 'a type of the system', reason: 'type_not_allowed', how: (id) => sendJson(urls[id], { text: 'a', type: 'system_join' }), except: ['slack', 'any'] },
  { what: 'an unknown address', reason: 'no_such_address', how: (id) => sendJson(urls[id].slice(0, -1) + (urls[id].endsWith('a') ? 'b' : 'a'), { text: 'a' }) },
  { what: 'a deleted hook', reason: 'no_such_address', how: async (id) => sendJson(await endedHook(id, (hookId) => t.client.hooks.delete({ id: hookId })), { text: 'a' }) },
  { what: 'a disabled hook', reason: 'hook_disabled', how: async (id) => sendJson(await endedHook(id, (hookId) => t.client.hooks.update({ id: hookId, enabled: false })), { text: 'a' }) },
  { what: 'all hooks switched off', reason: 'hooks_off', how: (id) => withSetting('integrations.incomingEnabled', false, () => sendJson(urls[id], { text: 'a' })) },
  { what: 'an unknown channel', reason: 'channel_not_found', how: (id) => sendJson(urls[id], { text: 'a', channel: 'nowhere' }) },
  { what: 'an unknown person', reason: 'user_not_found', how: (id) => sendJson(urls[id], { text: 'a', channel: '@nobody' }) },
  { what: 'a locked hook elsewhere', reason: 'channel_locked', how: (id) => sendJson(locked[id], { text: 'a', channel: 'off-topic' }) },
  { what: 'a private channel without the owner', reason: 'channel_forbidden', how: (id) => sendJson(byJim[id], { text: 'a', channel: 'secret' }) },
  { what: 'an archived channel', reason: 'channel_archived', how: (id) => sendJson(urls[id], { text: 'a', channel: 'gone' }) },
  { what: 'a root that is none', reason: 'root_not_found', how: (id) => sendJson(urls[id], { text: 'a', root_id: 'a'.repeat(26) }) },
  { what: 'a large body', reason: 'body_too_large', how: (id) => withSetting('hooks.bodyLimitBytes', 2048, () => sendJson(urls[id], { text: 'x'.repeat(4096) })) },
  { what: 'another method', reason: 'method_refused', how: (id) => send(urls[id], { method: 'GET' }) },
  { what: 'a page of the web', reason: 'origin_refused', how: (id) => send(urls[id], { headers: { Origin: 'https://evil.example' }, body: '{"text":"a"}' }) },
  { what: 'another Host', reason: 'host_refused', how: (id) => send(urls[id], { headers: { Host: 'evil.example' }, body: '{"text":"a"}' }) },
  { what: 'a silent sender', reason: 'body_timeout', how: (id) => sendSlowly(hastyUrls[id], 'application/json', '{"text": "sl') },
]

/** A head that promises more than comes, read until the other side ends the connection. */
async function sendSlowly(url: string, contentType: string, body: string | Buffer): Promise<Received> {
  const { port, pathname } = new URL(url)
  const head = `POST ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: ${contentType}\r\nContent-Length: 100000\r\n\r\n`
  return parseAnswer(await exchange(Number(port), [head, body]))
}

function parseAnswer(raw: string): Received {
  const [head = '', body = ''] = raw.split('\r\n\r\n')
  const [line = '', ...lines] = head.split('\r\n')
  const headers = Object.fromEntries(lines.map((one) => [one.slice(0, one.indexOf(':')).toLowerCase(), one.slice(one.indexOf(':') + 2)]))
  return { status: Number(line.split(' ')[1]), headers, body }
}

describe.each(ids)('%s answers', (id) => {
  test.each(provocations.filter(({ except = [] }) => !except.includes(id)))('$reason: $what', async ({ reason, how }) => {
    const before = await countMessages()
    const answer = await how(id)
    const [status, words] = answersOf[id][reason]
    expect({ reason: reasonOf(answer), retry: answer.headers['retry-after'], requestId: answer.headers['x-request-id'] }).toEqual({
      reason: [status, reason],
      retry: undefined,
      requestId: expect.stringMatching(/^[a-z0-9]{26}$/) as string,
    })
    expect(answer.body).toContain(words ?? '')
    expect(answer.headers['allow']).toBe(reason === 'method_refused' ? 'POST, PUT' : undefined)
    expect(await countMessages()).toBe(before)
  })

  test('and the next honest post is posted', async () => expect(reasonOf(await sendJson(urls[id], { text: 'honest' }))).toEqual([200, 'posted']))
})

test.each(['mattermost', 'kchat', 'slack'] as const)('%s: an unknown hook is told before anything that is wrong with the body', async (id) => {
  const unknown = urls[id].slice(0, -1) + (urls[id].endsWith('a') ? 'b' : 'a')
  for (const body of ['', '{', '{"text":""}']) expect((await send(unknown, { body })).headers['x-hookline-reason']).toBe('no_such_address')
})

/** Raw bytes, what they come to on the addresses of chats, and what any tool's address posts of them. */
const deep = (times: number, open: string, close: string, inside = '1') => open.repeat(times) + inside + close.repeat(times)

test.each([
  ['text/plain; charset=ISO-8859-1', 'latin1', 'Übersicht: größer'],
  ['application/json; charset="utf-16le"', 'utf16le', 'Übersicht 日本'],
  ['application/json; charset=utf-16le', 'utf16le', 'ASCII alone'],
  ['application/json; charset=ISO-8859-1', 'utf8', 'Übersicht 日本'],
] as const)('older libraries of Java say how they write: %s, written as %s', async (contentType, encoding, text) => {
  const answer = await send(urls.mattermost, { headers: { 'Content-Type': contentType }, body: Buffer.from(JSON.stringify({ text }), encoding) })
  expect([answer.status, await postedBy(answer)]).toEqual([200, text])
})

test.each([
  ['little endian, as PowerShell writes files', Buffer.from('\uFEFF{"text":"Übersicht 日本"}', 'utf16le')],
  ['big endian', Buffer.from('\uFEFF{"text":"Übersicht 日本"}', 'utf16le').swap16()],
])('UTF-16 that begins with its mark says so itself: %s', async (_, body) => {
  for (const id of ['mattermost', 'any'] as const) {
    const answer = await send(urls[id], { headers: { 'Content-Type': 'application/json' }, body })
    expect([answer.status, await postedBy(answer)]).toEqual([200, 'Übersicht 日本'])
  }
})

test('a charset that nobody knows leaves what is no UTF-8 as it is', async () => {
  const answer = await send(urls.mattermost, { headers: { 'Content-Type': 'application/json; charset=x-none' }, body: Buffer.from('{"text":"Übersicht"}', 'latin1') })
  expect(await postedBy(answer)).toBe('\uFFFDbersicht')
})

describe('bodies', () => {
  test.each<[name: string, body: string | Buffer, chats: Reason, text: string | null, any: string | null, slackToo?: boolean]>([
    ['nothing', '', 'bad_payload', null, null],
    ['white space', ' \r\n\t ', 'bad_payload', null, null],
    ['null', 'null', 'nothing_to_post', null, 'null'],
    ['a byte order mark', '\uFEFF{"text":"marked"}', 'posted', 'marked', 'marked'],
    ['two byte order marks', '\uFEFF\uFEFF{"text":"marked"}', 'bad_json', null, '\uFEFF{"text":"marked"}'],
    ['the last of equal keys', '{"text":"first","text":"last"}', 'posted', 'last', 'last'],
    ['keys in capitals', '{"TEXT":"loud"}', 'posted', 'loud', 'loud'],
    ['the first of two values', '{"text":"one"} {"text":"two"}', 'posted', 'one', 'one'],
    ['what follows a value', '{"text":"one"}\u0000</html>', 'posted', 'one', 'one'],
    ['a raw CR and LF in a string', '{"text":"a\r\nb\nc\rd"}', 'posted', 'a\r\nb\nc\rd', 'a\r\nb\nc\rd'],
    ['raw tabs in any field', '{"text":"a\tb","username":"x\ty"}', 'posted', 'a\tb', 'a\tb'],
    ['other raw control characters', '{"text":"a\u0001b\u001bc"}', 'posted', 'a\u0001b\u001bc', 'a\u0001b\u001bc'],
    ['raw control characters between values', '{"text"\u0001:"a"}', 'bad_json', null, '{"text"\u0001:"a"}'],
    ['bytes that are no UTF-8', Buffer.from([...Buffer.from('{"text":"a'), 0xff, 0xc3, ...Buffer.from('b"}')]), 'posted', 'a\uFFFD\uFFFDb', 'a\uFFFD\uFFFDb'],
    ['UTF-16', Buffer.from('{"text":"a"}', 'utf16le'), 'bad_json', null, '{\u0000"\u0000t\u0000e\u0000x\u0000t\u0000"\u0000:\u0000"\u0000a\u0000"\u0000}\u0000'],
    ['Latin-1', Buffer.from('{"text":"Übersicht"}', 'latin1'), 'posted', '\uFFFDbersicht', '\uFFFDbersicht'],
    ['half a pair, escaped', '{"text":"a\\ud800b\\udc00"}', 'posted', 'a\uFFFDb\uFFFD', 'a\uFFFDb\uFFFD'],
    ['half a pair in UTF-8', Buffer.from([...Buffer.from('{"text":"'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')]), 'posted', '\uFFFD\uFFFD\uFFFD', '\uFFFD\uFFFD\uFFFD'],
    ['an overlong NUL', Buffer.from([...Buffer.from('{"text":"'), 0xc0, 0x80, ...Buffer.from('"}')]), 'posted', '\uFFFD\uFFFD', '\uFFFD\uFFFD'],
    ['a single quote', "{'text':'a'}", 'bad_json', null, "{'text':'a'}"],
    ['a comma too many', '{"text":"a",}', 'bad_json', null, '{"text":"a",}'],
    ['NaN', '{"text":"a","props":{"x":NaN}}', 'bad_json', null, '{"text":"a","props":{"x":NaN}}'],
    ['Infinity', '{"text":"a","props":{"x":-Infinity}}', 'bad_json', null, '{"text":"a","props":{"x":-Infinity}}'],
    ['undefined', '{"text":undefined}', 'bad_json', null, '{"text":undefined}'],
    ['a comment', '{"text":"a"/* b */}', 'bad_json', null, '{"text":"a"/* b */}'],
    ['HTML', '<!doctype html><p>Sign in', 'bad_json', null, '<!doctype html><p>Sign in'],
    ['10 000 arrays', deep(10_000, '[', ']'), 'bad_payload', null, '*The JSON is nested too deep to show.*'],
    ['10 000 arrays that do not end', '['.repeat(10_000), 'bad_json', null, '['.repeat(4000)],
    ['10 000 objects', deep(10_000, '{"a":', '}'), 'nothing_to_post', null, '*The JSON is nested too deep to show.*'],
    ['10 000 deep attachments', `{"text":"a","attachments":${deep(10_000, '[', ']')}}`, 'bad_payload', null, 'a', true],
    ['10 000 deep in a field that nobody knows', `{"text":"kept","x":${deep(10_000, '[', ']')}}`, 'posted', 'kept', 'kept'],
    ['10 000 deep in the value of a field', `{"text":"a","attachments":[{"fields":[{"title":"t","value":${deep(10_000, '[', ']')}}]}]}`, 'bad_payload', null, 'a', true],
    ['10 000 deep props', `{"text":"a","props":${deep(10_000, '{"a":', '}')}}`, 'bad_payload', null, 'a'],
    ['null among attachments', '{"attachments":[null]}', 'nothing_to_post', null, null],
    ['an empty attachment', '{"attachments":[{}]}', 'posted', '', ''],
    ['null and an empty attachment', '{"attachments":[null,{}]}', 'posted', '', ''],
    ['only white space as text', '{"text":" \\n "}', 'posted', ' \n ', ' \n '],
    ['__proto__', '{"__proto__":{"text":"x"},"constructor":1,"text":"own"}', 'posted', 'own', 'own'],
    ['a list', '[{"text":"a"}]', 'bad_payload', null, ''],
    ['a string', '"a"', 'bad_payload', null, '"a"'],
    ['an encoded form that breaks off', 'payload=%7B%22text%22%3A%22a', 'bad_json', null, 'payload=%7B%22text%22%3A%22a'],
    ['a form with a % that encodes nothing', 'payload={"text":"100% done; ok & well"}', 'posted', '100% done; ok & well', '100% done; ok & well'],
  ])('%s', async (_name, body, chats, text, any, slackToo = false) => {
    for (const id of ids) {
      const answer = await send(urls[id], { body })
      // Slack's address posts what it can read of a card, as any tool's does.
      const expected = id === 'any' || (id === 'slack' && slackToo) ? [any === null ? 'nothing_to_post' : 'posted', any] : [chats, text]
      const actual = [answer.headers['x-hookline-reason'], await postedBy(answer)]
      if (actual[1] !== expected[1]) expect({ id, actual: actual.map(String), expected: expected.map(String) }).toEqual({ id, actual: expected.map(String), expected: expected.map(String) })
      expect([id, actual[0]]).toEqual([id, expected[0]])
    }
  })

  test.each<[name: string, field: string, ignored: readonly string[]]>([
    ['a number that is too large', '"ts":1e999', ['attachments.ts']],
    ['a number below all', '"ts":-1e999', ['attachments.ts']],
    ['a time that is a list', '"ts":[1]', ['attachments.ts']],
  ])('%s in an attachment is ignored, and the channel can be read', async (_name, field, ignored) => {
    for (const id of ids) {
      const answer = await send(urls[id], { body: `{"attachments":[{"text":"a",${field}}]}` })
      expect([reasonOf(answer), (await lastVerdict(id))?.ignored]).toEqual([[200, 'posted'], ignored])
      expect((await t.client.messages.list({ channel: 'town-square', limit: 1 })).messages[0]?.attachments).toEqual([{ text: 'a' }])
    }
  })

  test('numbers that JavaScript cannot hold are kept as near as it can', async () => {
    const answer = await send(urls.mattermost, { body: '{"text":"n","props":{"a":1e999,"b":-0,"c":12345678901234567890,"d":1e-999}}' })
    expect((await t.client.messages.show({ id: String(answer.headers['x-hookline-message-id']) })).props).toEqual({ a: null, b: 0, c: 12345678901234567000, d: 0 })
  })

  test('the verdict says at which byte JSON breaks', async () => {
    await send(urls.mattermost, { body: '{"text":"ü" oops}' })
    expect(await lastVerdict('mattermost')).toMatchObject({ reason: 'bad_json', detail: expect.stringContaining('byte 13 of the body') })
  })
})

describe('Content-Type is a hint', () => {
  test.each(['application/json; charset=', 'application/json, text/plain', 'application/x-www-form-urlencoded wrongtext', ';;;', '/', 'x', 'text/html; charset=utf-16', `application/${'x'.repeat(2000)}`, 'multipart/mixed; boundary=x', 'multipart/form-data', 'a\u00e4'])('%s', async (contentType) => {
    for (const id of ids) {
      const answer = await send(urls[id], { headers: { 'Content-Type': contentType }, body: '{"text":"typed"}' })
      expect([id, reasonOf(answer), await postedBy(answer)]).toEqual([id, [200, 'posted'], 'typed'])
    }
  })
})

describe('encodings', () => {
  const text = JSON.stringify({ text: 'packed' })
  test.each<[name: string, encoding: string, body: Buffer, reason: Reason]>([
    ['gzip in capitals', 'GZIP', gzipSync(text), 'posted'],
    ['raw deflate', 'deflate', deflateRawSync(text), 'posted'],
    ['deflate', 'deflate', deflateSync(text), 'posted'],
    ['none by name', 'identity', Buffer.from(text), 'posted'],
    ['an empty name', '', Buffer.from(text), 'posted'],
    ['a charset, as many libraries are told to', 'UTF-8', Buffer.from(text), 'posted'],
    ['the same without its dash', 'utf8', Buffer.from(text), 'posted'],
    ['“none”, as the refusal of another one says', 'none', Buffer.from(text), 'posted'],
    ['one of a list that packs', 'gzip, identity', gzipSync(text), 'posted'],
    ['a charset beside what packs', 'utf-8,gzip', gzipSync(text), 'posted'],
    ['gzip that breaks off', 'gzip', gzipSync(text).subarray(0, -10), 'bad_encoding'],
    ['gzip with a wrong sum', 'gzip', Buffer.concat([gzipSync(text).subarray(0, -8), Buffer.alloc(8)]), 'bad_encoding'],
    ['br that is none', 'br', Buffer.from(text), 'bad_encoding'],
    ['deflate that is none', 'deflate', Buffer.from(text), 'bad_encoding'],
    ['an unknown one', 'zstd', Buffer.from(text), 'bad_encoding'],
    ['two', 'gzip, gzip', gzipSync(gzipSync(text)), 'bad_encoding'],
    ['a name that objects have', '__proto__', Buffer.from(text), 'bad_encoding'],
    ['nothing, packed', 'gzip', gzipSync(''), 'bad_payload'],
    ['nothing, not packed', 'gzip', Buffer.alloc(0), 'bad_payload'],
    ['a bomb of gzip', 'gzip', gzipSync(JSON.stringify({ text: 'x'.repeat(9_000_000) })), 'body_too_large'],
    ['a bomb of br', 'br', brotliCompressSync(JSON.stringify({ text: 'x'.repeat(9_000_000) })), 'body_too_large'],
    ['a bomb of deflate', 'deflate', deflateSync(JSON.stringify({ text: 'x'.repeat(9_000_000) })), 'body_too_large'],
  ])('%s', async (_name, encoding, body, reason) => {
    for (const chunked of [false, true]) {
      const answer = await send(urls.mattermost, { headers: { 'Content-Encoding': encoding }, body, chunked })
      expect([answer.headers['x-hookline-reason'], await postedBy(answer)]).toEqual([reason, reason === 'posted' ? 'packed' : null])
    }
  })

  test('a bomb inside a form is refused and leaves nothing', async () => {
    const body = gzipSync(multipart([{ name: 'f', fileName: 'zeros', content: Buffer.alloc(20 * 1024 * 1024) }]))
    const answer = await send(urls.mattermost, { headers: { 'Content-Encoding': 'gzip', 'Content-Type': multipartType }, body })
    expect(reasonOf(answer)).toEqual([413, 'body_too_large'])
    expect((await lastVerdict('mattermost'))?.detail).toContain('100 times')
  })
})

describe('slow and cautious senders', () => {
  const head = (url: string, lines: readonly string[]) => [`POST ${new URL(url).pathname} HTTP/1.1`, `Host: ${new URL(url).host}`, ...lines, '', ''].join('\r\n')
  const portOf = (url: string) => Number(new URL(url).port)

  test.each([
    ['text, silent at once', 'application/json', ''],
    ['text, silent in the middle', 'application/json', '{"text"'],
    ['a form, silent in a file', multipartType, multipart([{ name: 'f', fileName: 'a', content: 'half' }], { end: false })],
  ])('%s: 408, and the hook’s page says why', async (_name, contentType, body) => {
    expect(reasonOf(await sendSlowly(hastyUrls.mattermost, contentType, body))).toEqual([408, 'body_timeout'])
    expect(await lastVerdict('mattermost', { app: hasty, hooks: hastyHooks })).toMatchObject({ reason: 'body_timeout', messageId: null })
  })

  test('a form that trickles without end is given up, although it is never silent', async () => {
    const { port, pathname } = new URL(hastyUrls.mattermost)
    const head = `POST ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: ${multipartType}\r\nContent-Length: 100000000\r\n\r\n`
    const answer = await new Promise<string>((resolve) => {
      let received = ''
      const socket = net.connect(Number(port), '127.0.0.1', () => socket.write(Buffer.concat([Buffer.from(head), multipart([{ name: 'f', fileName: 'a', content: 'x' }], { end: false })])))
      const trickle = setInterval(() => socket.write('x'), 20)
      socket.on('data', (chunk: Buffer) => void (received += chunk.toString('latin1')))
      socket.on('error', () => undefined)
      socket.on('close', () => {
        clearInterval(trickle)
        resolve(received)
      })
    })
    expect(answer).toMatch(/^HTTP\/1\.1 408 [\s\S]*body_timeout/)
  })

  test('a packed body that stops', async () => {
    const { port, pathname } = new URL(hastyUrls.mattermost)
    const packed = gzipSync(JSON.stringify({ text: 'x'.repeat(100) }))
    const answer = await exchange(Number(port), [`POST ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Encoding: gzip\r\nContent-Length: 5000\r\n\r\n`, packed.subarray(0, 20)])
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('Expect: 100-continue is answered before the body comes, by a real socket', async () => {
    const body = '{"text":"expected"}'
    const answers = await talk(portOf(urls.mattermost), head(urls.mattermost, ['Expect: 100-continue', `Content-Length: ${body.length}`, 'Connection: close']), body)
    expect(answers.map((line) => line.slice(0, 12))).toEqual(['HTTP/1.1 100', 'HTTP/1.1 200'])
  })

  test('who speaks HTTP/1.0 is not answered with what only HTTP/1.1 knows', async () => {
    const body = '{"text":"of the old days"}'
    const answer = await exchange(portOf(urls.mattermost), [head(urls.mattermost, ['Expect: 100-continue', `Content-Length: ${body.length}`]).replace('HTTP/1.1', 'HTTP/1.0'), body])
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  })

  test('who asks before sending to an unknown address is told at once, without being asked for the body', async () => {
    const unknown = `${urls.any.slice(0, -3)}___`
    const answer = await exchange(portOf(unknown), [head(unknown, ['Expect: 100-continue', 'Content-Length: 5000000'])])
    expect(answer).toMatch(/^HTTP\/1\.1 404 [\s\S]*no_such_address/)
  })

  test('who expects anything else is told 417', async () => {
    const answer = await exchange(portOf(urls.mattermost), [head(urls.mattermost, ['Expect: 200-ok', 'Content-Length: 12', 'Connection: close']), '{"text":"x"}'])
    expect(answer).toMatch(/^HTTP\/1\.1 417 /)
  })

  test('a body in chunks of one byte', async () => {
    const chunks = [...'{"text":"bit by bit"}'].map((byte) => `1\r\n${byte}\r\n`).join('')
    const answer = await exchange(portOf(urls.mattermost), [head(urls.mattermost, ['Transfer-Encoding: chunked', 'Connection: close']), chunks, '0\r\n\r\n'])
    expect([/^HTTP\/1\.1 200 /.test(answer), (await t.client.messages.list({ channel: 'town-square', limit: 1 })).messages[0]?.text]).toEqual([true, 'bit by bit'])
  })
})

/** Sends the head, waits for an answer to it, then sends the body. @returns the first line of each answer. */
function talk(port: number, head: string, body: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    let received = ''
    const socket = net.connect(port, '127.0.0.1', () => socket.write(head))
    socket.on('data', (chunk: Buffer) => {
      if (received === '') socket.write(body)
      received += chunk.toString('latin1')
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(received.split('\r\n').filter((line) => line.startsWith('HTTP/1.1'))))
  })
}

test.each<[string, SentRequest]>([
  ['a body without a length', { body: '{"text":"x"}', chunked: true }],
  ['PUT', { method: 'PUT', body: '{"text":"x"}' }],
])('%s is no bad input', async (_name, request) => expect(reasonOf(await send(urls.mattermost, request))).toEqual([200, 'posted']))
