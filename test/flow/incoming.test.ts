/** One request to each kind of address, and what the sender, the channel and the hook's owner see of it. */
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { send, sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let url = ''
let hookId = ''
beforeAll(async () => {
  t = await startApp()
  ;({ url, hookId } = await t.makeHook())
})
afterAll(() => t.stop())

async function lastMessage(channel = 'town-square') {
  const { messages } = await t.client.messages.list({ channel, limit: 1 })
  return messages[0]
}
async function lastVerdict() {
  const [verdict] = await t.client.verdicts.list({ limit: 1 })
  return verdict
}

describe('answers', () => {
  test('Mattermost: 200, text/plain, two bytes', async () => {
    const answer = await sendJson(url, { text: 'Hello **you**' })
    expect({ ...answer, headers: undefined }).toEqual({ status: 200, body: 'ok', headers: undefined })
    expect(answer.headers['content-type']).toBe('text/plain')
    expect(answer.headers['content-length']).toBe('2')
    expect(answer.headers['x-hookline-reason']).toBe('posted')
    const message = await lastMessage()
    expect(message).toMatchObject({ text: 'Hello **you**', type: 'webhook', bot: true, endToEndEncrypted: false, username: 'webhook', hookName: 'ci', author: 'lena.fischer' })
    expect(answer.headers['x-hookline-message-id']).toBe(message?.id)
    expect(await lastVerdict()).toMatchObject({ hookId, status: 200, reason: 'posted', messageId: message?.id, channel: 'town-square', sizeBytes: 24, requestId: answer.headers['x-request-id'] })
  })

  test('Slack: ok, mrkdwn becomes Markdown', async () => {
    const { url: slack } = await t.makeHook({ dialect: 'slack', name: 'slack' })
    const answer = await sendJson(slack, { text: '*Bold* <https://example.com/x|here> <!channel> &amp; more', username: 'Jenkins', icon_emoji: ':rocket:' })
    expect([answer.status, answer.body]).toEqual([200, 'ok'])
    expect(await lastMessage()).toMatchObject({ text: expect.stringContaining('**Bold** [here](https://example.com/x) @channel'), username: 'Jenkins', iconEmoji: 'rocket' })
  })

  test('kChat: the created post, or ok on request', async () => {
    const { url: kchat } = await t.makeHook({ dialect: 'kchat', name: 'kchat' })
    const answer = await sendJson(kchat, { text: 'kChat' })
    const message = await lastMessage()
    expect(answer.headers['content-type']).toMatch(/^application\/json/)
    expect(JSON.parse(answer.body)).toMatchObject({ id: message?.id, channel_id: message?.channelId, message: 'kChat', props: { override_username: 'webhook', from_webhook: 'true', webhook_display_name: 'kchat' } })
    const slackish = await sendJson(`${kchat}?slack_return_format=true`, { text: 'again' })
    expect([slackish.status, slackish.headers['content-type'], slackish.body]).toEqual([200, 'text/plain', 'ok'])
  })

  test('any: a body of unknown shape becomes readable', async () => {
    const { url: any } = await t.makeHook({ dialect: 'any', name: 'any' })
    const answer = await sendJson(any, { title: 'Disk', level: 3 })
    expect(answer.status).toBe(200)
    expect((await lastMessage())?.text).toContain('Disk')
  })
})

describe('bodies', () => {
  const text = JSON.stringify({ text: 'the body' })
  test.each([
    ['without Content-Type', {}, text, false],
    ['as text/plain', { 'Content-Type': 'text/plain' }, text, false],
    ['chunked', { 'Content-Type': 'application/json' }, text, true],
    ['payload= encoded', { 'Content-Type': 'application/x-www-form-urlencoded' }, `payload=${encodeURIComponent(text)}`, false],
    ['payload= raw', { 'Content-Type': 'application/x-www-form-urlencoded' }, `payload=${text}`, false],
    ['payload= without Content-Type', {}, `payload=${text}`, false],
    ['with a type that no parser knows', { 'Content-Type': 'mimetype/wrong; x' }, text, false],
    ['gzip', { 'Content-Encoding': 'gzip', 'Content-Type': 'application/json' }, gzipSync(text), false],
    ['deflate', { 'Content-Encoding': 'deflate' }, deflateSync(text), false],
    ['raw deflate', { 'Content-Encoding': 'deflate' }, deflateRawSync(text), false],
    ['brotli', { 'Content-Encoding': 'br' }, brotliCompressSync(text), true],
    ['with a byte order mark', { 'Content-Type': 'application/json' }, `\uFEFF${text}`, false],
  ] as const)('%s', async (_name, headers, body, chunked) => {
    const answer = await send(url, { headers, body, chunked })
    expect([answer.status, answer.body]).toEqual([200, 'ok'])
    expect((await lastMessage())?.text).toBe('the body')
  })
})

describe('refusals', () => {
  test.each([
    ['bad JSON', '{"text": "a', 400, 'bad_json'],
    ['nothing to post', '{"text": ""}', 400, 'nothing_to_post'],
    ['wrong type', '{"text": 1}', 400, 'bad_payload'],
    ['unknown channel', '{"text":"a","channel":"nowhere"}', 404, 'channel_not_found'],
    ['unknown person', '{"text":"a","channel":"@nobody"}', 400, 'user_not_found'],
    ['system type', '{"text":"a","type":"system_join"}', 400, 'type_not_allowed'],
  ])('%s', async (_name, body, status, reason) => {
    const before = await lastMessage()
    const answer = await send(url, { body })
    expect([answer.status, answer.headers['x-hookline-reason']]).toEqual([status, reason])
    expect(JSON.parse(answer.body)).toMatchObject({ status_code: status, request_id: answer.headers['x-request-id'] })
    expect(await lastMessage()).toEqual(before)
    expect(await lastVerdict()).toMatchObject({ status, reason, hookId })
  })

  test('unknown address: answered before the body, counted in one row', async () => {
    const unknown = url.slice(0, -1) + (url.endsWith('a') ? 'b' : 'a')
    const answers = await Promise.all([sendJson(unknown, { text: 'x' }), sendJson(unknown, { text: 'y' })])
    expect(answers.map(({ status }) => status)).toEqual([400, 400])
    await t.app.ctx.write(() => undefined)
    const stray = (await t.client.verdicts.list({ limit: 1000 })).filter(({ reason }) => reason === 'no_such_address')
    expect(stray.map(({ count, hookId: none, dialect }) => [count, none, dialect])).toEqual([[2, null, 'mattermost']])
  })

  test('GET posts nothing and says what to do', async () => {
    const answer = await send(url, { method: 'GET' })
    expect([answer.status, answer.headers['allow'], answer.headers['x-hookline-reason']]).toEqual([405, 'POST, PUT', 'method_refused'])
    await t.app.ctx.write(() => undefined)
    expect(await lastVerdict()).toMatchObject({ hookId, method: 'GET', status: 405, reason: 'method_refused' })
  })

  test.each(['evil.example', 'evil.example:80', '127.0.0.1:1', 'localhost', '127.0.0.1.evil.example'])('Host %s', async (host) => {
    const answer = await send(url, { headers: { Host: host }, body: '{"text":"x"}' })
    expect([answer.status, answer.headers['x-hookline-reason']]).toEqual([421, 'host_refused'])
  })

  test('a body that is too large, declared or not, packed or not', async () => {
    await t.client.settings.set({ key: 'hooks.bodyLimitBytes', value: 2048 })
    const large = JSON.stringify({ text: 'x'.repeat(4096) })
    const statuses = []
    for (const request of [{ body: large }, { body: large, chunked: true }, { body: gzipSync(large), headers: { 'Content-Encoding': 'gzip' } }]) statuses.push((await send(url, request)).status)
    await t.client.settings.set({ key: 'hooks.bodyLimitBytes', value: 10 * 1024 * 1024 })
    expect(statuses).toEqual([413, 413, 413])
    const bomb = await send(url, { body: gzipSync(JSON.stringify({ text: 'x'.repeat(1_000_000) })), headers: { 'Content-Encoding': 'gzip' } })
    expect([bomb.status, bomb.headers['x-hookline-reason']]).toEqual([413, 'body_too_large'])
  })

  test('disabled, rotated, removed, deleted: as if it never existed', async () => {
    const { url: mine, hookId: id } = await t.makeHook({ name: 'short-lived' })
    const post = async (to = mine) => (await sendJson(to, { text: 'x' })).status
    await t.client.hooks.update({ id: id as never, enabled: false })
    expect(await post()).toBe(400)
    await t.client.hooks.update({ id: id as never, enabled: true })
    expect(await post()).toBe(200)
    const [address] = await t.client.addresses.list({ hookId: id as never })
    const rotated = await t.client.addresses.rotate({ id: address!.id, overlapMs: 60_000 })
    expect([await post(), await post(rotated.url)]).toEqual([200, 200])
    const again = await t.client.addresses.rotate({ id: rotated.id })
    expect([await post(rotated.url), await post(again.url)]).toEqual([400, 200])
    await t.client.hooks.delete({ id: id as never })
    expect(await post(again.url)).toBe(400)
  })

  test('all hooks off: 501', async () => {
    await t.client.settings.set({ key: 'integrations.incomingEnabled', value: false })
    const answer = await sendJson(url, { text: 'x' })
    await t.client.settings.set({ key: 'integrations.incomingEnabled', value: true })
    expect([answer.status, JSON.parse(answer.body).id]).toEqual([501, 'web.incoming_webhook.disabled.app_error'])
  })

  test('locked, private and archived channels', async () => {
    const { url: locked } = await t.makeHook({ name: 'locked', locked: true })
    expect((await sendJson(locked, { text: 'x', channel: 'town-square' })).status).toBe(200)
    expect((await sendJson(locked, { text: 'x', channel: '#off-topic' })).status).toBe(403)
    await t.client.people.create({ username: 'jim' })
    expect((await sendJson(locked, { text: 'x', channel: '@jim' })).status).toBe(403)
    await t.client.channels.create({ name: 'secret', private: true })
    await t.client.channels.create({ name: 'gone' })
    await t.client.channels.archive({ channel: 'gone' })
    const byJim = await t.makeHook({ name: 'of jim', owner: 'jim' })
    expect((await sendJson(byJim.url, { text: 'x', channel: 'secret' })).status).toBe(403)
    expect((await sendJson(url, { text: 'x', channel: 'secret' })).status).toBe(200)
    expect((await sendJson(url, { text: 'x', channel: 'gone' })).status).toBe(404)
    expect((await sendJson(url, { text: 'hi jim', channel: '@JIM' })).status).toBe(200)
    expect(await lastMessage('@jim')).toMatchObject({ text: 'hi jim', channel: 'jim__lena.fischer' })
  })
})
