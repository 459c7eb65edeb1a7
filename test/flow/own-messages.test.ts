/** Senders fetch, change and delete what they posted, at each kind of address: `ADDRESS/messages/ID`. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import type { HookId, MessageId } from '#shared/contract/ids.ts'
import { uuidToShortId } from '#shared/core/ids.ts'
import { dialects } from '#shared/dialects/index.ts'
import { rebuild } from '../helpers/projection.ts'
import { send, sendJson } from '../helpers/post.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
const hooks = {} as Record<DialectId, { url: string; hookId: string }>
const all = dialects.map(({ id }) => id)
beforeAll(async () => {
  t = await startApp()
  for (const id of all) hooks[id] = await t.makeHook({ dialect: id, name: id })
})
afterAll(() => t.stop())

const textKey = (dialect: DialectId) => (dialect === 'chatalot' || dialect === 'discord' ? 'content' : 'text')
const post = async (dialect: DialectId, body: object = { [textKey(dialect)]: 'before' }) => {
  const answer = await sendJson(hooks[dialect].url, body)
  expect([answer.status < 300, answer.body]).toEqual([true, expect.any(String)])
  return answer.headers['x-hookline-message-id'] as MessageId
}
const call = (method: string, dialect: DialectId, id: string, body?: unknown) =>
  send(`${hooks[dialect].url}/messages/${id}`, { method, headers: { 'Content-Type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
const read = (id: MessageId) => t.client.messages.show({ id })

describe.each(all)('%s', (dialect) => {
  test('a message is fetched, changed where it stands, and deleted', async () => {
    const id = await post(dialect)
    const before = await read(id)
    const shown = await call('GET', dialect, id)
    expect([shown.status, shown.body]).toEqual([200, expect.stringContaining('before')])
    const answer = await call('PATCH', dialect, id, { [textKey(dialect)]: 'after' })
    expect([answer.status, answer.headers['x-hookline-reason'], answer.headers['x-hookline-message-id'], answer.body]).toEqual([200, 'edited', id, expect.stringContaining('after')])
    expect(await read(id)).toEqual({ ...before, text: 'after', editedAt: expect.any(Number) as number })
    expect((await t.client.verdicts.list({ hookId: hooks[dialect].hookId as HookId }))[0]).toMatchObject({ method: 'PATCH', reason: 'edited', messageId: id })
    const gone = await call('DELETE', dialect, id)
    expect([gone.status, gone.body, gone.headers['x-hookline-reason']]).toEqual([204, '', 'deleted'])
    expect((await t.client.messages.list({ channel: 'town-square' })).messages.map((one) => one.id)).not.toContain(id)
    for (const method of ['GET', 'PATCH', 'DELETE']) expect((await call(method, dialect, id, method === 'PATCH' ? { text: 'x', content: 'x' } : undefined)).status).toBe(404)
  })

  test('its id in 26 characters and in capitals is the same', async () => {
    const id = await post(dialect)
    for (const one of [uuidToShortId(id), id.toUpperCase()]) expect((await call('GET', dialect, one)).status).toBe(200)
  })

  test('of another hook, a person and nobody: 404, and nothing is told', async () => {
    const others = dialect === 'any' ? 'slack' : 'any'
    const byPerson = await t.client.messages.post({ channel: 'town-square', text: 'secret' })
    for (const id of [await post(others), byPerson.id, 'nothing', '0190c2a0-7c1e-7b51-8f64-1d2c3b4a5f60']) {
      for (const method of ['GET', 'PATCH', 'DELETE']) {
        const answer = await call(method, dialect, id, method === 'PATCH' ? { text: 'mine', content: 'mine' } : undefined)
        expect([method, answer.status, answer.headers['x-hookline-reason']]).toEqual([method, 404, 'message_not_found'])
        expect(answer.body).not.toMatch(/secret|before/)
      }
    }
    expect((await read(byPerson.id)).text).toBe('secret')
  })

  test('POST changes nothing; an unknown address has no messages', async () => {
    const id = await post(dialect)
    const answer = await call('POST', dialect, id, { text: 'x', content: 'x' })
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, PATCH, DELETE'])
    expect(answer.body).toContain(dialect === 'discord' ? '405: Method Not Allowed' : 'POST is not possible for a message; GET, PATCH and DELETE are.')
    const last = hooks[dialect].url.at(-1) === 'b' ? 'c' : 'b'
    const unknown = await send(`${hooks[dialect].url.slice(0, -1)}${last}/messages/${id}`, { method: 'DELETE' })
    expect([unknown.status >= 400, unknown.headers['x-hookline-reason']]).toEqual([true, 'no_such_address'])
    expect((await read(id)).text).toBe('before')
  })
})

describe('a part that is left out stays', () => {
  const cards = [{ color: 'good', text: 'card' }]
  test.each(['mattermost', 'kchat', 'slack', 'rocketchat', 'any', 'emakin'] as const)('%s', async (dialect) => {
    const id = await post(dialect, { text: 'words', attachments: dialect === 'emakin' ? [{ type: 'link', url: 'https://example.com/', title: 'card' }] : cards })
    const { attachments } = await read(id)
    expect(attachments).toHaveLength(1)
    await call('PATCH', dialect, id, { text: 'new words' })
    expect(await read(id)).toMatchObject({ text: 'new words', attachments })
    await call('PATCH', dialect, id, { attachments: [] })
    expect(await read(id)).toMatchObject({ text: 'new words', attachments: [] })
    const empty = await call('PATCH', dialect, id, { text: '' })
    expect([empty.status >= 400, empty.headers['x-hookline-reason']]).toEqual([true, 'nothing_to_post'])
  })

  test('of a sender’s own format and of plain text all is new', async () => {
    const id = await post('any', { text: 'words', attachments: cards })
    await send(`${hooks.any.url}/messages/${id}`, { method: 'PATCH', body: 'plain words' })
    expect(await read(id)).toMatchObject({ text: 'plain words', attachments: [] })
  })

  test('what a click on its sign opens is changed with it', async () => {
    const id = await post('mattermost', { text: 'a', type: 'custom_alert', props: { card: 'old', mine: 1 } })
    await call('PATCH', 'mattermost', id, { text: 'b' })
    expect((await read(id)).props).toEqual({ card: 'old', mine: 1, custom_type: 'custom_alert' })
    await call('PATCH', 'mattermost', id, { props: { card: 'new' } })
    expect(await read(id)).toMatchObject({ text: 'b', props: { card: 'new', custom_type: 'custom_alert' } })
    const event = await post('any', { title: 'Disk', level: 3 })
    expect((await read(event)).props['card']).toContain('3')
    await call('PATCH', 'any', event, { title: 'Disk', level: 1 })
    expect((await read(event)).props['card']).not.toContain('3')
    await send(`${hooks.any.url}/messages/${event}`, { method: 'PATCH', body: 'plain words' })
    expect(await read(event)).toMatchObject({ text: 'plain words', props: {} })
  })

  test('a body that has to be mended names its parts, too', async () => {
    const id = await post('slack', { text: 'words', attachments: cards })
    const { attachments } = await read(id)
    await send(`${hooks.slack.url}/messages/${id}`, { method: 'PATCH', body: '{"text": "say "hi" now"}' })
    expect(await read(id)).toMatchObject({ text: 'say "hi" now', attachments })
  })

  test('what makes a post silent, a case or of a type is told as ignored', async () => {
    const id = await post('mattermost', { text: 'a' })
    await call('PATCH', 'mattermost', id, { text: 'b', silent: true, type: 'custom_late' })
    expect((await t.client.verdicts.list({ hookId: hooks.mattermost.hookId as HookId }))[0]?.ignored).toEqual(['silent', 'type'])
    expect((await read(id)).props).toEqual({})
    const report = await post('emakin', { text: 'a' })
    await call('PATCH', 'emakin', report, { text: 'b', id: 'late', references: ['early'] })
    expect((await t.client.verdicts.list({ hookId: hooks.emakin.hookId as HookId }))[0]?.ignored).toEqual(['id', 'references'])
  })

  test('of one that is refused, its request shows what it carried', async () => {
    const id = await post('mattermost')
    const refused = async (body: string) => {
      await send(`${hooks.mattermost.url}/messages/${id}`, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body })
      await t.app.ctx.write(() => undefined)
      const [verdict] = await t.client.verdicts.list({ hookId: hooks.mattermost.hookId as HookId })
      const { request } = await t.client.verdicts.show({ id: verdict!.id })
      return [verdict!.reason, verdict!.sizeBytes, request?.bodyKind, request?.body]
    }
    expect(await refused('{"text": "a')).toEqual(['bad_json', 11, 'text', '{"text": "a'])
    expect(await refused('{"text": ""}')).toEqual(['nothing_to_post', 12, 'text', '{"text": ""}'])
  })

  test('who posted it is not changed, and the verdict says so', async () => {
    const id = await post('mattermost', { text: 'a', username: 'robot' })
    await call('PATCH', 'mattermost', id, { text: 'b', username: 'other', channel: 'off-topic' })
    expect(await read(id)).toMatchObject({ text: 'b', username: 'robot' })
    expect((await t.client.verdicts.list({ hookId: hooks.mattermost.hookId as HookId }))[0]?.ignored).toEqual(['username', 'channel'])
  })

  test('its own address is hidden, as in a post', async () => {
    const id = await post('any')
    await call('PATCH', 'any', id, { text: `at ${hooks.any.url}` })
    expect((await read(id)).text).not.toContain(hooks.any.url.slice(-43))
  })

  test('a text of up to 40 000 characters stays one message; a longer one is refused', async () => {
    const id = await post('mattermost')
    expect((await call('PATCH', 'mattermost', id, { text: '😀'.repeat(40_000) })).status).toBe(200)
    const answer = await call('PATCH', 'mattermost', id, { text: 'x'.repeat(40_001) })
    expect([answer.status, answer.headers['x-hookline-reason']]).toEqual([400, 'text_too_long'])
    expect((await read(id)).text).toHaveLength(80_000)
  })
})

test('a change takes its turn in the pace of the hook, and is never queued', async () => {
  const { url, hookId } = await t.makeHook({ rules: { perMinute: 6 } })
  const id = (await sendJson(url, { text: 'before' })).headers['x-hookline-message-id'] as MessageId
  const change = (text: string) => send(`${url}/messages/${id}`, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text }) })
  expect((await change('after')).status).toBe(200)
  const late = await change('too soon')
  expect([late.status, late.headers['x-hookline-reason']]).toEqual([429, 'rate_limited'])
  // A turn comes every ten seconds; one may have gone by.
  expect(['10', '9']).toContain(late.headers['retry-after'])
  expect((await read(id)).text).toBe('after')
  const [verdict] = await t.client.verdicts.list({ hookId: hookId as HookId })
  expect(verdict).toMatchObject({ method: 'PATCH', reason: 'rate_limited', detail: expect.stringMatching(/^More than 6 posts a minute\. Come back in \d+ s\.$/) as string })
  expect((await send(`${url}/messages/${id}`, { method: 'DELETE' })).status).toBe(204)
})

test('through any address of the same hook, also one in another dialect and one that came later', async () => {
  const { hookId } = hooks.slack
  const { url } = await t.client.addresses.add({ hookId: hookId as HookId, dialect: 'discord' })
  const id = await post('slack')
  const answer = await send(`${url}/messages/${id}`, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: '{"content":"through Discord"}' })
  expect([answer.status, JSON.parse(answer.body)]).toEqual([200, expect.objectContaining({ content: 'through Discord' })])
  expect((await read(id)).text).toBe('through Discord')
})

test('after a restart, and the log gives the same tables', async () => {
  const dataFolder = makeDataFolder()
  let app = await startApp({ dataFolder })
  const { url } = await app.makeHook({ dialect: 'mattermost' })
  const id = (await sendJson(url, { text: 'before' })).headers['x-hookline-message-id'] as MessageId
  await app.stop()
  app = await startApp({ dataFolder })
  const address = `${app.app.listener.url()}${new URL(url).pathname}/messages/${id}`
  expect((await send(address, { method: 'PATCH', body: '{"text":"after"}' })).status).toBe(200)
  expect((await app.client.messages.show({ id })).text).toBe('after')
  const { before, after } = await rebuild(app.app.ctx)
  expect(after).toEqual(before)
  await app.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})
