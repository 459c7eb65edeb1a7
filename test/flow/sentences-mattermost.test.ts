/** What Mattermost's page promises of incoming webhooks and no other test proves: switches, mentions, Slack's format, GitLab. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settingDefaults } from '#shared/contract/settings.ts'
import { send, sendJson, type Received } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let url = ''
beforeAll(async () => {
  t = await startApp()
  await t.client.people.create({ username: 'jim' })
  ;({ url } = await t.makeHook())
})
afterAll(() => t.stop())

async function show(answer: Received) {
  expect([answer.status, answer.body]).toEqual([200, 'ok'])
  return t.client.messages.show({ id: String(answer.headers['x-hookline-message-id']) })
}
const posted = async (payload: object) => show(await sendJson(url, payload))
const set = (key: 'integrations.incomingEnabled' | 'integrations.allowUsernameOverride' | 'integrations.allowIconOverride', value: boolean) => t.client.settings.set({ key, value })

/** Why Jim was told of the last post, or null. */
async function toldJim(text: string): Promise<string | null> {
  const { id } = await posted({ text })
  const { notices } = await t.clientAs(t.app.findActor('jim')).messages.notices({ limit: 5 })
  return notices.find(({ message }) => message.id === id)?.reason ?? null
}

describe('switches', () => {
  test('webhooks and both overrides are on from the start', async () => {
    const found = new Map((await t.client.settings.list(undefined)).map(({ key, value }) => [key, value]))
    const keys = ['integrations.incomingEnabled', 'integrations.allowUsernameOverride', 'integrations.allowIconOverride'] as const
    expect(keys.map((key) => [found.get(key), settingDefaults[key]])).toEqual(keys.map(() => [true, true]))
  })

  test('only an admin switches webhooks off and on again', async () => {
    await expect(t.clientAs(t.app.findActor('jim')).settings.set({ key: 'integrations.incomingEnabled', value: false })).rejects.toMatchObject({ data: { code: 'forbidden' } })
    await set('integrations.incomingEnabled', false)
    const off = (await sendJson(url, { text: 'x' })).status
    await set('integrations.incomingEnabled', true)
    expect([off, (await sendJson(url, { text: 'x' })).status]).toEqual([501, 200])
  })

  test('names switched off: “webhook”, whatever request and hook say', async () => {
    const { addresses } = await t.client.hooks.create({ channel: 'town-square', name: 'dressed', dialects: ['mattermost'], username: 'robot' })
    await set('integrations.allowUsernameOverride', false)
    const off = await show(await sendJson(addresses[0]?.url ?? '', { text: 'x', username: 'boss' }))
    await set('integrations.allowUsernameOverride', true)
    expect([off.username, (await show(await sendJson(addresses[0]?.url ?? '', { text: 'x', username: 'boss' }))).username]).toEqual(['webhook', 'boss'])
  })

  test('pictures switched off: the owner’s picture', async () => {
    await set('integrations.allowIconOverride', false)
    const off = await posted({ text: 'x', icon_url: 'https://example.com/i.png' })
    await set('integrations.allowIconOverride', true)
    expect(off).toMatchObject({ iconUrl: null, ownerPicture: true, author: 'lena.fischer' })
  })
})

describe('a webhook posts a message and does nothing else', () => {
  test('an unknown channel is not made', async () => {
    const before = (await t.client.channels.list(undefined)).map(({ name }) => name)
    expect((await sendJson(url, { text: 'x', channel: 'new-channel' })).status).toBe(404)
    expect((await t.client.channels.list(undefined)).map(({ name }) => name)).toEqual(before)
  })
})

describe('a text of more than 4000 characters', () => {
  test('becomes consecutive messages of at most 4000, and nothing of it is lost', async () => {
    const text = Array.from({ length: 1500 }, (_, index) => `word${index}`).join(' ')
    expect((await sendJson(url, { text, attachments: [{ text: 'at the end' }] })).body).toBe('ok')
    const { messages: parts } = await t.client.messages.list({ channel: 'town-square', limit: 4 })
    expect(parts.map((part) => part.text.length <= 4000)).toEqual([true, true, true, true])
    expect(parts.map(({ position }) => position - (parts[0]?.position ?? 0))).toEqual([0, 1, 2, 3])
    expect(parts.map((part) => part.text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    expect(parts.map(({ attachments }) => attachments.length)).toEqual([0, 0, 0, 1])
  })
})

describe('mentions', () => {
  test.each([
    ['@jim', 'mention'],
    ['@channel', 'audience'],
    ['<!channel>', 'audience'],
    ['<!here>', 'audience'],
    // What Mattermost says it does not support.
    ['<!everyone>', null],
    ['<!group>', null],
    ['nobody', null],
  ])('%s tells Jim: %s', async (word, reason) => {
    expect(await toldJim(`${word} this is a notification`)).toBe(reason)
  })

  test('<@id> is the person of that id', async () => {
    const jim = (await t.client.people.list(undefined)).find(({ username }) => username === 'jim')
    expect((await posted({ text: `<@${jim?.id}> and <@00000000-0000-7000-8000-000000000000>` })).text).toBe('@jim and <@00000000-0000-7000-8000-000000000000>')
  })
})

describe('Slack’s format', () => {
  test('links with and without words, and what Mattermost leaves as it is', async () => {
    const text = '<http://www.mattermost.com/> <http://www.mattermost.com/|here> <#C024BE7LR> *bold* &amp;'
    expect((await posted({ text })).text).toBe('<http://www.mattermost.com/> [here](http://www.mattermost.com/) <#C024BE7LR> *bold* &amp;')
  })

  test('mrkdwn, parse and link_names are taken, have no effect, and are named', async () => {
    const message = await posted({ text: '**x** @jim', mrkdwn: false, parse: 'full', link_names: 1 })
    const verdicts = await t.client.verdicts.list({ limit: 5 })
    expect(message.text).toBe('**x** @jim')
    expect(verdicts.find(({ messageId }) => messageId === message.id)?.ignored).toEqual(['mrkdwn', 'parse', 'link_names'])
  })

  test('icon_emoji gives the picture, which Mattermost’s old page says it cannot', async () => {
    expect(await posted({ text: 'x', icon_emoji: ':ghost:' })).toMatchObject({ iconEmoji: 'ghost', username: 'webhook' })
  })

  test('a webhook may write to who made it, which Mattermost’s old page says it cannot', async () => {
    expect(await posted({ text: 'x', channel: '@lena.fischer' })).toMatchObject({ channel: 'lena.fischer__lena.fischer' })
  })
})

describe('GitLab’s Slack notification, pointed at us', () => {
  /** As its integration sends it: a form with the field `payload`, no channel, the name of its settings. */
  const push = {
    text: 'Lena pushed to branch <https://gitlab.example.com/acme/web/commits/main|main> of <https://gitlab.example.com/acme/web|acme / web> (<https://gitlab.example.com/acme/web/compare/a...b|Compare changes>)',
    username: 'GitLab',
    attachments: [{ color: '#345', text: '<https://gitlab.example.com/acme/web/-/commit/b|b1946ac9>: Fix the build - Lena', fallback: '[b1946ac9](https://gitlab.example.com/acme/web/-/commit/b): Fix the build - Lena' }],
  }

  test('save, then test: it is told ok and the message is as in Slack', async () => {
    const body = new URLSearchParams({ payload: JSON.stringify(push) }).toString()
    const answer = await send(url, { headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'User-Agent': 'Ruby' }, body })
    expect(await show(answer)).toMatchObject({
      username: 'GitLab',
      channel: 'town-square',
      text: 'Lena pushed to branch [main](https://gitlab.example.com/acme/web/commits/main) of [acme / web](https://gitlab.example.com/acme/web) ([Compare changes](https://gitlab.example.com/acme/web/compare/a...b))',
      attachments: [{ color: '#345', text: '[b1946ac9](https://gitlab.example.com/acme/web/-/commit/b): Fix the build - Lena' }],
    })
  })

  test('at Slack’s own shape too', async () => {
    const { url: slack } = await t.makeHook({ dialect: 'slack', name: 'GitLab' })
    expect(await show(await sendJson(slack, push))).toMatchObject({ username: 'GitLab', text: expect.stringContaining('[main](https://gitlab.example.com/acme/web/commits/main)') })
  })
})

describe('props', () => {
  test('are kept with the message, without those that only the server may set', async () => {
    const props = { card: '**More**', own: { a: [1] }, from_webhook: 'false', override_username: 'boss', attachments: [{ text: 'hidden' }] }
    expect(await posted({ text: 'x', props })).toMatchObject({ props: { card: '**More**', own: { a: [1] } }, username: 'webhook', attachments: [], bot: true })
  })

  test('of more than 800 000 characters are refused', async () => {
    const answer = await sendJson(url, { text: 'x', props: { big: 'y'.repeat(800_001) } })
    expect([answer.status, answer.headers['x-hookline-reason']]).toEqual([400, 'bad_payload'])
  })
})
