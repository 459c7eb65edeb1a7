/** What receivers answer and what becomes of it: posts, comments, names and pictures, nonsense; and that no chain of answers is endless. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HOP_LIMIT } from '#shared/core/hop-limit.ts'
import { startReceiver } from '../helpers/receiver.ts'
import { startRig, type Rig } from '../helpers/outgoing.ts'

let r: Rig
beforeEach(async () => {
  r = await startRig()
})
afterEach(() => r.stop())

const answer = (value: unknown, status = 200) => void (r.receiver.answer = () => ({ status, body: typeof value === 'string' ? value : JSON.stringify(value) }))
const posted = async (thread?: string) => (await r.client.messages.list({ channel: 'town-square', ...(thread === undefined ? {} : { thread }), limit: 1000 } as never)).messages.filter(({ type }) => type === 'webhook')

test('text, attachments, name, picture, props and a token that is not asked for', async () => {
  await r.subscribe({ username: 'Deployer', iconUrl: 'https://example.com/own.png' })
  answer({ text: 'done', username: 'CI', icon_url: 'https://example.com/ci.png', props: { card: 'more' }, attachments: [{ title: 'log', color: 'good' }], channel: 'off-topic', icon_emoji: ':ship:' })
  await r.say('go')
  await r.idle()
  expect(await posted()).toMatchObject([{ text: 'done', username: 'CI', bot: true, author: 'lena.fischer', iconUrl: 'https://example.com/ci.png', iconEmoji: null, props: { card: 'more' }, attachments: [{ title: 'log' }], threadRootId: null, hookName: 'CI' }])
})

test('its own name and picture stand where the answer has none, and where overriding is off', async () => {
  await r.subscribe({ username: 'Deployer', iconUrl: 'https://example.com/own.png' })
  answer({ text: 'plain' })
  await r.say('go')
  await r.idle()
  for (const key of ['integrations.allowUsernameOverride', 'integrations.allowIconOverride'] as const) await r.client.settings.set({ key, value: false })
  answer({ text: 'named', username: 'CI', icon_url: 'https://example.com/ci.png' })
  await r.say('go')
  await r.idle()
  expect(await posted()).toMatchObject([
    { text: 'plain', username: 'Deployer', iconUrl: 'https://example.com/own.png' },
    { text: 'named', username: 'webhook', iconUrl: null },
  ])
})

test('a comment goes below the message that set it off, and on a reply to its root', async () => {
  await r.subscribe()
  answer({ text: 'seen', response_type: 'comment' })
  const root = await r.say('root')
  await r.idle()
  await r.say('reply', { threadRootId: root })
  await r.idle()
  expect((await posted(root)).map(({ text, threadRootId }) => [text, threadRootId])).toEqual([['seen', root], ['seen', root]])
})

test('attachments without text are posted; the first value of several counts', async () => {
  await r.subscribe()
  answer('{"attachments":[{"text":"only this"}]} trailing')
  await r.say('go')
  await r.idle()
  expect(await posted()).toMatchObject([{ text: '', attachments: [{ text: 'only this' }] }])
})

test.each([
  ['slack', '**done** [log](https://example.com/log) & 1 \\< 2', '**ok**'],
  ['mattermost-form', '*done* [log](https://example.com/log) &amp; 1 &lt; 2', '*ok*'],
] as const)('a program of the format %s answers in its own markup', async (format, text, card) => {
  await r.subscribe({ format })
  answer({ text: '*done* <https://example.com/log|log> &amp; 1 &lt; 2', attachments: [{ text: '*ok*' }] })
  await r.say('go')
  await r.idle()
  expect(await posted()).toMatchObject([{ text, attachments: [{ text: card }] }])
})

describe('in other bytes', () => {
  const text = '{"text":"größer"}'
  test.each<[string, Record<string, string>, Uint8Array]>([
    ['gzip', { 'Content-Encoding': 'gzip' }, gzipSync(text)],
    ['GZIP', { 'Content-Encoding': 'GZIP' }, gzipSync(text)],
    ['deflate', { 'Content-Encoding': 'deflate' }, deflateSync(text)],
    ['br', { 'Content-Encoding': 'br' }, brotliCompressSync(text)],
    ['identity', { 'Content-Encoding': 'identity' }, Buffer.from(text)],
    ['a byte order mark', {}, Buffer.from(`\u{feff}${text}`)],
  ])('%s: it is read all the same, and the record can be', async (_, headers, body) => {
    const { id } = await r.subscribe()
    r.receiver.answer = () => ({ headers, body })
    await r.say('go')
    await r.idle()
    expect((await posted()).map((message) => message.text)).toEqual(['größer'])
    const { attemptList } = await r.client.deliveries.show({ id: (await r.deliveriesOf(id))[0]!.id })
    expect(attemptList[0]?.response.split('\n\n')[1]).toBe(text)
  })

  test.each<[string, Uint8Array]>([
    ['broken', gzipSync(text).subarray(0, 20)],
    ['not packed at all', Buffer.from(text)],
    ['a bomb', gzipSync(`{"text":"${' '.repeat(64 * 1024 * 1024)}"}`)],
  ])('%s: delivered, and nothing is posted', async (_, body) => {
    const { id } = await r.subscribe()
    r.receiver.answer = () => ({ headers: { 'Content-Encoding': 'gzip' }, body })
    await r.say('go')
    await r.idle()
    expect([await posted(), (await r.deliveriesOf(id)).map(({ state }) => state)]).toEqual([[], ['delivered']])
  })
})

test.each<[string, () => void]>([
  ['nothing', () => answer('')],
  ['no JSON', () => answer('ok')],
  ['half JSON', () => answer('{"text":"x"')],
  ['a list', () => answer([1, 2])],
  ['null', () => answer('null')],
  ['no text', () => answer({ ok: true })],
  ['more than 1 MiB', () => answer({ text: 'x', filler: 'y'.repeat(1024 * 1024) })],
])('%s: delivered, and nothing is posted', async (_, set) => {
  const { id } = await r.subscribe()
  set()
  await r.say('go')
  await r.idle()
  expect([await posted(), (await r.deliveriesOf(id)).map(({ state }) => state)]).toEqual([[], ['delivered']])
})

test.each([500, 404, 302])('what comes with %i is not posted', async (status) => {
  await r.subscribe({ policy: 'once' })
  answer({ text: 'oops' }, status)
  await r.say('go')
  await r.idle()
  expect(await posted()).toEqual([])
})

describe('chains end', () => {
  test('an answer never sets off its own webhook', async () => {
    await r.subscribe({ from: 'everybody' })
    answer({ text: 'again' })
    await r.say('go')
    await r.idle()
    expect(r.texts()).toEqual(['go'])
  })

  test('two that answer each other: after as many answers as the limit, and the record says why', async () => {
    const other = await startReceiver()
    other.answer = () => ({ body: '{"text":"pong"}' })
    answer({ text: 'ping' })
    const { id } = await r.subscribe({ from: 'everybody', trigger: { when: 'first-word', words: ['go', 'pong'] } })
    const second = await r.subscribe({ name: 'B', from: 'everybody', trigger: { when: 'first-word', words: ['ping'] }, urls: [other.url], allow: [other.host] })
    await r.say('go')
    await r.idle()
    expect((await posted()).map(({ text }) => text)).toEqual(['ping', 'pong', 'ping', 'pong', 'ping'])
    expect([...r.receiver.received, ...other.received].map(({ headers }) => Number(headers['x-hookline-hops'])).sort()).toEqual([1, 2, 3, 4, 5])
    const ended = [...(await r.deliveriesOf(id)), ...(await r.deliveriesOf(second.id))].filter(({ state }) => state === 'dropped')
    expect(ended).toMatchObject([{ attempts: 0, lastProblem: { code: 'loop', detail: String(HOP_LIMIT) } }])
    await other.stop()
  })

  test('a tool that answers through an incoming webhook and passes the count on', async () => {
    const { url } = await r.makeHook({ rules: { countRepeats: false } })
    r.receiver.answer = async ({ headers }) => {
      await fetch(url, { method: 'POST', body: '{"text":"echo"}', headers: { 'X-Hookline-Hops': String(headers['x-hookline-hops']) } })
      return {}
    }
    await r.subscribe({ from: 'everybody' })
    await r.say('go')
    await r.idle()
    await expect.poll(async () => (await posted()).length).toBe(HOP_LIMIT)
    await r.idle()
    expect(r.receiver.received).toHaveLength(HOP_LIMIT)
  })

  test.each(['a post with the same key', 'PATCH'] as const)('one that edits through an incoming webhook by %s ends, too, when it passes the count on', async (by) => {
    const { url } = await r.makeHook({ rules: { perMinute: null, countRepeats: false } })
    const post = (text: string, headers: Record<string, string> = {}) => fetch(url, { method: 'POST', body: JSON.stringify({ text }), headers: { 'X-Hookline-Key': 'status', ...headers } })
    const messageId = (await post('status')).headers.get('X-Hookline-Message-Id') ?? ''
    const edit = (text: string, headers: Record<string, string> = {}) => (by === 'PATCH' ? fetch(`${url}/messages/${messageId}`, { method: 'PATCH', body: JSON.stringify({ text }), headers }) : post(text, headers))
    r.receiver.answer = async ({ headers }) => {
      if (r.receiver.received.length < 20) expect((await edit(`status ${r.receiver.received.length}`, { 'X-Hookline-Hops': String(headers['x-hookline-hops']) })).status).toBe(200)
      return {}
    }
    const { id } = await r.subscribe({ events: ['edited'], from: 'everybody' })
    await edit('first')
    await expect.poll(async () => (await r.deliveriesOf(id)).at(-1)?.state).toBe('dropped')
    expect(r.receiver.received.map(({ headers }) => headers['x-hookline-hops'])).toEqual(['1', '2', '3', '4', '5'])
  })

  test.each(['-1', '1e9', 'five', '', '99999'])('a count that is none (%s) is no reason to refuse a post', async (hops) => {
    const { url } = await r.makeHook()
    const response = await fetch(url, { method: 'POST', body: '{"text":"hello"}', headers: { 'X-Hookline-Hops': hops } })
    expect([response.status, (await posted()).length]).toEqual([200, 1])
  })
})
