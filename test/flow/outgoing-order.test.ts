/** When deliveries are tried again and in which order they arrive, over real HTTP and a clock that the test moves. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RETRY_WAITS_MS } from '#shared/core/retry.ts'
import { hour, minute, second, startRig, textOf, type Rig } from '../helpers/outgoing.ts'

let r: Rig
beforeEach(async () => {
  r = await startRig()
})
afterEach(() => r.stop())

/** When each request came, in simulated ms. */
function noteTimes(): { readonly times: number[] } {
  const times: number[] = []
  const before = r.receiver.answer
  r.receiver.answer = (request) => {
    times.push(r.clock.now())
    return before(request)
  }
  return { times }
}

test('one that fails is tried eight times on the schedule, and then it failed', async () => {
  r.receiver.answer = () => ({ status: 503 })
  const { times } = noteTimes()
  const { id } = await r.subscribe()
  await r.say('one')
  await r.pass(40 * hour)
  expect(times).toHaveLength(8)
  for (let index = 1; index < 8; index += 1) {
    expect(times[index]! - times[index - 1]!).toBeGreaterThanOrEqual(RETRY_WAITS_MS[index]! * 0.9)
    expect(times[index]! - times[index - 1]!).toBeLessThanOrEqual(RETRY_WAITS_MS[index]! * 1.1 + 1)
  }
  const [delivery] = await r.deliveriesOf(id)
  expect(delivery).toMatchObject({ state: 'failed', attempts: 8, dueAt: null, lastStatus: 503, lastProblem: { code: 'answered', detail: '503' } })
  const { attemptList } = await r.client.deliveries.show({ id: delivery!.id })
  expect(attemptList.map(({ number, status, at }) => [number, status, at])).toEqual(times.map((at, index) => [index + 1, 503, at]))
  expect(r.receiver.received.map(({ headers }) => headers['x-hookline-attempt'])).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  expect(new Set(r.receiver.received.map(({ headers }) => headers['x-hookline-delivery'])).size).toBe(1)
})

test('Retry-After is waited for, and a success ends it', async () => {
  r.receiver.answer = () => (r.receiver.received.length === 1 ? { status: 429, headers: { 'Retry-After': '120' } } : { status: 204 })
  const { times } = noteTimes()
  const { id } = await r.subscribe()
  await r.say('one')
  await r.pass(119 * second)
  expect(times).toHaveLength(1)
  await r.pass(48 * hour)
  expect(times).toHaveLength(2)
  expect(await r.deliveriesOf(id)).toMatchObject([{ state: 'delivered', attempts: 2 }])
})

test.each([
  [404, 'answered'],
  [302, 'redirected'],
])('%i is not tried again and lets the next pass', async (status, code) => {
  r.receiver.answer = (request) => (textOf(request) === 'one' ? { status, headers: { Location: r.receiver.url } } : {})
  const { id } = await r.subscribe()
  for (const text of ['one', 'two']) await r.say(text)
  await r.pass(48 * hour)
  expect(r.texts()).toEqual(['one', 'two'])
  expect(await r.deliveriesOf(id)).toMatchObject([{ state: 'failed', attempts: 1, lastProblem: { code, detail: String(status) } }, { state: 'delivered' }])
})

test('with the policy once nothing is tried again', async () => {
  r.receiver.answer = () => ({ status: 500 })
  const { id } = await r.subscribe({ policy: 'once' })
  await r.say('one')
  await r.pass(48 * hour)
  expect([r.texts(), await r.deliveriesOf(id)]).toMatchObject([['one'], [{ state: 'failed', attempts: 1 }]])
})

test('one poisoned message holds its place for three attempts, less than six minutes, and is then tried beside the others', async () => {
  r.receiver.answer = (request) => (textOf(request) === 'poison' ? { status: 500 } : {})
  const { times } = noteTimes()
  const { id } = await r.subscribe()
  const startedAt = r.clock.now()
  for (const text of ['before', 'poison', 'after 1', 'after 2']) await r.say(text)
  await r.pass(10 * second)
  expect(r.texts()).toEqual(['before', 'poison', 'poison'])
  expect(await r.deliveriesOf(id)).toMatchObject([{ state: 'delivered' }, { state: 'retrying', attempts: 2 }, { state: 'queued', dueAt: null }, { state: 'queued', dueAt: null }])
  expect((await r.client.subscriptions.health({ id })).waiting).toBe(3)
  await r.pass(6 * minute)
  expect(r.texts()).toEqual(['before', 'poison', 'poison', 'poison', 'after 1', 'after 2'])
  expect(times[5]! - startedAt).toBeLessThanOrEqual(6 * minute)
  expect(await r.deliveriesOf(id)).toMatchObject([{ state: 'delivered' }, { state: 'parked', attempts: 3 }, { state: 'delivered' }, { state: 'delivered' }])
  r.receiver.answer = () => ({})
  await r.pass(40 * minute)
  expect(r.texts().at(-1)).toBe('poison')
  expect(await r.deliveriesOf(id)).toMatchObject(Array(4).fill({ state: 'delivered' }))
})

test('it holds back its own channel alone, and no other webhook', async () => {
  r.receiver.answer = (request) => (textOf(request) === 'poison' ? { status: 500 } : {})
  await r.subscribe({ channels: ['town-square', 'off-topic'] })
  await r.subscribe({ name: 'other', trigger: { when: 'first-word', words: ['held'] } })
  await r.say('poison')
  await r.say('held')
  await r.say('free', { channel: 'off-topic' })
  await r.idle()
  expect(r.texts().sort()).toEqual(['free', 'held', 'poison'])
})

test('with strict order all later ones wait until it is over', async () => {
  let broken = true
  r.receiver.answer = (request) => (broken && textOf(request) === 'poison' ? { status: 500 } : {})
  const { id } = await r.subscribe({ strictOrder: true })
  for (const text of ['poison', 'after 1', 'after 2']) await r.say(text)
  await r.pass(12 * hour)
  expect(new Set(r.texts())).toEqual(new Set(['poison']))
  expect(await r.deliveriesOf(id)).toMatchObject([{ state: 'retrying' }, { state: 'queued' }, { state: 'queued' }])
  expect((await r.client.subscriptions.health({ id })).waiting).toBe(3)
  broken = false
  await r.pass(24 * hour)
  expect(r.texts().slice(-3)).toEqual(['poison', 'after 1', 'after 2'])
})

/** Each message fails with `SOAK=1`, else each tenth: a failure takes a turn of the clock. */
const failing = process.env['SOAK'] ? 1 : 10

test('1000 messages to a receiver that fails each at most twice arrive in order', { timeout: failing === 1 ? 1_200_000 : 120_000 }, async () => {
  const attempts = new Map<string, number>()
  const arrived = new Map<string, number[]>()
  // 0, 1 or 2 failures, different for each message and the same in each run.
  const failures = (number: number): number => (number % failing === 0 ? (number * 7919) % 3 : 0)
  r.receiver.answer = ({ body, headers }) => {
    const { text, channel_name: channel } = JSON.parse(body) as { text: string; channel_name: string }
    const before = attempts.get(text) ?? 0
    attempts.set(text, before + 1)
    if (before < failures(Number(text))) return { status: 500 }
    arrived.set(channel, [...(arrived.get(channel) ?? []), Number(headers['x-hookline-position'])])
    return {}
  }
  const channels = ['town-square', 'off-topic']
  const { id } = await r.subscribe({ channels })
  const messages = await Promise.all(Array.from({ length: 1000 }, (_, number) => r.client.messages.post({ channel: channels[number % 2]!, text: String(number) })))
  await r.pass(6 * minute * 1000)
  for (const channel of channels) expect([channel, arrived.get(channel)]).toEqual([channel, messages.filter((message) => message.channel === channel).map(({ position }) => position)])
  expect(Math.max(...attempts.values())).toBe(3)
  expect((await r.client.subscriptions.health({ id })).waiting).toBe(0)
})
