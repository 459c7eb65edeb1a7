/** An Emakin address over HTTP: what the document promises to senders, and every refusal that they can meet. */
import http from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HookId, MessageId } from '#shared/contract/ids.ts'
import { send, sendJson, type Received } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let url = ''
let hookId = ''
beforeAll(async () => {
  t = await startApp()
  ;({ url, hookId } = await t.makeHook({ dialect: 'emakin', name: 'monitor' }))
})
afterAll(() => t.stop())

const json = ({ body }: Received) => JSON.parse(body) as { id: string | null; messageId: MessageId; caseId: MessageId | null; error?: string; reason?: string }
const reasonOf = ({ headers }: Received) => headers['x-hookline-reason']
const show = (id: MessageId) => t.client.messages.show({ id })
const lastVerdict = async (id = hookId) => {
  await t.app.ctx.write(() => undefined)
  return (await t.client.verdicts.list({ hookId: id as HookId, limit: 1 }))[0]
}

describe('posting', () => {
  test('the URL is generated, holds all that is needed, and needs no other proof', async () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/hooks\/channels\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/)
    const [first, second] = new URL(url).pathname.split('/').slice(-2)
    expect(first).not.toBe(second)
    const answer = await send(url, { body: '{"text":"my message"}' })
    expect([answer.status, answer.headers['content-type'], reasonOf(answer)]).toEqual([200, 'application/json', 'posted'])
    const { messageId } = json(answer)
    expect(json(answer)).toEqual({ id: null, messageId, caseId: null })
    expect(answer.headers['x-hookline-message-id']).toBe(messageId)
    expect(await show(messageId)).toMatchObject({ text: 'my message', channel: 'town-square', username: 'monitor', bot: true, endToEndEncrypted: false, caseId: null, caseState: null, mentions: 'people' })
    expect(await lastVerdict()).toMatchObject({ status: 200, reason: 'posted', dialect: 'emakin', messageId, lastFour: url.slice(-4) })
  })

  test('a wrong proof does not hurt, PUT posts as well, letters may be large', async () => {
    const upper = url.replace(/[0-9a-f-]{36}\/[0-9a-f-]{36}$/, (path) => path.toUpperCase())
    const answers = [
      await sendJson(url, { text: 'a' }, { Authorization: 'Basic bm9ib2R5Og==', Cookie: 'session=1' }),
      await send(url, { method: 'PUT', body: '{"text":"a"}' }),
      await send(`${upper}/`, { body: '{"text":"a"}' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  })

  test.each([
    ['without Content-Type', {}, '{"text":"the body"}'],
    ['as text/plain', { 'Content-Type': 'text/plain' }, '{"text":"the body"}'],
    ['with a byte order mark', { 'Content-Type': 'application/json' }, '\uFEFF{"text":"the body"}'],
    ['as a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, `payload=${encodeURIComponent('{"text":"the body"}')}`],
    ['packed', { 'Content-Encoding': 'gzip' }, gzipSync('{"text":"the body"}')],
  ] as const)('%s', async (_name, headers, body) => {
    const answer = await send(url, { headers, body })
    expect(answer.status).toBe(200)
    expect((await show(json(answer).messageId)).text).toBe('the body')
  })

  test('files and links become cards that link out; nothing of them is fetched', async () => {
    let asked = 0
    const server = http.createServer((_request, response) => void ((asked += 1), response.end())).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const attachments = [
      { '@type': 'file', displayName: 'my file', ext: 'txt', url: `${origin}/myfile` },
      { '@type': 'link', displayName: `${origin}/`, url: `${origin}/` },
      { '@type': 'link', displayName: 'trap', url: 'javascript:alert(1)' },
    ]
    const { messageId } = json(await sendJson(url, { text: 'my message', attachments, priority: 'high' }))
    const message = await show(messageId)
    expect([message.files, message.attachments]).toEqual([
      [],
      [{ title: 'my file.txt', title_link: `${origin}/myfile` }, { title: `${origin}/`, title_link: `${origin}/` }, { title: 'trap', text: '`javascript:alert(1)`' }],
    ])
    expect((await lastVerdict())?.ignored).toEqual(['priority', 'attachments.url'])
    await expect.poll(async () => (await t.client.search.messages({ query: '"my file"' })).messages.map(({ id }) => id), { timeout: 5000 }).toContain(messageId)
    server.close()
    expect(asked).toBe(0)
  })

  test('a form brings files of its own, which are posted with the message', async () => {
    const form = new FormData()
    for (const [name, value] of [['text', 'Report'], ['id', 'report-1'], ['references', '']] as const) form.append(name, value)
    form.append('file', new Blob(['all is well']), 'report.txt')
    const answer = await fetch(url, { method: 'POST', body: form })
    const { messageId, caseId } = (await answer.json()) as ReturnType<typeof json>
    expect([answer.status, caseId]).toEqual([200, messageId])
    expect(await show(messageId)).toMatchObject({ text: 'Report', caseId, files: [{ name: 'report.txt', sizeBytes: 11 }] })
  })

  test('a long text is split, its attachments stand on the last part', async () => {
    const answer = await sendJson(url, { text: 'long words '.repeat(800), attachments: [{ url: 'https://e.example/' }] })
    expect(answer.status).toBe(200)
    const { messages } = await t.client.messages.list({ channel: 'town-square', limit: 3 })
    expect(messages.map(({ id, attachments, caseId }) => [id === json(answer).messageId, attachments.length, caseId])).toEqual([[true, 0, null], [false, 0, null], [false, 1, null]])
  })

  test('names call people, words for everyone call nobody', async () => {
    const jim = t.clientAs({ personId: (await t.client.people.create({ username: 'jim' })).id })
    const mentionsOf = async (text: string) => {
      const { channelId, position } = await show(json(await sendJson(url, { text })).messageId)
      const { channels } = await jim.unreads.get()
      await jim.unreads.markRead({ channel: 'town-square', position })
      return channels.find((state) => state.channelId === channelId)?.mentions
    }
    expect([await mentionsOf('@channel @all @here @everyone <!channel>'), await mentionsOf('@Jim')]).toEqual([0, 1])
  })
})

describe('refusals', () => {
  const refuse = async (answer: Received, id = hookId) => {
    const { error, reason } = json(answer)
    expect([error, reason, answer.headers['content-type']]).toEqual([expect.stringMatching(/\.$/), reasonOf(answer), 'application/json'])
    expect(await lastVerdict(id)).toMatchObject({ status: answer.status, reason, messageId: null })
    return [answer.status, reason]
  }

  test.each([
    ['{"text": "a', 400, 'bad_json'],
    ['', 400, 'bad_payload'],
    ['[]', 400, 'bad_payload'],
    ['{"text":1}', 400, 'bad_payload'],
    ['{"text":"a","id":""}', 400, 'bad_payload'],
    ['{"text":"a","references":[{}]}', 400, 'bad_payload'],
    ['{"text":"a","attachments":["http://e.example"]}', 400, 'bad_payload'],
    ['{"text":""}', 422, 'nothing_to_post'],
    ['{"id":"event1"}', 422, 'nothing_to_post'],
    ['{"text":"a","references":["nothing"]}', 404, 'case_not_found'],
  ])('%j', async (body, status, reason) => {
    const count = () => t.app.ctx.reader.get<{ n: number }>('SELECT count(*) AS n FROM change_log')?.n
    const before = count()
    expect(await refuse(await send(url, { body }))).toEqual([status, reason])
    expect(count()).toBe(before)
  })

  test('another method, host or size', async () => {
    const get = await send(url, { method: 'GET' })
    expect([await refuse(get), get.headers['allow']]).toEqual([[405, 'method_refused'], 'POST, PUT'])
    const foreign = await send(url, { headers: { Host: 'my.emakin.com' }, body: '{"text":"x"}' })
    expect([foreign.status, reasonOf(foreign)]).toEqual([421, 'host_refused'])
    await t.client.settings.set({ key: 'hooks.bodyLimitBytes', value: 2048 })
    expect(await refuse(await sendJson(url, { text: 'x'.repeat(4096) }))).toEqual([413, 'body_too_large'])
    await t.client.settings.set({ key: 'hooks.bodyLimitBytes', value: 10 * 1024 * 1024 })
  })

  test('half an address, a wrong one, a switched off and a deleted hook are not found', async () => {
    const mine = await t.makeHook({ dialect: 'emakin', name: 'short-lived' })
    const guess = [url.slice(0, url.lastIndexOf('/')), url.slice(0, -1) + (url.endsWith('a') ? 'b' : 'a'), `${url}/more`]
    for (const one of guess) expect([one, (await sendJson(one, { text: 'x' })).status]).toEqual([one, 404])
    await t.client.hooks.update({ id: mine.hookId as HookId, enabled: false })
    expect(await refuse(await sendJson(mine.url, { text: 'x' }), mine.hookId)).toEqual([404, 'hook_disabled'])
    await t.client.hooks.delete({ id: mine.hookId as HookId })
    expect((await sendJson(mine.url, { text: 'x' })).status).toBe(404)
  })

  test('where the hook may not post it is told no more than that', async () => {
    await t.client.people.create({ username: 'mara' })
    for (const name of ['private-room', 'old-room', 'quiet-room']) await t.client.channels.create({ name, private: name === 'private-room', members: ['mara'] })
    const statuses: unknown[] = []
    for (const [channel, close] of [
      ['private-room', () => t.client.channels.removePerson({ channel: 'private-room', username: 'mara' })],
      ['old-room', () => t.client.channels.archive({ channel: 'old-room' })],
      ['quiet-room', () => t.client.channels.update({ channel: 'quiet-room', hooksAllowed: false })],
    ] as const) {
      const mine = await t.makeHook({ dialect: 'emakin', name: channel, channel, owner: 'mara' })
      expect((await sendJson(mine.url, { text: 'x' })).status).toBe(200)
      await close()
      statuses.push(await refuse(await sendJson(mine.url, { text: 'x' }), mine.hookId))
    }
    expect(statuses).toEqual([[404, 'channel_forbidden'], [404, 'channel_archived'], [404, 'channel_forbidden']])
  })

  test('all hooks switched off: 403, and on again', async () => {
    await t.client.settings.set({ key: 'integrations.incomingEnabled', value: false })
    expect(await refuse(await sendJson(url, { text: 'x' }))).toEqual([403, 'hooks_off'])
    await t.client.settings.set({ key: 'integrations.incomingEnabled', value: true })
    expect((await sendJson(url, { text: 'x' })).status).toBe(200)
  })
})
