/** What Mattermost's payload may ask for besides words: a reply, a priority, a type, a person by their id. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import type { HookId, MessageId } from '#shared/contract/ids.ts'
import { uuidToShortId } from '#shared/core/ids.ts'
import { send, sendJson, type Received } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let jim: TestApp['client']
let jimId = ''
const urls = new Map<DialectId, string>()
let hookId = ''
beforeAll(async () => {
  t = await startApp()
  jimId = (await t.client.people.create({ username: 'jim' })).id
  jim = t.clientAs(t.app.findActor('jim'))
  for (const dialect of ['mattermost', 'kchat', 'slack', 'any'] as const) {
    const made = await t.makeHook({ dialect, name: dialect, rules: { countRepeats: false } })
    urls.set(dialect, made.url)
    if (dialect === 'mattermost') hookId = made.hookId
  }
})
afterAll(() => t.stop())

const post = (body: object, dialect: DialectId = 'mattermost') => sendJson(urls.get(dialect) ?? '', { text: 'by a hook', ...body })
const posted = async (answer: Received) => {
  expect([answer.status, answer.body.slice(0, 200)]).toEqual([200, expect.any(String)])
  return t.client.messages.show({ id: answer.headers['x-hookline-message-id'] as MessageId })
}
const root = (text = 'root', channel = 'town-square') => t.client.messages.post({ channel, text })
const repliesOf = async (thread: MessageId) => (await t.client.messages.list({ channel: 'town-square', thread })).messages.map(({ text }) => text)

describe('root_id', () => {
  test.each(['mattermost', 'kchat', 'slack', 'any'] as const)('%s: as UUID of any case and in 26 characters', async (dialect) => {
    const { id } = await root()
    for (const rootId of [id, id.toUpperCase(), uuidToShortId(id)]) {
      expect(await posted(await post({ root_id: rootId }, dialect))).toMatchObject({ threadRootId: id, text: 'by a hook', bot: true })
    }
    expect(await repliesOf(id)).toHaveLength(3)
    expect((await t.client.messages.show({ id })).thread).toMatchObject({ replyCount: 3 })
  })

  test('a reply stands for its root, and kChat’s answer names that', async () => {
    const { id } = await root()
    const reply = await jim.messages.post({ channel: 'town-square', text: 'reply', threadRootId: id })
    const answer = await post({ root_id: uuidToShortId(reply.id) }, 'kchat')
    expect(JSON.parse(answer.body)).toMatchObject({ root_id: id })
    expect(await posted(answer)).toMatchObject({ threadRootId: id })
    const byHook = await posted(await post({ root_id: id }))
    expect(await posted(await post({ root_id: byHook.id }))).toMatchObject({ threadRootId: id })
  })

  test('an empty one is none, and whoever wrote the root is told of the reply', async () => {
    expect((await posted(await post({ root_id: '' }))).threadRootId).toBeNull()
    const { id, channelId } = await jim.messages.post({ channel: 'town-square', text: 'mine' })
    await jim.unreads.markAllRead()
    await post({ root_id: id })
    const { channels, threads } = await jim.unreads.get()
    expect([threads.unread, channels.find((one) => one.channelId === channelId)?.unread]).toEqual([1, 0])
  })

  test('in another channel, when the root is there and the request asks for it', async () => {
    const { id } = await root('elsewhere', 'off-topic')
    expect(await posted(await post({ root_id: id, channel: 'off-topic' }))).toMatchObject({ threadRootId: id, channel: 'off-topic' })
  })

  test('all parts of a long reply stand in the thread', async () => {
    const { id } = await root()
    await post({ root_id: id, text: 'long words '.repeat(800), attachments: [{ text: 'last' }] })
    const { messages } = await t.client.messages.list({ channel: 'town-square', thread: id })
    expect(messages.map(({ threadRootId, attachments }) => [threadRootId, attachments.length])).toEqual([[id, 0], [id, 0], [id, 1]])
  })

  test('of a deleted root with replies, as people may', async () => {
    const { id } = await root()
    await jim.messages.post({ channel: 'town-square', text: 'reply', threadRootId: id })
    await t.client.messages.delete({ messageId: id })
    expect(await posted(await post({ root_id: id }))).toMatchObject({ threadRootId: id })
  })

  test('unknown, malformed, of another channel, deleted or nothing to reply to: 400, and nothing is posted', async () => {
    const deleted = await root()
    await t.client.messages.delete({ messageId: deleted.id })
    await t.client.channels.update({ channel: 'town-square', purpose: 'Ships' })
    const system = (await t.client.messages.list({ channel: 'town-square' })).messages.findLast(({ type }) => type === 'system')
    const wrong = {
      unknown: '0190a0b0-0000-7000-8000-000000000001',
      short: uuidToShortId('0190a0b0-0000-7000-8000-000000000001'),
      malformed: 'last',
      channel: deleted.channelId,
      elsewhere: (await root('elsewhere', 'off-topic')).id,
      deleted: deleted.id,
      system: system?.id,
    }
    const count = () => t.app.ctx.reader.get<{ n: number }>("SELECT count(*) AS n FROM message WHERE type = 'webhook'")?.n
    const before = count()
    for (const [name, root_id] of Object.entries(wrong)) {
      const answer = await post({ root_id })
      expect([name, answer.status, JSON.parse(answer.body), answer.headers['x-hookline-reason']]).toEqual([
        name, 400, expect.objectContaining({ id: 'api.post.create_post.root_id.app_error', message: 'Invalid RootId parameter.', status_code: 400 }), 'root_not_found',
      ])
      expect([name, (await post({ root_id }, 'slack')).body]).toEqual([name, 'thread_not_found'])
    }
    expect(count()).toBe(before)
    const [verdict] = await t.client.verdicts.list({ hookId: hookId as HookId, limit: 1 })
    expect(verdict).toMatchObject({ status: 400, reason: 'root_not_found', detail: expect.stringContaining('root_id') })
  })
})

describe('priority', () => {
  test.each([
    [{ priority: 'important' }, 'important'],
    [{ priority: 'URGENT' }, 'urgent'],
    [{ priority: '' }, null],
    [{ priority: 'high' }, null],
  ])('%j', async (priority, level) => expect(await posted(await post({ priority }))).toMatchObject({ priority: level }))

  test('without a level: 400 with the parameter’s name', async () => {
    const answer = await post({ priority: { requested_ack: true } })
    expect([answer.status, JSON.parse(answer.body)]).toEqual([400, expect.objectContaining({ id: 'api.context.invalid_param.app_error', message: 'Invalid webhook.priority.priority parameter.' })])
  })

  test('what it asks for besides has no effect, and the verdict says so', async () => {
    await posted(await post({ priority: { priority: 'urgent', requested_ack: true } }))
    expect((await t.client.verdicts.list({ hookId: hookId as HookId, limit: 1 }))[0]?.ignored).toEqual(['priority.requested_ack'])
  })
})

describe('type', () => {
  test('a custom one is kept and told back by kChat; with attachments the post is of their type', async () => {
    const plain = await post({ type: 'custom_build', props: { a: 1 } }, 'kchat')
    expect([JSON.parse(plain.body).type, (await posted(plain)).props]).toEqual(['custom_build', { a: 1, custom_type: 'custom_build' }])
    const attached = await post({ type: 'custom_build', attachments: [{ text: 'x' }] }, 'kchat')
    expect([JSON.parse(attached.body).type, (await posted(attached)).props]).toEqual(['slack_attachment', { custom_type: 'custom_build' }])
  })
})

describe('<@id>', () => {
  test.each(['mattermost', 'kchat', 'slack'] as const)('%s: the person of that id, in either form; others stay as they are', async (dialect) => {
    const nobody = '0190a0b0-0000-7000-8000-000000000001'
    const mentions = async () => (await jim.unreads.get()).channels.reduce((sum, one) => sum + one.mentions, 0)
    await jim.unreads.markAllRead()
    const message = await posted(await post({ text: `<@${jimId}> and <@${uuidToShortId(jimId)}>`, attachments: [{ title: `for <@${jimId}>`, text: `<@${jimId}>` }] }, dialect))
    expect([message.text, message.attachments[0]?.text, await mentions()]).toEqual(['@jim and @jim', '@jim', 1])
    await jim.unreads.markAllRead()
    expect((await posted(await post({ text: `<@${nobody}>` }, dialect))).text).toContain(nobody)
    expect(await mentions()).toBe(0)
  })

  test('the request is read once: a name that looks like a mark does nothing', async () => {
    const answer = await send(urls.get('mattermost') ?? '', { body: JSON.stringify({ text: '<@jim> <@' + 'x'.repeat(30) + '>' }) })
    expect((await posted(answer)).text).toBe(`<@jim> <@${'x'.repeat(30)}>`)
  })
})

describe('settings', () => {
  test('pictures switched off: the owner’s picture, in new messages only', async () => {
    const icons = { icon_url: 'https://e.example/i.png', icon_emoji: 'rocket' }
    const before = await posted(await post(icons))
    await t.client.settings.set({ key: 'integrations.allowIconOverride', value: false })
    const during = await posted(await post(icons))
    await t.client.settings.set({ key: 'integrations.allowIconOverride', value: true })
    const after = await posted(await post({ icon_emoji: 'ship' }))
    expect([before, during, after]).toMatchObject([
      { ownerPicture: false, iconEmoji: 'rocket' },
      { ownerPicture: true, iconUrl: null, iconEmoji: null, author: 'lena.fischer' },
      { ownerPicture: false, iconUrl: null, iconEmoji: 'ship' },
    ])
    expect((await t.client.messages.show({ id: before.id })).iconUrl).toBe('https://e.example/i.png')
    expect((await t.client.messages.show({ id: during.id })).ownerPicture).toBe(true)
  })

  test.each(['mattermost', 'kchat'] as const)('%s: all webhooks off is 501, and on again they post', async (dialect) => {
    await t.client.settings.set({ key: 'integrations.incomingEnabled', value: false })
    const off = await post({}, dialect)
    expect([off.status, JSON.parse(off.body)]).toEqual([501, expect.objectContaining({ id: 'web.incoming_webhook.disabled.app_error', status_code: 501 })])
    await t.client.settings.set({ key: 'integrations.incomingEnabled', value: true })
    await posted(await post({}, dialect))
  })
})
