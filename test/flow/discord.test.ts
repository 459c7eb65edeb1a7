/** A Discord address over real HTTP: what its clients send and what they are told, files, and their messages fetched, changed and deleted, also after a restart. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MessageId } from '#shared/contract/ids.ts'
import { multipart, multipartType, type SentPart } from '../helpers/multipart.ts'
import { send, sendJson, type Received } from '../helpers/post.ts'
import { rebuild } from '../helpers/projection.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'
import { makePng } from '../helpers/upload.ts'

const dataFolder = makeDataFolder()
let t: TestApp
let url = ''
let hookId = ''
beforeAll(async () => {
  t = await startApp({ dataFolder })
  ;({ url, hookId } = await t.makeHook({ dialect: 'discord', name: 'Kuma', rules: { countRepeats: false } }))
  await t.client.people.create({ username: 'mara' })
  await t.client.channels.create({ name: 'other' })
})
afterAll(async () => {
  await t.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})

type Json = Record<string, unknown>
const json = ({ body }: Received): Json => JSON.parse(body) as Json
const lastMessage = async (channel = 'town-square') => (await t.client.messages.list({ channel, limit: 1 })).messages[0]
async function lastVerdict() {
  await t.app.ctx.write(() => undefined)
  return (await t.client.verdicts.list({ limit: 1 }))[0]
}
const change = (path: string, value: unknown, base = url) => send(`${base}${path}`, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) })
const sendForm = (to: string, parts: readonly SentPart[], method = 'POST') => send(to, { method, headers: { 'Content-Type': multipartType }, body: multipart(parts) })
async function post(value: unknown, base = url): Promise<string> {
  const answer = await sendJson(`${base}?wait=true`, value)
  expect(answer.status, answer.body).toBe(200)
  return json(answer)['id'] as string
}

describe('a message', () => {
  test('204 and nothing, with wait the message', async () => {
    const quiet = await sendJson(url, { username: 'Bot', avatar_url: 'https://example.com/a.png', content: 'Hello **there**!' })
    expect([quiet.status, quiet.body, quiet.headers['content-length'], quiet.headers['x-hookline-reason']]).toEqual([204, '', undefined, 'posted'])
    expect(await lastMessage()).toMatchObject({ id: quiet.headers['x-hookline-message-id'], type: 'webhook', bot: true, text: 'Hello **there**!', username: 'Bot', iconUrl: 'https://example.com/a.png', hookName: 'Kuma' })
    expect(await lastVerdict()).toMatchObject({ hookId, status: 204, reason: 'posted', dialect: 'discord', lastFour: url.slice(-4), ignored: [] })
    const waited = await sendJson(`${url}?wait=true`, { content: 'x', embeds: [{ title: 'T', fields: [{ name: 'n', value: 'v', inline: true }] }] })
    expect([waited.status, waited.headers['content-type']]).toEqual([200, 'application/json'])
    expect(json(waited)).toMatchObject({ content: 'x', embeds: [{ title: 'T' }], author: { username: 'Kuma' }, webhook_id: new URL(url).pathname.split('/')[3] })
    expect(await lastMessage()).toMatchObject({ text: 'x', attachments: [{ title: 'T', fields: [{ title: 'n', value: 'v', short: true }] }] })
  })

  test('every version of the path, folders before it and slashes behind it', async () => {
    const { origin, pathname } = new URL(url)
    for (const path of [pathname.replace('/api/', '/api/v10/'), pathname.replace('/api/', '/api/v6/'), `/chat${pathname}/`]) expect((await sendJson(origin + path, { content: 'x' })).status).toBe(204)
  })

  test('files: told as Discord tells, and shown by the embed that names them', async () => {
    const answer = await sendForm(url, [
      { name: 'payload_json', type: 'application/json', content: JSON.stringify({ content: 'with files', embeds: [{ image: { url: 'attachment://graph.txt' } }], attachments: [{ id: 0, filename: 'graph.txt' }] }) },
      { name: 'files[0]', fileName: 'graph.txt', type: 'text/plain', content: 'not really a graph' },
      { name: 'files[1]', fileName: 'log.txt', type: 'text/plain', content: 'log' },
    ])
    expect([answer.status, json(answer)]).toMatchObject([200, { content: 'with files', attachments: [{ filename: 'graph.txt', size: 18 }, { filename: 'log.txt', size: 3 }] }])
    const message = await lastMessage()
    expect([message?.text, message?.attachments, message?.files.map(({ name }) => name)]).toEqual(['with files', [{ image_url: 'attachment://graph.txt' }], ['graph.txt', 'log.txt']])
    expect((await lastVerdict())?.ignored).toEqual([])
  })

  test('limits are told field by field and nothing is posted', async () => {
    const before = await lastMessage()
    const answer = await sendJson(url, { content: 'x'.repeat(2001), embeds: [{ title: 'y'.repeat(257) }] })
    expect([answer.status, json(answer)]).toEqual([400, {
      message: 'Invalid Form Body', code: 50035,
      errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] }, embeds: { 0: { title: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 256 or fewer in length.' }] } } } },
    }])
    expect([(await lastMessage())?.id, await lastVerdict()]).toMatchObject([before?.id, { reason: 'text_too_long', detail: 'content: Must be 2000 or fewer in length; embeds.0.title: Must be 256 or fewer in length.' }])
  })

  test('2000 characters that grow in Markdown stay one message', async () => {
    const content = '<t:0>'.repeat(400)
    await post({ content })
    expect((await lastMessage())?.text).toBe('1970-01-01 00:00 UTC'.repeat(400))
  })

  test('an unknown address, before the body is read', async () => {
    const wrong = url.slice(0, -1) + (url.endsWith('a') ? 'b' : 'a')
    for (const answer of [await send(wrong, { body: '{' }), await send(wrong, { method: 'GET' }), await send(`${wrong}/messages/100000000000000001`, { method: 'DELETE' }), await send(url.slice(0, -10), { method: 'GET' })]) {
      expect([answer.status, answer.body]).toEqual([404, '{"message":"Unknown Webhook","code":10015}'])
    }
  })
})

describe('whom it tells', () => {
  const mentionsOf = async (username: string, value: Json) => {
    await post(value)
    const { unreads } = t.clientAs(t.app.findActor(username))
    const { channels } = await unreads.get()
    return channels.reduce((sum, { mentions }) => sum + mentions, 0)
  }
  test('names of the content; those in embeds and those that are not allowed tell nobody', async () => {
    const mara = (await t.client.people.list()).find(({ username }) => username === 'mara')!
    expect(await mentionsOf('mara', { content: 'nobody', embeds: [{ description: 'ask @mara' }] })).toBe(0)
    expect(await mentionsOf('mara', { content: `ask <@${mara.id}>`, allowed_mentions: { parse: [] } })).toBe(0)
    expect(await mentionsOf('mara', { content: `ask <@${mara.id}>` })).toBe(1)
    expect((await lastMessage())?.text).toBe('ask @mara')
    expect(await mentionsOf('mara', { content: '@everyone', flags: 1 << 12 })).toBe(1)
    expect(await lastMessage()).toMatchObject({ silent: true })
  })
})

describe('threads', () => {
  test('thread_id is the id of a message', async () => {
    const root = await post({ content: 'root' })
    const rootMessage = await lastMessage()
    expect((await sendJson(`${url}?thread_id=${root}`, { content: 'reply' })).status).toBe(204)
    const { messages } = await t.client.messages.list({ channel: 'town-square', thread: rootMessage!.id, limit: 5 })
    expect(messages.map(({ text, threadRootId }) => [text, threadRootId])).toEqual([['reply', rootMessage?.id]])
  })
  test.each(['100000000000999999', '5', 'x'])('an unknown one: %s', async (threadId) => {
    const answer = await sendJson(`${url}?thread_id=${threadId}`, { content: 'x' })
    expect([answer.status, answer.body]).toEqual([404, '{"message":"Unknown Channel","code":10003}'])
    expect(await lastVerdict()).toMatchObject({ reason: 'root_not_found', detail: expect.stringContaining('thread_id') })
  })
})

test('Grafana sends up to nine pictures, as parts without a name', async () => {
  const names = Array.from({ length: 9 }, (_, index) => `panel${index}.png`)
  const embeds = [{ title: '[FIRING:9]', type: 'rich', color: 14037554 }, ...names.map((name, index) => ({ title: `Alert ${index}`, color: 14037554, image: { url: `attachment://${name}` } }))]
  const pictures = names.map((name, index) => ({ name: '', fileName: name, type: 'application/octet-stream', content: makePng(3 + index, 2) }))
  const answer = await sendForm(url, [{ name: 'payload_json', content: JSON.stringify({ username: 'Grafana', content: '**Firing**', embeds }) }, ...pictures])
  expect([answer.status, (json(answer)['attachments'] as Json[]).map(({ filename }) => filename)]).toEqual([200, names])
  expect((await lastMessage())?.files).toHaveLength(9)
})

describe('calls', () => {
  test('GET on the address describes it, and posts nothing', async () => {
    const before = await lastMessage()
    const answer = await send(url, { method: 'GET' })
    const [, , , id, token] = new URL(url).pathname.split('/')
    expect([answer.status, answer.headers['content-type'], json(answer)]).toEqual([200, 'application/json', {
      id, type: 1, guild_id: expect.stringMatching(/^\d{18}$/), channel_id: expect.stringMatching(/^\d{18}$/), name: 'Kuma', avatar: null, token, application_id: null, url,
    }])
    expect((await lastMessage())?.id).toBe(before?.id)
  })

  test('Uptime Kuma asks whether there is a picture, and brings its own only where there is none', async () => {
    const avatarOf = async (fields: object) => json(await send((await t.makeHook({ dialect: 'discord', ...fields })).url, { method: 'GET' }))['avatar']
    expect(await avatarOf({})).toBeNull()
    expect(await avatarOf({ iconUrl: 'https://example.com/a.png' })).toMatch(/^[0-9a-f]{32}$/)
    expect(await avatarOf({ iconEmoji: ':rocket:' })).toMatch(/^[0-9a-f]{32}$/)
  })

  test('a message is fetched word for word', async () => {
    const content = 'at <t:1618953630:t> ||secret|| <:ok:123456789012345678>'
    const id = await post({ content, embeds: [{ title: 'T', color: 5 }] })
    const answer = await send(`${url}/messages/${id}`, { method: 'GET' })
    expect([answer.status, json(answer)]).toMatchObject([200, { id, content, embeds: [{ title: 'T', color: 5 }], edited_timestamp: null }])
  })

  test('changed part by part: shown as edited, with its revisions in the log, found by its new words', async () => {
    const id = await post({ content: 'Deploy started', embeds: [{ title: 'Step 1', description: 'building' }] })
    const message = await lastMessage()
    const first = await change(`/messages/${id}`, { content: 'Deploy **finished**' })
    expect([first.status, first.headers['x-hookline-reason'], json(first)]).toMatchObject([200, 'edited', { id, content: 'Deploy **finished**', embeds: [{ title: 'Step 1' }], edited_timestamp: expect.stringMatching(/\+00:00$/) }])
    expect(await lastVerdict()).toMatchObject({ hookId, method: 'PATCH', status: 200, reason: 'edited', messageId: message?.id, detail: 'Changed a message in #town-square.' })
    await change(`/messages/${id}`, { embeds: [{ title: 'Step 2' }] })
    expect(await lastMessage()).toMatchObject({ id: message?.id, text: 'Deploy **finished**', attachments: [{ title: 'Step 2' }], editedAt: expect.any(Number), position: message?.position })
    expect(t.app.ctx.reader.all<{ body: string }>(`SELECT body FROM change_log WHERE kind = 'message.edited' AND json_extract(body, '$.messageId') = ?`, message!.id).map(({ body }) => JSON.parse(body) as Json)).toEqual([
      { messageId: message?.id, text: 'Deploy **finished**' },
      { messageId: message?.id, text: 'Deploy **finished**', attachments: [{ title: 'Step 2' }] },
    ])
    await t.app.indexer.idle()
    const found = await t.client.search.messages({ query: 'finished' })
    expect(JSON.stringify(found)).toContain(message!.id)
    const { before, after } = await rebuild(t.app.ctx)
    expect(after).toEqual(before)
  })

  test('an edit of the words leaves the line above them and the poll, and tells what it cannot change', async () => {
    const poll = { question: { text: 'Lunch?' }, answers: [{ poll_media: { text: 'Soup' } }] }
    const id = await post({ content: 'before', thread_name: 'Release 7', poll })
    const message = await lastMessage()
    expect(message).toMatchObject({ text: '**Release 7**\n\nbefore', attachments: [expect.anything()] })
    await change(`/messages/${id}`, { content: 'after', username: 'Other', avatar_url: 'https://example.com/b.png', thread_name: 'Release 8', poll: { question: { text: 'Dinner?' } } })
    expect(await lastMessage()).toMatchObject({ text: '**Release 7**\n\nafter', username: message!.username, attachments: message!.attachments })
    expect((await lastVerdict())?.ignored).toEqual(['username', 'avatar_url', 'thread_name', 'poll'])
  })

  test('what came in another format keeps the part that an edit does not name', async () => {
    const cards = [{ color: 'good', title: 'disk', text: 'full' }]
    for (const part of [{ content: 'new words' }, { embeds: [{ title: 'new card' }] }, { content: 'both', embeds: [] }]) {
      const id = String((await sendJson(`${url}/slack`, { text: '*words*', attachments: cards })).headers['x-hookline-message-id'])
      const answer = await change(`/messages/${id}`, part)
      expect(answer.status, answer.body).toBe(200)
      const { text, attachments } = await t.client.messages.show({ id: id as MessageId })
      expect([text, attachments.map(({ title }) => title)]).toEqual([part.content ?? '**words**', part.embeds === undefined ? ['disk'] : part.embeds.map(({ title }) => title)])
      expect(json(answer)).toMatchObject({ content: text, embeds: part.embeds ?? [] })
    }
  })

  test('an edit obeys the same limits, leaves something, and one that changes nothing is none', async () => {
    const id = await post({ content: 'steady' })
    const message = await lastMessage()
    expect((await change(`/messages/${id}`, { content: 'x'.repeat(2001) })).status).toBe(400)
    expect(json(await change(`/messages/${id}`, { content: '' }))).toEqual({ message: 'Cannot send an empty message', code: 50006 })
    expect((await change(`/messages/${id}`, { content: 'steady' })).status).toBe(200)
    expect(await lastMessage()).toEqual(message)
  })

  test('an edit as a form: its words are taken, its files are told to be ignored', async () => {
    const id = await post({ content: 'before' })
    const answer = await sendForm(`${url}/messages/${id}`, [{ name: 'payload_json', content: '{"content":"after"}' }, { name: 'files[0]', fileName: 'late.txt', content: 'x' }], 'PATCH')
    expect([answer.status, (await lastMessage())?.text, (await lastMessage())?.files, (await lastVerdict())?.ignored]).toEqual([200, 'after', [], ['file late.txt']])
  })

  test('deleted: 204, and gone for everybody and from the log', async () => {
    const id = await post({ content: 'oops, the unspeakable' })
    await change(`/messages/${id}`, { embeds: [{ title: 'unspeakable too' }] })
    const message = await lastMessage()
    const answer = await send(`${url}/messages/${id}`, { method: 'DELETE' })
    expect([answer.status, answer.body, answer.headers['x-hookline-reason']]).toEqual([204, '', 'deleted'])
    expect((await lastMessage())?.id).not.toBe(message?.id)
    expect(await lastVerdict()).toMatchObject({ method: 'DELETE', status: 204, reason: 'deleted', detail: 'Deleted a message in #town-square.' })
    for (const table of ['change_log', 'numbered_message', 'message']) expect(JSON.stringify(t.app.ctx.reader.all(`SELECT * FROM ${table}`))).not.toContain('unspeakable')
    for (const method of ['GET', 'PATCH', 'DELETE']) expect([method, (await send(`${url}/messages/${id}`, { method, body: '{"content":"x"}' })).body]).toEqual([method, '{"message":"Unknown Message","code":10008}'])
  })

  test('what a person deleted is gone for its sender too', async () => {
    const id = await post({ content: 'deleted by a person' })
    await t.client.messages.delete({ messageId: (await lastMessage())!.id })
    expect((await send(`${url}/messages/${id}`, { method: 'GET' })).status).toBe(404)
    expect(JSON.stringify(t.app.ctx.reader.all('SELECT * FROM numbered_message'))).not.toContain('deleted by a person')
  })

  test('only what came through an address of this hook', async () => {
    const id = await post({ content: 'mine' })
    const other = await t.makeHook({ dialect: 'discord', name: 'other' })
    for (const method of ['GET', 'PATCH', 'DELETE']) expect([method, (await send(`${other.url}/messages/${id}`, { method, body: '{"content":"stolen"}' })).status]).toEqual([method, 404])
    expect((await lastMessage())?.text).toBe('mine')
    // Numbers are given to messages of these addresses alone: there is none for what came otherwise.
    const before = t.app.ctx.reader.get<{ n: number }>('SELECT count(*) AS n FROM numbered_message')?.n
    await sendJson((await t.makeHook({ dialect: 'slack' })).url, { text: 'elsewhere' })
    await t.client.messages.post({ channel: 'town-square', text: 'a person' })
    expect(t.app.ctx.reader.get<{ n: number }>('SELECT count(*) AS n FROM numbered_message')?.n).toBe(before)
  })

  test('after a rotation by the new address, not by the old one', async () => {
    const mine = await t.makeHook({ dialect: 'discord', name: 'rotated' })
    const id = await post({ content: 'before the rotation' }, mine.url)
    const [address] = await t.client.addresses.list({ hookId: mine.hookId as never })
    const fresh = await t.client.addresses.rotate({ id: address!.id })
    expect((await change(`/messages/${id}`, { content: 'x' }, mine.url)).body).toBe('{"message":"Unknown Webhook","code":10015}')
    expect((await change(`/messages/${id}`, { content: 'after the rotation' }, fresh.url)).status).toBe(200)
    expect((await lastMessage())?.text).toBe('after the rotation')
  })

  test('a hook that is off, a channel that takes no webhooks or is archived', async () => {
    const mine = await t.makeHook({ dialect: 'discord', name: 'closing', channel: 'other' })
    const id = await post({ content: 'open' }, mine.url)
    await t.client.hooks.update({ id: mine.hookId as never, enabled: false })
    expect((await change(`/messages/${id}`, { content: 'x' }, mine.url)).body).toBe('{"message":"Unknown Webhook","code":10015}')
    await t.client.hooks.update({ id: mine.hookId as never, enabled: true })
    await t.client.channels.archive({ channel: 'other' })
    expect((await change(`/messages/${id}`, { content: 'x' }, mine.url)).status).toBe(404)
    expect((await send(`${mine.url}/messages/${id}`, { method: 'DELETE' })).status).toBe(404)
    expect((await lastMessage('other'))?.text).toBe('open')
  })

  test('other methods, and a foreign Host', async () => {
    const id = await post({ content: 'x' })
    const put = await send(`${url}/messages/${id}`, { method: 'PUT', body: '{}' })
    expect([put.status, put.headers['allow'], put.body]).toEqual([405, 'GET, PATCH, DELETE', '{"message":"405: Method Not Allowed","code":0}'])
    const patch = await send(url, { method: 'PATCH', body: '{}' })
    expect([patch.status, patch.headers['allow']]).toEqual([405, 'GET, POST, PUT'])
    expect((await send(`${url}/messages/${id}`, { method: 'DELETE', headers: { Host: 'evil.example' } })).status).toBe(421)
    expect((await send(`${url}/messages/${id}`, { method: 'GET' })).status).toBe(200)
  })

  test('concurrent edits: all are told success, one after another, and the last one stands', async () => {
    const id = await post({ content: '0' })
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => change(`/messages/${id}`, { content: `edit ${index}` })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const text = (await lastMessage())?.text ?? ''
    expect(text).toMatch(/^edit \d+$/)
    expect(json(await send(`${url}/messages/${id}`, { method: 'GET' }))['content']).toBe(text)
  })
})

describe('behind a suffix', () => {
  test('thread_id is heeded there, too, and for events and cards at the address itself', async () => {
    const root = await post({ content: 'the root' })
    const rootId = (await lastMessage())!.id
    const event = { zen: 'Keep it logically awesome.', hook_id: 1, repository: { full_name: 'octo/hello' }, sender: { login: 'octocat' } }
    const asks: [path: string, body: object, headers?: Record<string, string>][] = [
      ['/slack', { text: 'x' }],
      ['/github', event, { 'X-GitHub-Event': 'ping' }],
      ['/github', { anything: 'else' }],
      ['', event, { 'X-GitHub-Event': 'ping' }],
      ['', { '@type': 'MessageCard', title: 'T', text: 'x' }],
    ]
    for (const [path, body, headers] of asks) {
      const answer = await sendJson(`${url}${path}?thread_id=${root}`, body, headers)
      const reply = await t.client.messages.show({ id: answer.headers['x-hookline-message-id'] as MessageId })
      expect([path, reply.threadRootId]).toEqual([path, rootId])
      expect((await sendJson(`${url}${path}?thread_id=123456789012345678`, body, headers)).headers['x-hookline-reason']).toBe('root_not_found')
    }
  })

  test('/slack, as netdata sends it', async () => {
    const payload = { channel: '#alarms', username: 'netdata on web1', icon_url: 'https://example.com/n.png', text: '*web1* recovered', attachments: [{ fallback: 'f', color: 'good', title: 'disk', fields: [{ title: 'a', value: 1, short: 'true' }] }] }
    const answer = await send(`${url}/slack`, { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `payload=${encodeURIComponent(JSON.stringify(payload))}` })
    expect([answer.status, answer.body]).toEqual([200, 'ok'])
    expect(await lastMessage()).toMatchObject({ channel: 'town-square', text: '**web1** recovered', username: 'netdata on web1', attachments: [{ title: 'disk', fields: [{ value: '1' }] }] })
    expect((await lastVerdict())?.ignored).toContain('channel')
    expect(json(await send(`${url}/slack`, { body: '{"text": "' }))).toEqual({ message: 'The request body contains invalid JSON.', code: 50109 })
  })

  test('/github, an event as GitHub sends it', async () => {
    const zen = { zen: 'Keep it logically awesome.', hook_id: 1, repository: { full_name: 'octo/hello', html_url: 'https://github.example.com/octo/hello' }, sender: { login: 'octocat' } }
    const answer = await sendJson(`${url}/github`, zen, { 'X-GitHub-Event': 'ping', 'User-Agent': 'GitHub-Hookshot/1' })
    expect([answer.status, json(answer)['id']]).toEqual([200, expect.stringMatching(/^1\d{17}$/)])
    expect(JSON.stringify(await lastMessage())).toContain('Keep it logically awesome.')
  })
})

test('after a restart a message is fetched, changed and deleted as before', async () => {
  const id = await post({ content: 'from before', embeds: [{ title: 'E' }] })
  const { pathname } = new URL(url)
  await t.stop()
  t = await startApp({ dataFolder })
  const { origin } = new URL((await t.makeHook({ name: 'where' })).url)
  url = origin + pathname
  expect(json(await send(`${url}/messages/${id}`, { method: 'GET' }))).toMatchObject({ id, content: 'from before', embeds: [{ title: 'E' }] })
  expect((await change(`/messages/${id}`, { content: 'from after' })).status).toBe(200)
  expect(await lastMessage()).toMatchObject({ text: 'from after', attachments: [{ title: 'E' }] })
  expect((await send(`${url}/messages/${id}`, { method: 'DELETE' })).status).toBe(204)
  // A number is given once.
  expect(BigInt(await post({ content: 'next' }))).toBeGreaterThan(BigInt(id))
})
