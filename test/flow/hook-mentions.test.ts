/** Whom a hook's message tells, at each kind of address: by name in its text and cards, everybody where the documents allow it, and its own owner. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

type Client = TestApp['client']

let t: TestApp
let jim: Client
let channel = ''
let count = 0
const urls = new Map<DialectId, string>()
beforeAll(async () => {
  t = await startApp()
  for (const username of ['jim', 'outsider']) await t.client.people.create({ username })
  jim = t.clientAs(t.app.findActor('jim'))
})
afterAll(() => t.stop())
beforeEach(async () => {
  channel = `room-${(count += 1)}`
  await t.client.channels.create({ name: channel, members: ['jim'] })
  for (const dialect of ['mattermost', 'kchat', 'slack', 'any', 'emakin'] as const) urls.set(dialect, (await t.makeHook({ dialect, channel, name: dialect })).url)
})

async function post(body: object, dialect: DialectId = 'mattermost'): Promise<MessageId> {
  const { status, headers } = await sendJson(urls.get(dialect) ?? '', { text: 'by a hook', ...body })
  expect(status).toBe(200)
  return headers['x-hookline-message-id'] as MessageId
}
/** How often the message wants them, by its own channel's count and by the page Mentions. */
async function told(client: Client, id: MessageId): Promise<unknown> {
  const { channelId } = await t.client.messages.show({ id })
  const state = (await client.unreads.get()).channels.find((one) => one.channelId === channelId)
  const listed = (await client.messages.notices({})).notices.filter(({ message }) => message.id === id).map(({ reason }) => reason)
  return [state?.mentions, ...listed]
}

describe('cards', () => {
  test.each([
    [{ text: 'hi', attachments: [{ pretext: 'for @jim' }] }, [1, 'mention']],
    [{ text: 'hi', attachments: [{ text: 'x' }, { text: 'for @jim' }] }, [1, 'mention']],
    [{ text: '@jim', attachments: [{ text: '@jim', pretext: '@jim' }] }, [1, 'mention']],
    [{ attachments: [{ text: '@channel' }] }, [1, 'audience']],
    [{ attachments: [{ title: '@jim', fallback: '@jim', author_name: '@jim', footer: '@jim', fields: [{ title: '@jim', value: '@jim @channel', short: true }] }] }, [0]],
    [{ attachments: [{ text: '`@jim`', image_url: 'https://e.example/@jim' }] }, [0]],
  ])('%j', async (body, expected) => expect(await told(jim, await post({ text: '', ...body }))).toEqual(expected))
})

describe('the owner', () => {
  test('is told by a hook of their own, by name, with everybody, and by a word they wait for', async () => {
    expect(await told(t.client, await post({ text: '@lena.fischer' }))).toEqual([1, 'mention'])
    expect(await told(t.client, await post({ text: '@channel' }))).toEqual([2, 'audience'])
    await t.client.preferences.set({ key: 'notify.keywords', value: ['rollback'] })
    expect(await told(t.client, await post({ text: 'a Rollback' }))).toEqual([3, 'keyword'])
  })

  test('in a thread too', async () => {
    const root = await post({})
    await t.client.threads.follow({ rootId: root, following: true })
    await post({ root_id: root, text: '@lena.fischer look' })
    expect((await t.client.unreads.get()).threads).toEqual({ unread: 1, mentions: 1 })
    // What they write themselves wants nobody less than them.
    await t.client.threads.markRead({ rootId: root, position: Number.MAX_SAFE_INTEGER })
    await t.client.messages.post({ channel, threadRootId: root, text: '@lena.fischer' })
    expect((await t.client.unreads.get()).threads).toEqual({ unread: 0, mentions: 0 })
  })
})

describe('everybody', () => {
  test.each(['mattermost', 'kchat', 'slack'] as const)('%s: @channel, @all, @here and Slack’s marks call everybody in the channel', async (dialect) => {
    for (const [index, text] of ['@channel', '@all now', 'see @HERE', '<!channel>', '<!here>'].entries()) expect([text, await told(jim, await post({ text }, dialect))]).toEqual([text, [index + 1, 'audience']])
    expect((await t.client.messages.list({ channel })).messages.map(({ mentions }) => mentions)).toEqual(Array.from({ length: 5 }, () => 'all'))
  })

  test.each(['any', 'emakin'] as const)('%s: these words call nobody, names do', async (dialect) => {
    const id = await post({ text: '@channel @all @here @everyone <!channel>' }, dialect)
    expect([await told(jim, id), (await t.client.messages.show({ id })).mentions]).toEqual([[0], 'people'])
    expect(await told(jim, await post({ text: '@jim @channel' }, dialect))).toEqual([1, 'mention'])
  })

  test('who is not in the channel is not told', async () => {
    const id = await post({ text: '@outsider @channel' })
    const outsider = t.clientAs(t.app.findActor('outsider'))
    expect((await outsider.messages.notices({})).notices.filter(({ message }) => message.id === id)).toEqual([])
  })
})
