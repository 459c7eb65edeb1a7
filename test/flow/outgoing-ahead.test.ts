/** The next of a lane leaves when its receiver accepted the one before, recorded or not: in order, once, and only while it may. Over real HTTP. */
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { setPaused } from '#server/store/subscriptions.ts'
import type { MessageId, SubscriptionId } from '#shared/contract/ids.ts'
import { minute, second, startRig, textOf, type Rig } from '../helpers/outgoing.ts'
import type { Received } from '../helpers/receiver.ts'

let r: Rig
beforeEach(async () => {
  r = await startRig()
})
afterEach(() => r.stop())

/** For a computer with much else to do. */
const patience = { timeout: 10_000 }
const positionOf = ({ headers }: Received): number => Number(headers['x-hookline-position'])

test('while records are late, what was accepted is neither sent again nor overtaken', { timeout: 60_000 }, async () => {
  const channels = ['town-square', 'off-topic']
  const perChannel = 60
  let ahead = 0
  const state = (position: number, channel: string) =>
    r.app.ctx.reader.get<{ state: string }>('SELECT d.state FROM delivery d JOIN channel c ON c.id = d.channel_id WHERE d.position < ? AND c.name = ? ORDER BY d.position DESC LIMIT 1', position, channel)?.state
  r.receiver.answer = (request) => {
    if (state(positionOf(request), (JSON.parse(request.body) as { channel_name: string }).channel_name) === 'queued') ahead += 1
    return {}
  }
  const { id } = await r.subscribe({ channels })
  await r.app.ctx.write((tx) => setPaused(tx, id, 'failing'))
  const messages = await Promise.all(Array.from({ length: 2 * perChannel }, (_, number) => r.client.messages.post({ channel: channels[number % 2]!, text: String(number) })))
  await r.client.subscriptions.update({ id, enabled: true })
  // Posts close together put records off: see rounds.ts.
  await r.client.channels.create({ name: 'elsewhere' })
  while (r.receiver.received.length < 2 * perChannel) await r.say('noise', { channel: 'elsewhere' })
  await r.idle()
  for (const channel of channels) {
    const received = r.receiver.received.filter(({ body }) => (JSON.parse(body) as { channel_name: string }).channel_name === channel)
    expect(received.map(positionOf)).toEqual(messages.filter((message) => message.channel === channel).map(({ position }) => position))
  }
  expect(await r.deliveriesOf(id)).toMatchObject(Array(2 * perChannel).fill({ state: 'delivered', attempts: 1 }))
  expect(ahead).toBeGreaterThan(0)
})

test('when the store refuses what was accepted, all of it is sent again in its order', { timeout: 60_000 }, async () => {
  const gates = new Map<string, PromiseWithResolvers<void>>(['a', 'b'].map((text) => [text, Promise.withResolvers<void>()]))
  r.receiver.answer = async (request) => {
    await gates.get(textOf(request))?.promise
    return {}
  }
  const { id } = await r.subscribe()
  for (const text of ['a', 'b', 'c']) await r.say(text)
  const ids = (await r.deliveriesOf(id)).map((delivery) => delivery.id)
  const isUnderWay = (index: number) => r.app.dispatcher.sending.has(ids[index]!)
  await expect.poll(() => r.texts(), patience).toEqual(['a'])
  const other = new Database(join(r.dataFolder, 'hookline.db'))
  r.app.ctx.reader.get('PRAGMA busy_timeout = 0')
  other.exec('BEGIN IMMEDIATE')
  gates.get('a')!.resolve()
  // It left although what came of the first was refused.
  await expect.poll(() => r.texts(), patience).toEqual(['a', 'b'])
  await expect.poll(() => isUnderWay(0), patience).toBe(false)
  gates.get('b')!.resolve()
  await expect.poll(() => isUnderWay(1), patience).toBe(false)
  other.exec('ROLLBACK')
  other.close()
  await expect.poll(async () => (await r.deliveriesOf(id)).map(({ state, attempts }) => [state, attempts]), patience).toEqual(Array(3).fill(['delivered', 1]))
  // A slow computer may have tried, and been refused, more often.
  expect(r.texts().slice(0, 2)).toEqual(['a', 'b'])
  expect(r.texts().slice(r.texts().lastIndexOf('a'))).toEqual(['a', 'b', 'c'])
})

type Stop = [string, (id: SubscriptionId) => Promise<unknown>, object]
const stops: Stop[] = [
  ['a pause', (id) => r.app.ctx.write((tx) => setPaused(tx, id, 'failing')), { state: 'paused' }],
  ['the switch for all', () => r.client.settings.set({ key: 'integrations.outgoingEnabled', value: false }), { state: 'queued' }],
  ['its own switch', (id) => r.client.subscriptions.update({ id, enabled: false }), { state: 'dropped' }],
  ['a consent that is taken back', (id) => r.client.subscriptions.withdrawConsent({ id, channel: 'desk' }), { state: 'dropped', lastProblem: { code: 'consent_withdrawn', detail: '' } }],
  ['leaving the channel', () => r.client.channels.leave({ channel: 'desk' }), { state: 'dropped' }],
]

test.each(stops)('%s while the first is on its way stops the next', async (_, act, second_) => {
  await r.client.channels.create({ name: 'desk' })
  const { id } = await r.subscribe({ channels: ['desk'] })
  r.receiver.answer = async () => {
    await act(id)
    return {}
  }
  // In one write, so that the second waits for the first.
  await Promise.all(['first', 'second'].map((text) => r.say(text, { channel: 'desk' })))
  await r.idle()
  expect(r.texts()).toEqual(['first'])
  expect(await r.deliveriesOf(id)).toMatchObject([{ state: 'delivered' }, second_])
})

test.each(stops)('%s in the middle of a lane that moves stops all that the sending thread has of it', async (_, act, after) => {
  await r.client.channels.create({ name: 'desk' })
  const { id } = await r.subscribe({ channels: ['desk'] })
  const all = Array.from({ length: 12 }, (__, number) => String(number))
  // The sixth: by then some are ahead.
  r.receiver.answer = async (request) => {
    if (textOf(request) === '5') await act(id)
    return {}
  }
  await Promise.all(all.map((text) => r.say(text, { channel: 'desk' })))
  await r.idle()
  expect(r.texts()).toEqual(all.slice(0, 6))
  expect(await r.deliveriesOf(id)).toMatchObject([...Array<object>(6).fill({ state: 'delivered' }), ...Array<object>(6).fill(after)])
})

test('words that are deleted in the middle of a lane that moves are not sent, and what comes behind them is', async () => {
  const all = Array.from({ length: 12 }, (_, number) => String(number))
  const ids = new Map<string, MessageId>()
  r.receiver.answer = async (request) => {
    if (textOf(request) === '5') await r.client.messages.delete({ messageId: ids.get('7')! })
    return {}
  }
  const { id } = await r.subscribe()
  await r.app.ctx.write((tx) => setPaused(tx, id, 'failing'))
  await Promise.all(all.map(async (text) => void ids.set(text, await r.say(text))))
  await r.client.subscriptions.update({ id, enabled: true })
  await r.idle()
  expect(r.texts()).toEqual(all.filter((text) => text !== '7'))
})

test('one that fails in the middle of a lane that moves holds all behind it', async () => {
  let broken = true
  r.receiver.answer = (request) => ({ status: broken && textOf(request) === '5' ? 500 : 200 })
  const { id } = await r.subscribe()
  const all = Array.from({ length: 12 }, (_, number) => String(number))
  await Promise.all(all.map((text) => r.say(text)))
  await r.idle()
  expect(r.texts()).toEqual(all.slice(0, 6))
  expect((await r.deliveriesOf(id)).slice(5)).toMatchObject([{ state: 'retrying', attempts: 1 }, ...Array<object>(6).fill({ state: 'queued', attempts: 0 })])
  broken = false
  await r.pass(10 * second)
  expect(r.texts()).toEqual([...all.slice(0, 6), ...all.slice(5)])
})

test('the words of the next are those of now: deleted while the first is on its way, they are not sent', async () => {
  r.receiver.answer = async () => {
    const { messages } = await r.client.messages.list({ channel: 'town-square' })
    await r.client.messages.delete({ messageId: messages.find(({ text }) => text === 'second')!.id })
    return {}
  }
  const { id } = await r.subscribe()
  await Promise.all(['first', 'second'].map((text) => r.say(text)))
  await r.idle()
  expect(r.texts()).toEqual(['first'])
  expect((await r.deliveriesOf(id)).slice(0, 2)).toMatchObject([{ state: 'delivered' }, { state: 'dropped', lastProblem: { code: 'message_deleted' } }])
})

test('more channels than a receiver is sent to at once: none waits until the others are done', { timeout: 60_000 }, async () => {
  const channels = Array.from({ length: 20 }, (_, number) => `c-${number}`)
  for (const name of channels) await r.client.channels.create({ name })
  const { id } = await r.subscribe({ channels })
  await r.app.ctx.write((tx) => setPaused(tx, id, 'failing'))
  await Promise.all(Array.from({ length: 1600 }, (_, number) => r.say(String(number), { channel: channels[number % 20]! })))
  await r.client.subscriptions.update({ id, enabled: true })
  await expect.poll(() => r.receiver.received.length, { timeout: 30_000 }).toBe(1600)
  const places = channels.map((_, number) => r.texts().indexOf(String(number)))
  // Sixteen lanes of eighty make 1280; with runs of 32 the last four begin much sooner.
  expect(Math.max(...places)).toBeLessThan(1000)
})

test('one from the middle that somebody asked for does not take along those behind it', async () => {
  let broken = true
  r.receiver.answer = (request) => ({ status: broken && textOf(request) === 'a' ? 500 : 200 })
  const { id } = await r.subscribe()
  for (const text of ['a', 'b', 'c', 'd']) await r.say(text)
  await r.idle()
  await r.client.deliveries.redeliver({ id: (await r.deliveriesOf(id))[2]!.id })
  await r.idle()
  expect(r.texts()).toEqual(['a', 'c'])
  broken = false
  await r.pass(10 * second)
  expect(r.texts()).toEqual(['a', 'c', 'a', 'b', 'd'])
})

test('one that was parked does not take along those behind it', async () => {
  let parkedWorks = false
  r.receiver.answer = (request) => ({ status: textOf(request) === 'parked' && parkedWorks ? 200 : 500 })
  const { id } = await r.subscribe()
  await r.say('parked')
  await r.pass(6 * minute)
  expect(await r.deliveriesOf(id)).toMatchObject([{ state: 'parked' }])
  for (const text of ['a', 'b']) await r.say(text)
  await r.idle()
  parkedWorks = true
  await r.client.deliveries.redeliver({ id: (await r.deliveriesOf(id))[0]!.id })
  await r.idle()
  expect(r.texts().slice(3)).toEqual(['a', 'parked'])
})
