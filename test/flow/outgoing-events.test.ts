/** What sets off an outgoing webhook and to whom it goes, of everything that happens in a channel; and what the record and the health say of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deliverable } from '#server/dispatcher/enqueue.ts'
import { startReceiver } from '../helpers/receiver.ts'
import { hour, minute, startRig, textOf, type Rig } from '../helpers/outgoing.ts'

let r: Rig
beforeEach(async () => {
  r = await startRig()
  await r.client.people.create({ username: 'mia' })
})
afterEach(() => r.stop())

const all = ['posted', 'edited', 'deleted', 'reaction', 'joined', 'case'] as const
const told = () => r.receiver.received.map(({ headers, body }) => [headers['x-hookline-event'], (JSON.parse(body) as { type: string }).type])

/** Everything that can happen in #desk, one after the other. */
async function happen(): Promise<void> {
  const mia = r.clientAs(r.app.findActor('mia'))
  const reporter = await r.makeHook({ channel: 'desk', dialect: 'emakin' })
  const report = async (body: object): Promise<{ caseId: never }> => (await fetch(reporter.url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).json() as never
  await mia.channels.join({ channel: 'desk' })
  const messageId = await r.say('Hello', { channel: 'desk' })
  await r.client.messages.edit({ messageId, text: 'Hello all' })
  await mia.messages.react({ messageId, emoji: '👍', on: true })
  await mia.messages.react({ messageId, emoji: '👍', on: false })
  await r.client.messages.pin({ messageId, on: true })
  const { caseId } = await report({ id: 'c-1', text: 'It burns' })
  await report({ id: 'c-2', references: ['c-1'], text: 'It burns still' })
  await r.client.cases.close({ caseId })
  await r.client.cases.reopen({ caseId })
  // What has not left by then is not told any more.
  await r.idle()
  await r.client.messages.delete({ messageId })
  await r.client.channels.update({ channel: 'desk', purpose: 'Desks' })
  await mia.channels.leave({ channel: 'desk' })
  await r.idle()
}

test('each kind of happening is told once, in order, as what it is; and no other', async () => {
  await r.client.channels.create({ name: 'desk' })
  const { id } = await r.subscribe({ channels: ['desk'], events: [...all], format: 'standard-webhooks' })
  await happen()
  expect(told()).toEqual([
    ['joined', 'member.joined'],
    ['posted', 'message.posted'],
    ['edited', 'message.edited'],
    ['reaction', 'reaction.changed'],
    ['reaction', 'reaction.changed'],
    ['case', 'case.changed'],
    ['case', 'case.changed'],
    ['case', 'case.changed'],
    ['case', 'case.changed'],
    ['deleted', 'message.deleted'],
  ])
  const positions = (await r.deliveriesOf(id)).map(({ position }) => position)
  expect(positions).toEqual([...positions].sort((a, b) => a - b))
  const kinds = r.app.ctx.reader.all<{ kind: string }>('SELECT DISTINCT kind FROM change_log JOIN delivery ON change_log.id = change_id').map(({ kind }) => kind)
  expect(kinds.sort()).toEqual([...deliverable].sort())
})

test.each(all)('of %s alone, nothing else is told', async (event) => {
  await r.client.channels.create({ name: 'desk' })
  await r.subscribe({ channels: ['desk'], events: [event], format: 'standard-webhooks', from: 'everybody' })
  await happen()
  expect(r.receiver.received.length).toBeGreaterThan(0)
  expect(new Set(told().map(([one]) => one))).toEqual(new Set([event]))
})

test('what tools post is told only where everybody may set it off', async () => {
  const { url } = await r.makeHook()
  const people = await r.subscribe()
  const everybody = await r.subscribe({ name: 'all', from: 'everybody' })
  await fetch(url, { method: 'POST', body: '{"text":"from a tool"}' })
  await r.say('from a person')
  await r.idle()
  const textsTo = async (id: typeof people.id) => (await r.deliveriesOf(id)).length
  expect([await textsTo(people.id), await textsTo(everybody.id)]).toEqual([1, 2])
  expect(r.texts().sort()).toEqual(['from a person', 'from a person', 'from a tool'])
})

test('each webhook tells its own trigger word', async () => {
  const words = [['deploy'], ['deploy', 'roll'], ['dep']]
  for (const [index, list] of words.entries()) await r.subscribe({ name: `w${index}`, trigger: { when: index === 2 ? 'starts-with' : 'first-word', words: list } })
  await r.say('deploy 1.2')
  await r.say('roll back')
  await r.say('nothing')
  await r.idle()
  const seen = r.receiver.received.map(({ body }) => JSON.parse(body) as { text: string; trigger_word: string }).map(({ text, trigger_word }) => `${text}: ${trigger_word}`)
  expect(seen.sort()).toEqual(['deploy 1.2: dep', 'deploy 1.2: deploy', 'deploy 1.2: deploy', 'roll back: roll'])
})

test('a reaction to a message that has none of its words is not told: the message would go along', async () => {
  await r.subscribe({ events: ['reaction'], trigger: { when: 'first-word', words: ['deploy'] }, format: 'standard-webhooks' })
  for (const text of ['between us', 'deploy 1.2']) await r.client.messages.react({ messageId: await r.say(text), emoji: '👍', on: true })
  await r.idle()
  const data = r.receiver.received.map(({ body }) => (JSON.parse(body) as { data: { message: { text: string }; triggerWord: string } }).data)
  expect(data).toMatchObject([{ message: { text: 'deploy 1.2' }, triggerWord: 'deploy' }])
})

test('each callback URL gets its own copy, and a failing one holds back no other', async () => {
  const other = await startReceiver()
  r.receiver.answer = () => ({ status: 500 })
  const { id } = await r.subscribe({ urls: [r.receiver.url, other.url], allow: [r.receiver.host, other.host] })
  for (const text of ['one', 'two']) await r.say(text)
  await r.idle()
  expect([r.texts(), other.received.map(textOf)]).toEqual([['one'], ['one', 'two']])
  expect((await r.deliveriesOf(id)).map(({ url, state }) => [url === other.url, state]).sort()).toEqual([[false, 'queued'], [false, 'retrying'], [true, 'delivered'], [true, 'delivered']])
  expect(new Set((await r.deliveriesOf(id)).map((delivery) => delivery.id)).size).toBe(4)
  await other.stop()
})

describe('on record', () => {
  test('health: how many arrived and failed, the time of 95 of 100, the last success, what is wrong, and what waits', async () => {
    const { id } = await r.subscribe({ policy: 'once', strictOrder: true })
    expect(await r.client.subscriptions.health({ id })).toEqual({ delivered: 0, failed: 0, waiting: 0, p95Ms: null, lastSuccessAt: null, lastProblem: null })
    r.receiver.answer = (request) => ({ status: textOf(request) === 'bad' ? 400 : 200 })
    for (const text of [...Array.from({ length: 20 }, (_, number) => `good ${number}`), 'bad', 'bad']) await r.say(text)
    await r.pass(1000)
    const delivered = (await r.deliveriesOf(id)).filter(({ state }) => state === 'delivered')
    const times = delivered.map(({ lastMs }) => lastMs!).sort((a, b) => a - b)
    expect(await r.client.subscriptions.health({ id })).toEqual({
      delivered: 20,
      failed: 2,
      waiting: 0,
      // The 19th of 20.
      p95Ms: times[18],
      lastSuccessAt: Math.max(...delivered.map(({ finishedAt }) => finishedAt!)),
      lastProblem: { code: 'answered', detail: '400' },
    })
    await r.client.subscriptions.update({ id, policy: 'retry' })
    r.receiver.answer = () => ({ status: 503 })
    for (const text of ['waits', 'behind it']) await r.say(text)
    await r.idle()
    expect(await r.client.subscriptions.health({ id })).toMatchObject({ waiting: 2, lastProblem: { code: 'answered', detail: '503' } })
  })

  test('standings: since when every attempt of each failed, until one succeeds or it is switched on anew', async () => {
    const { id } = await r.subscribe()
    const { id: other } = await r.subscribe({ name: 'never used', channels: ['off-topic'] })
    const failing = async () => (await r.client.subscriptions.standings()).map(({ subscriptionId, failingSince }) => [subscriptionId === id ? 'CI' : subscriptionId === other ? 'other' : '?', failingSince])
    expect(await failing()).toEqual([['CI', null], ['other', null]])
    r.receiver.answer = () => ({ status: 503 })
    await r.say('fails')
    await r.idle()
    const since = r.clock.now()
    await r.pass(10 * minute)
    expect(await failing()).toEqual([['CI', since], ['other', null]])
    r.receiver.answer = () => ({ status: 200 })
    await r.pass(hour)
    expect(await failing()).toEqual([['CI', null], ['other', null]])
    r.receiver.answer = () => ({ status: 503 })
    await r.say('fails again')
    await r.idle()
    for (const enabled of [false, true]) await r.client.subscriptions.update({ id, enabled })
    expect(await failing()).toEqual([['CI', null], ['other', null]])
  })

  test('request and answer up to 16 kB each', async () => {
    r.receiver.answer = () => ({ body: 'x'.repeat(40_000) })
    await r.client.settings.set({ key: 'messages.maxLength', value: 16_383 })
    const { id } = await r.subscribe()
    await r.say('ü'.repeat(16_383))
    await r.idle()
    const [delivery] = await r.deliveriesOf(id)
    const [attempt] = (await r.client.deliveries.show({ id: delivery!.id })).attemptList
    expect([attempt!.request.length, attempt!.response.length]).toEqual([16_385, 16_385])
    expect([attempt!.request.endsWith('ü…'), attempt!.response.endsWith('x…')]).toEqual([true, true])
    expect(r.texts()[0]).toHaveLength(16_383)
  })
})
