/** A silent message of a hook: it is there for all, nothing becomes unread by it, and nobody is told. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Notification } from '#shared/contract/unread.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'
import { readUnread } from '../helpers/unread-state.ts'

type Client = TestApp['client']

let t: TestApp
let jim: Client
let mara: Client
let channel = ''
let url = ''
let count = 0
const raised: Notification[] = []
const stop = new AbortController()
beforeAll(async () => {
  t = await startApp()
  for (const username of ['jim', 'mara']) await t.client.people.create({ username })
  jim = t.clientAs(t.app.findActor('jim'))
  mara = t.clientAs(t.app.findActor('mara'))
  // With a window, and wanting to hear of everything.
  await jim.events.subscribe(undefined, { signal: stop.signal })
  await jim.preferences.set({ key: 'notify.level', value: 'all' })
  await jim.preferences.set({ key: 'notify.keywords', value: ['deploy'] })
  t.app.ctx.events.subscribe(({ event }) => void (event.name === 'notification.raised' && raised.push(event.data)))
})
afterAll(async () => {
  stop.abort()
  await t.stop()
})
beforeEach(async () => {
  channel = `room-${(count += 1)}`
  await t.client.channels.create({ name: channel, members: ['jim', 'mara'] })
  ;({ url } = await t.makeHook({ channel, rules: { countRepeats: false } }))
  await jim.unreads.markAllRead()
  raised.length = 0
})

async function post(body: object): Promise<{ id: MessageId; position: number }> {
  const { headers } = await sendJson(url, { text: 'by a hook', ...body })
  return t.client.messages.show({ id: headers['x-hookline-message-id'] as MessageId })
}
async function stateOf(client: Client) {
  const { unread, mentions, lastRead } = await readUnread(client, channel)
  return { unread, mentions, lastRead }
}
const loud = '@jim @channel the deploy is done'

test('whoever had read all has read it too; whoever had not keeps mark and count', async () => {
  const first = await post({})
  const second = await post({})
  await jim.unreads.markRead({ channel, position: second.position })
  await mara.unreads.markRead({ channel, position: first.position })
  const silent = await post({ silent: true, text: loud })
  expect(await t.client.messages.show({ id: silent.id })).toMatchObject({ silent: true, text: loud })
  expect([await stateOf(jim), await stateOf(mara)]).toEqual([
    { unread: 0, mentions: 0, lastRead: silent.position },
    { unread: 1, mentions: 0, lastRead: first.position },
  ])
  await post({ text: '@jim' })
  expect([await stateOf(jim), await stateOf(mara)]).toMatchObject([{ unread: 1, mentions: 1, lastRead: silent.position }, { unread: 2, mentions: 0 }])
})

test('what counts for nobody does not stand between: system messages and silent ones', async () => {
  const { position } = await post({})
  await jim.unreads.markRead({ channel, position })
  await t.client.channels.update({ channel, purpose: 'Ships' })
  const silent = []
  for (let number = 0; number < 3; number += 1) silent.push(await post({ silent: true }))
  expect(await stateOf(jim)).toEqual({ unread: 0, mentions: 0, lastRead: silent.at(-1)?.position })
})

test('its owner is no exception, and a channel of silence alone is never unread', async () => {
  await t.client.unreads.markAllRead()
  const { position } = await post({ silent: true, text: '@lena.fischer' })
  expect([await stateOf(t.client), (await stateOf(mara)).unread]).toEqual([{ unread: 0, mentions: 0, lastRead: position }, 0])
})

test('nobody is notified, by name, word, level or in a direct channel, and no page lists it', async () => {
  await post({ silent: true, text: loud })
  await post({ silent: true, text: loud, channel: '@jim' })
  const root = await post({})
  await jim.threads.follow({ rootId: root.id, following: true })
  await post({ silent: true, text: loud, root_id: root.id })
  await post({ text: 'the last one', channel: '@jim' })
  await expect.poll(() => raised.map(({ body }) => body)).toContain('the last one')
  expect(raised.map(({ body }) => body)).toEqual(['by a hook', 'the last one'])
  expect((await jim.messages.notices({})).notices.filter(({ message }) => message.silent)).toEqual([])
  const direct = (await jim.unreads.get()).channels.map(({ mentions }) => mentions)
  expect(direct.reduce((sum, mentions) => sum + mentions)).toBe(1)
})

test('a silent reply: threads that were read stay read, others keep their mark and count', async () => {
  const root = await post({})
  for (const client of [jim, mara]) await client.threads.follow({ rootId: root.id, following: true })
  const first = await post({ root_id: root.id })
  await jim.threads.markRead({ rootId: root.id, position: first.position })
  const silent = await post({ root_id: root.id, silent: true, text: loud })
  const follows = async () => [await jim.threads.show({ rootId: root.id }), await mara.threads.show({ rootId: root.id })].map(({ unread, lastRead }) => ({ unread, lastRead }))
  expect(await follows()).toEqual([{ unread: 0, lastRead: silent.position }, { unread: 1, lastRead: root.position }])
  expect([(await jim.unreads.get()).threads, (await mara.unreads.get()).threads]).toEqual([{ unread: 0, mentions: 0 }, { unread: 1, mentions: 0 }])
  // It stands in the thread all the same, and the next one counts alone.
  expect((await t.client.messages.show({ id: root.id })).thread).toMatchObject({ replyCount: 2, lastPosition: silent.position })
  await post({ root_id: root.id })
  expect((await follows()).map(({ unread }) => unread)).toEqual([1, 2])
})

test('deleting the loud reply leaves a thread read in which only silent ones are left', async () => {
  const root = await post({})
  await jim.threads.follow({ rootId: root.id, following: true })
  const noisy = await post({ root_id: root.id })
  await post({ root_id: root.id, silent: true })
  expect((await jim.unreads.get()).threads.unread).toBe(1)
  await t.client.messages.delete({ messageId: noisy.id })
  expect([(await jim.unreads.get()).threads.unread, (await jim.threads.show({ rootId: root.id })).unread]).toEqual([0, 0])
})
