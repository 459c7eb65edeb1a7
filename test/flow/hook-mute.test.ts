/** A reader mutes one hook: nothing of it counts, calls or notifies them; people, other hooks and other readers are as before. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { HookId, MessageId } from '#shared/contract/ids.ts'
import type { Notification } from '#shared/contract/unread.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'
import { readUnread } from '../helpers/unread-state.ts'

type Client = TestApp['client']

let t: TestApp
let jim: Client
let mara: Client
let channel = ''
let unique = 0
const hooks = {} as Record<'grafana' | 'ci', { id: HookId; url: string }>
const stop = new AbortController()
beforeAll(async () => {
  t = await startApp()
  for (const username of ['jim', 'mara']) await t.client.people.create({ username })
  jim = t.clientAs(t.app.findActor('jim'))
  mara = t.clientAs(t.app.findActor('mara'))
  for (const client of [jim, mara]) await client.preferences.set({ key: 'notify.level', value: 'all' })
})
afterAll(async () => {
  stop.abort()
  await t.stop()
})
beforeEach(async () => {
  channel = `room-${(unique += 1)}`
  await t.client.channels.create({ name: channel, members: ['jim', 'mara'] })
  for (const name of ['grafana', 'ci'] as const) {
    const { url, hookId } = await t.makeHook({ channel, name, rules: { perMinute: null, countRepeats: false } })
    hooks[name] = { url, id: hookId as HookId }
  }
})

async function post(hook: keyof typeof hooks, body: object): Promise<MessageId> {
  const { status, headers } = await sendJson(hooks[hook].url, body)
  expect(status).toBe(200)
  return headers['x-hookline-message-id'] as MessageId
}

async function stateOf(client: Client) {
  const { unread, mentions, quiet } = await readUnread(client, channel)
  return { unread, mentions, ...(quiet === undefined ? {} : { quiet }) }
}

async function listen(client: Client): Promise<string[]> {
  const raised: string[] = []
  const events = await client.events.subscribe(undefined, { signal: stop.signal })
  void (async () => {
    for await (const event of events) if (event.name === 'notification.raised') raised.push((event.data satisfies Notification).body)
  })().catch(() => undefined)
  return raised
}

const loud = '@jim @mara @channel alarm'

test('unread 0, badge 0, no notification and no notice for who muted it; all of it for everybody else and for another hook', async () => {
  const [heard, heardByMara] = [await listen(jim), await listen(mara)]
  const badge = (await jim.unreads.get()).badge
  await jim.hooks.mute({ id: hooks.grafana.id, muted: true })
  const muted = await post('grafana', { text: loud })
  expect(await stateOf(jim)).toEqual({ unread: 0, mentions: 0, quiet: 1 })
  expect((await jim.unreads.get()).badge).toBe(badge)
  expect(await stateOf(mara)).toEqual({ unread: 1, mentions: 1 })
  expect((await jim.messages.notices({})).notices.filter(({ message }) => message.id === muted)).toEqual([])
  expect((await mara.messages.notices({ limit: 1 })).notices[0]?.message.id).toBe(muted)
  expect(await jim.messages.whyNotified({ messageId: muted })).toMatchObject({ hookMuted: true })
  // It can be read like any other.
  expect((await jim.messages.list({ channel })).messages.at(-1)).toMatchObject({ id: muted, text: loud })

  await post('ci', { text: '@jim another hook' })
  await t.client.messages.post({ channel, text: '@jim a person' })
  expect(await stateOf(jim)).toEqual({ unread: 2, mentions: 2, quiet: 1 })
  // Notifications come in the order of the posts, and at most one in three seconds for a channel: the first is not the muted one's.
  await expect.poll(() => heard.length, { timeout: 5000 }).toBe(1)
  expect(heard[0]).toContain('another hook')
  await expect.poll(() => heardByMara[0]).toContain('alarm')
})

test('in a thread: no follower’s number, and being named there makes nobody follow it', async () => {
  const { id: rootId } = await t.client.messages.post({ channel, text: 'root' })
  const { id: other } = await t.client.messages.post({ channel, text: 'another root' })
  await jim.threads.follow({ rootId, following: true })
  await jim.hooks.mute({ id: hooks.grafana.id, muted: true })
  const before = (await jim.unreads.get()).threads
  await post('grafana', { text: loud, root_id: rootId })
  await post('grafana', { text: loud, root_id: other })
  expect((await jim.unreads.get()).threads).toEqual(before)
  expect(await jim.threads.show({ rootId })).toMatchObject({ unread: 0, following: true })
  expect(await jim.threads.show({ rootId: other })).toMatchObject({ unread: 0, following: false })
  await post('ci', { text: 'heard', root_id: rootId })
  expect(await jim.threads.show({ rootId })).toMatchObject({ unread: 1 })
})

test('what was unread of it is no more when it is muted, and what came meanwhile stays read when it is heard again', async () => {
  for (let index = 0; index < 3; index += 1) await post('grafana', { text: loud })
  expect(await stateOf(jim)).toEqual({ unread: 3, mentions: 3 })
  await jim.hooks.mute({ id: hooks.grafana.id, muted: true })
  expect(await stateOf(jim)).toEqual({ unread: 0, mentions: 0, quiet: 3 })
  await post('grafana', { text: loud })
  await jim.hooks.mute({ id: hooks.grafana.id, muted: false })
  expect(await stateOf(jim)).toEqual({ unread: 0, mentions: 0 })
  await post('grafana', { text: loud })
  expect(await stateOf(jim)).toEqual({ unread: 1, mentions: 1 })
})

test('the digest: how much waits of each and what, until the channel is read; with its name after the hook was deleted', async () => {
  await jim.hooks.mute({ id: hooks.grafana.id, muted: true })
  const ids = [await post('grafana', { text: 'one' }), await post('grafana', { text: 'two' })]
  const mine = async () => (await jim.hooks.muted()).find(({ id }) => id === hooks.grafana.id)
  const { channelId } = await t.client.messages.show({ id: ids[0]! })
  expect(await mine()).toMatchObject({ name: 'grafana', owner: 'lena.fischer', waiting: [{ channelId, count: 2 }] })
  expect((await jim.hooks.mutedMessages({ id: hooks.grafana.id })).map(({ id }) => id)).toEqual(ids)
  expect(await mara.hooks.muted()).toEqual([])
  await jim.unreads.markRead({ channel, position: Number.MAX_SAFE_INTEGER })
  expect((await mine())?.waiting).toEqual([])
  await t.client.hooks.delete({ id: hooks.grafana.id })
  expect(await mine()).toMatchObject({ name: 'grafana' })
  await jim.hooks.mute({ id: hooks.grafana.id, muted: false })
  expect(await mine()).toBeUndefined()
})

test('counting stays exact beyond a flood of a muted hook', async () => {
  await jim.hooks.mute({ id: hooks.grafana.id, muted: true })
  await t.client.messages.post({ channel, text: 'the first' })
  for (let index = 0; index < 250; index += 1) await post('grafana', { text: `flood ${index}` })
  await post('ci', { text: 'the last' })
  expect(await stateOf(jim)).toEqual({ unread: 2, mentions: 0, quiet: 100 })
  expect(await stateOf(mara)).toMatchObject({ unread: 100 })
})
