/** Outgoing webhooks from a post to a receiver's hands, over real HTTP. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { setPaused } from '#server/store/subscriptions.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import { startReceiver, type Receiver } from '../helpers/receiver.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let receiver: Receiver
beforeEach(async () => {
  t = await startApp()
  receiver = await startReceiver()
})
afterEach(async () => {
  await t.stop()
  await receiver.stop()
})

const subscribe = (fields: Record<string, unknown> = {}) =>
  t.client.subscriptions.create({ name: 'CI', channels: ['town-square'], urls: [receiver.url], allow: [receiver.host], ...fields } as never)

test('what a person writes reaches the receiver, signed and in order, and is on record', async () => {
  const { subscription, token } = await subscribe()
  for (const text of ['one', 'two', 'three']) await t.client.messages.post({ channel: 'town-square', text })
  await t.app.dispatcher.idle()
  expect(receiver.received.map(({ body }) => JSON.parse(body) as { text: string; token: string; channel_name: string })).toMatchObject([
    { text: 'one', token, channel_name: 'town-square', trigger_word: '' },
    { text: 'two' },
    { text: 'three' },
  ])
  const { deliveries } = await t.client.deliveries.list({ subscriptionId: subscription.id })
  expect(deliveries.map(({ state, attempts, lastStatus }) => ({ state, attempts, lastStatus }))).toEqual(Array(3).fill({ state: 'delivered', attempts: 1, lastStatus: 200 }))
})

test('what the receiver answers is posted with its name, and sets off nothing again', async () => {
  await subscribe({ username: 'Deployer', from: 'everybody' })
  receiver.answer = () => ({ body: JSON.stringify({ text: 'On it', response_type: 'comment' }) })
  const { id } = await t.client.messages.post({ channel: 'town-square', text: 'deploy' })
  await t.app.dispatcher.idle()
  const { messages } = await t.client.messages.list({ channel: 'town-square', thread: id })
  expect(messages).toMatchObject([{ text: 'On it', username: 'Deployer', bot: true, threadRootId: id, hookName: 'CI' }])
  expect(receiver.received).toHaveLength(1)
})

test('a failing delivery holds its place for three attempts and then makes way', async () => {
  const { subscription } = await subscribe()
  receiver.answer = () => ({ status: 500 })
  await t.client.messages.post({ channel: 'town-square', text: 'one' })
  await t.client.messages.post({ channel: 'town-square', text: 'two' })
  await t.app.dispatcher.idle()
  const { deliveries } = await t.client.deliveries.list({ subscriptionId: subscription.id })
  expect(deliveries.map(({ state, attempts }) => [state, attempts])).toEqual([['queued', 0], ['retrying', 1]])
  expect(receiver.received).toHaveLength(1)
})

test('what only waits is told of as soon as it is on record', async () => {
  const { subscription } = await subscribe()
  await t.app.ctx.write((tx) => setPaused(tx, subscription.id, 'failing'))
  const told: AppEvent[] = []
  t.app.ctx.events.subscribe(({ event }) => void (event.name === 'deliveries.changed' && told.push(event)))
  await t.client.messages.post({ channel: 'town-square', text: 'one' })
  await expect.poll(() => told).toEqual([{ name: 'deliveries.changed', data: { subscriptionId: subscription.id } }])
  expect((await t.client.deliveries.list({ subscriptionId: subscription.id })).deliveries).toMatchObject([{ state: 'paused', attempts: 0 }])
})

test('an address of this computer is refused until it is allowed', async () => {
  const { subscription } = await subscribe({ allow: [] })
  await t.client.messages.post({ channel: 'town-square', text: 'one' })
  await t.app.dispatcher.idle()
  const { deliveries } = await t.client.deliveries.list({ subscriptionId: subscription.id })
  expect(deliveries).toMatchObject([{ state: 'failed', lastProblem: { code: 'private_address', detail: receiver.host } }])
  expect(receiver.received).toEqual([])
})
