/** Teams' and Google Chat's bodies at real addresses: what is answered, and threads by key, also after a restart. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import type { HookId, MessageId } from '#shared/contract/ids.ts'
import { sendJson, type Received } from '../helpers/post.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
beforeAll(async () => void (t = await startApp()))
afterAll(() => t.stop())

const shown = (answer: Received) => t.client.messages.show({ id: answer.headers['x-hookline-message-id'] as MessageId })
const card = { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: 'Hi' }] }

describe.each(['kchat', 'mattermost', 'slack', 'chatalot', 'emakin', 'any'] as const)('%s', (dialect: DialectId) => {
  test('a card of Teams is posted and answered as there', async () => {
    const { url, hookId } = await t.makeHook({ dialect })
    const answer = await sendJson(url, card)
    expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([200, 'text/plain', '1'])
    expect((await shown(answer)).attachments).toEqual([{ text: 'Hi' }])
    const [verdict] = await t.client.verdicts.list({ hookId: hookId as HookId })
    expect(verdict?.detail).toBe('Posted to #town-square. Read as Microsoft Teams.')
    const empty = await sendJson(url, { type: 'AdaptiveCard', body: [] })
    expect([empty.status >= 400, empty.body]).toEqual([true, 'Summary or Text is required.'])
  })

  test('a message of Google Chat is posted and answered as there', async () => {
    const { url } = await t.makeHook({ dialect, name: 'chat' })
    const answer = await sendJson(`${url}?key=K&token=T&threadKey=a`, { text: '*Hi*' })
    const message = await shown(answer)
    const space = `spaces/${message.channelId}`
    expect([answer.status, answer.headers['content-type'], JSON.parse(answer.body)]).toEqual([
      200,
      'application/json',
      {
        name: `${space}/messages/${message.id}`,
        sender: { name: `users/${message.hookId}`, displayName: 'chat', type: 'BOT' },
        createTime: new Date(message.createdAt).toISOString(),
        text: '**Hi**',
        thread: { name: `${space}/threads/${message.id}`, threadKey: 'a' },
        space: { name: space, type: 'ROOM', displayName: 'town-square' },
      },
    ])
    const empty = await sendJson(url, { cards: [{ sections: [] }] })
    expect(JSON.parse(empty.body)).toEqual({ error: { code: empty.status, message: expect.stringContaining('Google Chat'), status: 'INVALID_ARGUMENT' } })
  })
})

test('Zabbix’s media type “MS Teams” insists on `1`, at whatever address', async () => {
  const card = { themeColor: '009900', summary: 'Resolved', sections: [{ markdown: 'false', activityTitle: 'Resolved', text: 'db1<br>is back' }], potentialAction: [] }
  for (const dialect of ['any', 'slack', 'mattermost'] as const) {
    const { url } = await t.makeHook({ dialect })
    const answer = await sendJson(url, card)
    expect([answer.status, answer.body]).toEqual([200, '1'])
    expect((await shown(answer)).attachments).toMatchObject([{ color: '#009900', text: '**Resolved**\n\ndb1\nis back' }])
  }
})

test('pymsteams, and so Home Assistant, insist on `1` for a title and a text; for a text alone with `teams` in the query', async () => {
  const [any, mattermost] = [await t.makeHook({ dialect: 'any' }), await t.makeHook({ dialect: 'mattermost' })]
  const post = async (url: string, body: object) => (await sendJson(url, body)).body
  expect(await post(any.url, { title: 'Home Assistant', text: 'Open' })).toBe('1')
  expect([await post(any.url, { text: 'Open' }), await post(`${any.url}?teams`, { text: 'Open' })]).toEqual(['ok', '1'])
  expect([await post(mattermost.url, { title: 'T', text: 'Open' }), await post(`${mattermost.url}?teams`, { title: 'T', text: 'Open' })]).toEqual(['ok', '1'])
})

test('Zabbix’s “MS Teams Workflow” insists on 202, which a `sig` in the query asks for', async () => {
  const { url } = await t.makeHook({ dialect: 'any' })
  const workflow = { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: { ...card, version: '1.4' } }] }
  const answer = await sendJson(`${url}?sig=x`, workflow)
  expect([answer.status, answer.body, answer.headers['x-hookline-reason']]).toEqual([202, '', 'posted'])
  expect((await shown(answer)).attachments).toEqual([{ text: 'Hi' }])
  expect((await sendJson(url, workflow)).body).toBe('1')
  expect((await sendJson(`${url}?sig=x`, { type: 'AdaptiveCard', body: [] })).status).toBe(400)
})

test('every word of a card is found', async () => {
  const { url } = await t.makeHook({ dialect: 'any' })
  const body = [
    { type: 'TextBlock', text: 'Zeppelin', weight: 'Bolder' },
    { type: 'FactSet', facts: [{ title: 'Yardarm', value: 'Xylophone' }] },
    { type: 'Image', url: 'https://example.com/i.png', altText: 'Walrus' },
    { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: 'Vault', url: 'https://example.com' }] },
  ]
  const message = await shown(await sendJson(url, { type: 'AdaptiveCard', body }))
  for (const query of ['zeppelin', 'yardarm', 'xylophone', 'walrus', 'vault']) {
    await expect.poll(async () => (await t.client.search.messages({ query })).messages.map(({ id }) => id), { timeout: 10_000 }).toEqual([message.id])
  }
})

describe('threads by key', () => {
  const post = async (url: string, key: string, more = '') => sendJson(`${url}?threadKey=${key}${more}`, { text: key })
  const rootOf = async (answer: Received) => (await shown(answer)).threadRootId

  test('the first post opens, the others reply, also after a restart; another key and another webhook have their own', async () => {
    const dataFolder = makeDataFolder()
    const one = await startApp({ dataFolder })
    const showIn = async (app: TestApp, answer: Received) => app.client.messages.show({ id: answer.headers['x-hookline-message-id'] as MessageId })
    const { url } = await one.makeHook({ dialect: 'any' })
    const other = await one.makeHook({ dialect: 'any' })
    const first = await showIn(one, await post(url, 'a'))
    const inBody = await sendJson(url, { text: 'b', thread: { threadKey: 'a' } })
    expect([first.threadRootId, (await showIn(one, inBody)).threadRootId]).toEqual([null, first.id])
    expect((await showIn(one, await post(url, 'b'))).threadRootId).toBeNull()
    expect((await showIn(one, await post(other.url, 'a'))).threadRootId).toBeNull()
    await one.stop()
    const again = await startApp({ dataFolder })
    const { origin } = new URL((await again.makeHook()).url)
    const later = await post(`${origin}${new URL(url).pathname}`, 'a')
    expect((await showIn(again, later)).threadRootId).toBe(first.id)
    await again.stop()
    rmSync(dataFolder, { recursive: true })
  })

  test('what was deleted is opened anew', async () => {
    const { url } = await t.makeHook({ dialect: 'slack' })
    const first = await shown(await post(url, 'a'))
    await t.client.messages.delete({ messageId: first.id })
    const second = await shown(await post(url, 'a'))
    expect([second.threadRootId, await rootOf(await post(url, 'a'))]).toEqual([null, second.id])
  })

  test('a thread that must be there and is not is refused, in Google’s words', async () => {
    const { url } = await t.makeHook({ dialect: 'any' })
    const asked = '&messageReplyOption=REPLY_MESSAGE_OR_FAIL'
    const refused = await post(url, 'a', asked)
    expect([refused.status, refused.headers['x-hookline-reason'], JSON.parse(refused.body).error.message]).toEqual([400, 'root_not_found', expect.stringContaining('“a”')])
    const first = await shown(await post(url, 'a'))
    expect(await rootOf(await post(url, 'a', asked))).toBe(first.id)
  })

  test('the thread’s name in an answer leads back to it', async () => {
    const { url } = await t.makeHook({ dialect: 'any' })
    const answer = await sendJson(`${url}?key=K&token=T`, { text: 'a' })
    const { thread } = JSON.parse(answer.body) as { thread: { name: string } }
    const first = await shown(answer)
    expect(await rootOf(await sendJson(url, { text: 'b', thread }))).toBe(first.id)
  })
})
