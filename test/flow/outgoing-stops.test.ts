/** What ends or holds back deliveries: pauses, switches, deletion, withdrawn rights; and how long they stay on record. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '#shared/contract/delivery.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import { hour, minute, second, startRig, textOf, type Rig } from '../helpers/outgoing.ts'

let r: Rig
beforeEach(async () => {
  r = await startRig()
})
afterEach(() => r.stop())

const day = 24 * hour
/** Messages to the owner themselves. */
const told = async () => (await r.client.messages.list({ channel: '@lena.fischer' }).catch(() => ({ messages: [] }))).messages

describe('a pause', () => {
  test('five days of only failures: the owner is told once, what happens waits, and switching it on sends it', async () => {
    r.receiver.answer = () => ({ status: 500 })
    const events: AppEvent[] = []
    r.app.ctx.events.subscribe(({ event }) => void events.push(event))
    const { id } = await r.subscribe({ channels: ['town-square', 'off-topic'] })
    for (let days = 0; days < 5; days += 1) {
      for (const channel of ['town-square', 'off-topic']) await r.say(`day ${days}`, { channel })
      await r.pass(day - minute)
      expect((await r.client.subscriptions.show({ id })).paused).toBeNull()
      expect(await told()).toEqual([])
    }
    for (const channel of ['town-square', 'off-topic']) await r.say('day 5', { channel })
    await r.pass(3 * day)
    expect((await r.client.subscriptions.show({ id })).paused).toBe('failing')
    const messages = await told()
    expect(messages).toMatchObject([{ type: 'webhook', bot: true, username: 'Hookline', author: 'lena.fischer', text: expect.stringContaining('“CI” is paused. Nothing could be delivered for five days.') as string }])
    expect((await r.client.unreads.get()).channels.find(({ channelId }) => channelId === messages[0]!.channelId)).toMatchObject({ unread: 1, mentions: 1 })
    expect(events.filter(({ name }) => name === 'subscription.changed').length).toBeGreaterThanOrEqual(2)

    const before = r.receiver.received.length
    await r.say('while paused')
    await r.pass(day)
    expect(r.receiver.received).toHaveLength(before)
    expect((await r.deliveriesOf(id)).at(-1)).toMatchObject({ state: 'paused', attempts: 0 })
    await expect(r.client.deliveries.redeliver({ id: (await r.deliveriesOf(id)).at(-1)!.id })).rejects.toMatchObject({ data: { code: 'conflict' } })
    r.receiver.answer = () => ({})
    await r.client.subscriptions.update({ id, enabled: true })
    await r.idle()
    expect(r.texts()).toContain('while paused')
    expect((await r.client.subscriptions.show({ id })).paused).toBeNull()
    expect(await told()).toHaveLength(1)
  })

  test('one success in between begins the five days anew', async () => {
    r.receiver.answer = (request) => (textOf(request) === 'good' ? {} : { status: 404 })
    const { id } = await r.subscribe()
    for (let days = 0; days < 8; days += 1) {
      await r.say(days === 3 ? 'good' : 'bad')
      await r.pass(day)
    }
    expect([(await r.client.subscriptions.show({ id })).paused, await told()]).toEqual([null, []])
  })

  test('a computer that slept for a week has not tried for a week', async () => {
    r.receiver.answer = () => ({ status: 500 })
    const { id } = await r.subscribe()
    const paused = async () => (await r.client.subscriptions.show({ id })).paused
    await r.say('before the holidays')
    await r.pass(minute)
    r.clock.sleep(7 * day)
    await r.pass(hour)
    expect(r.receiver.received.length).toBeGreaterThan(2)
    expect([await paused(), await told()]).toEqual([null, []])
    await r.say('still not there')
    // Its retries reach into the third day on which something was tried.
    await r.pass(2 * day)
    expect([await paused(), (await told()).length]).toEqual(['failing', 1])
  })

  test('410 pauses at once', async () => {
    r.receiver.answer = () => ({ status: 410 })
    const { id } = await r.subscribe()
    await r.say('one')
    await r.say('two')
    await r.pass(day)
    expect(r.texts()).toEqual(['one'])
    expect(await r.deliveriesOf(id)).toMatchObject([{ state: 'failed', lastStatus: 410 }, { state: 'paused' }])
    expect((await r.client.subscriptions.show({ id })).paused).toBe('receiver_gone')
    expect(await told()).toMatchObject([{ text: expect.stringContaining('gone for good (410)') as string, props: { notice: 'paused', reason: 'receiver_gone', name: 'CI' } }])
  })
})

describe('a switch', () => {
  test('off for all: what happens meanwhile is not kept, what waited goes on afterwards', async () => {
    r.receiver.answer = () => ({ status: r.receiver.received.length === 1 ? 500 : 200 })
    await r.subscribe()
    await r.say('waits')
    await r.idle()
    await r.client.settings.set({ key: 'integrations.outgoingEnabled', value: false })
    await r.say('unheard')
    await r.pass(hour)
    expect(r.texts()).toEqual(['waits'])
    await r.client.settings.set({ key: 'integrations.outgoingEnabled', value: true })
    await r.idle()
    await r.say('heard')
    await r.idle()
    expect(r.texts()).toEqual(['waits', 'waits', 'heard'])
  })

  test.each(['disable', 'delete'] as const)('%s drops what waits', async (what) => {
    r.receiver.answer = () => ({ status: 500 })
    const { id } = await r.subscribe()
    await r.say('first')
    await r.say('second')
    await r.idle()
    const before = await r.deliveriesOf(id)
    await (what === 'disable' ? r.client.subscriptions.update({ id, enabled: false }) : r.client.subscriptions.delete({ id }))
    await r.pass(day)
    expect(r.texts()).toEqual(['first'])
    const states = r.app.ctx.reader.all<{ state: string }>('SELECT state FROM delivery')
    expect([before.length, states]).toEqual([2, [{ state: 'dropped' }, { state: 'dropped' }]])
    if (what === 'delete') return
    expect((await r.deliveriesOf(id))[1]).toMatchObject({ lastProblem: { code: 'webhook_off', detail: '' } })
    await expect(r.client.deliveries.redeliver({ id: before[0]!.id })).rejects.toMatchObject({ data: { code: 'conflict' } })
  })

  test.each(['disable', 'delete'] as const)('%s while a request is on its way: it is not tried again', async (what) => {
    const { id } = await r.subscribe()
    r.receiver.answer = async () => {
      await (what === 'disable' ? r.client.subscriptions.update({ id, enabled: false }) : r.client.subscriptions.delete({ id }))
      return { status: 500 }
    }
    await r.say('first')
    await r.pass(2 * day)
    expect(r.texts()).toEqual(['first'])
    expect(r.app.ctx.reader.all<{ state: string; due_at: number | null }>('SELECT state, due_at FROM delivery')).toEqual([{ state: 'dropped', due_at: null }])
  })
})

describe('between two attempts', () => {
  test.each<[string, () => Promise<unknown>, Problem]>([
    ['the message is deleted', async () => r.client.messages.delete({ messageId: (await r.client.messages.list({ channel: 'desk' })).messages.find(({ text }) => text === 'first')!.id }), { code: 'message_deleted', detail: '' }],
    ['the owner leaves the channel', () => r.client.channels.leave({ channel: 'desk' }), { code: 'owner_left', detail: 'lena.fischer' }],
    ['the consent is taken back', async () => r.client.subscriptions.withdrawConsent({ id: (await r.client.subscriptions.list())[0]!.id, channel: 'desk' }), { code: 'consent_withdrawn', detail: '' }],
    ['the channel is taken off', async () => r.client.subscriptions.update({ id: (await r.client.subscriptions.list())[0]!.id, channels: ['town-square'] }), { code: 'channel_removed', detail: '' }],
    ['the kind of event is taken off', async () => r.client.subscriptions.update({ id: (await r.client.subscriptions.list())[0]!.id, events: ['edited'] }), { code: 'event_removed', detail: '' }],
  ])('%s: it is dropped', async (_, act, problem) => {
    await r.client.channels.create({ name: 'desk' })
    r.receiver.answer = () => ({ status: 500 })
    const { id } = await r.subscribe({ channels: ['desk'] })
    await r.say('first', { channel: 'desk' })
    await r.idle()
    await act()
    await r.pass(minute)
    expect(r.texts()).toEqual(['first'])
    expect((await r.deliveriesOf(id))[0]).toMatchObject({ state: 'dropped', attempts: 1, lastProblem: problem })
  })

  test.each([
    [['posted'], ['first', 'put right']],
    [['posted', 'edited'], ['first', 'first', 'put right']],
  ] as const)('the message is edited: a webhook that tells of %j tells what it says, each time once', async (events, texts) => {
    r.receiver.answer = () => ({ status: r.receiver.received.length === 1 ? 500 : 200 })
    const { id } = await r.subscribe({ events: [...events] })
    const messageId = await r.say('first')
    await r.idle()
    await r.client.messages.edit({ messageId, text: 'put right' })
    await r.pass(minute)
    expect(r.texts()).toEqual(texts)
    expect(new Set((await r.deliveriesOf(id)).map(({ state }) => state))).toEqual(new Set(['delivered']))
  })

  test.each<[string, Parameters<Rig['subscribe']>[0], string]>([
    ['a channel', { channels: ['desk'] }, 'channel_removed'],
    ['a kind of event', { events: ['edited'] }, 'event_removed'],
  ])('%s is taken off: what waits of it is over at once, also what is tried again in hours', async (_, change, code) => {
    await r.client.channels.create({ name: 'desk' })
    r.receiver.answer = () => ({ status: 500 })
    const { id } = await r.subscribe({ channels: ['desk', 'town-square'], events: ['posted', 'edited'] })
    const first = await r.say('parked')
    await r.pass(10 * minute)
    for (const text of ['retried', 'behind it']) await r.say(text)
    await r.client.messages.edit({ messageId: first, text: 'parked and edited' })
    await r.idle()
    const states = async () => (await r.deliveriesOf(id)).map(({ state, event, lastProblem }) => [event, state, lastProblem?.code])
    expect((await states()).map(([, state]) => state)).toEqual(['parked', 'retrying', 'queued', 'queued'])
    r.receiver.answer = () => ({})
    await r.client.subscriptions.update({ id, ...change })
    const dropped = ['posted', 'dropped', code]
    const edit = code === 'channel_removed' ? ['edited', 'dropped', code] : ['edited', 'delivered', undefined]
    await r.idle()
    expect(await states()).toEqual([dropped, dropped, dropped, edit])
    expect((await r.client.subscriptions.health({ id })).waiting).toBe(0)
  })

  test('the format is changed to one without words for it: a reaction is never sent as a message', async () => {
    r.receiver.answer = ({ headers }) => ({ status: headers['x-hookline-event'] === 'posted' ? 200 : 500 })
    const { id } = await r.subscribe({ format: 'standard-webhooks', events: ['posted', 'reaction'] })
    const messageId = await r.say('first')
    await r.client.messages.react({ messageId, emoji: 'ship', on: true })
    await r.idle()
    await r.client.subscriptions.update({ id, format: 'kommo-v1', events: ['posted'] })
    r.receiver.answer = () => ({})
    await r.say('second')
    await r.pass(minute)
    expect(r.receiver.received.map(({ headers }) => headers['x-hookline-event'])).toEqual(['posted', 'reaction', 'posted'])
    expect(await r.deliveriesOf(id)).toMatchObject([{ state: 'delivered' }, { state: 'dropped', lastProblem: { code: 'event_removed' } }, { state: 'delivered' }])
  })

  test('the address is corrected: what waits goes to the new one, and what failed can be sent there again', async () => {
    r.receiver.answer = ({ path }) => ({ status: path === '/right' ? 200 : textStatus() })
    let status = 404
    const textStatus = () => status
    const { id } = await r.subscribe({ urls: [`http://${r.receiver.host}/wrong?key=1`] })
    await r.say('failed')
    await r.idle()
    status = 500
    await r.say('waits')
    await r.idle()
    expect((await r.deliveriesOf(id)).map(({ url, state }) => [url, state])).toEqual([[`http://${r.receiver.host}/wrong`, 'failed'], [`http://${r.receiver.host}/wrong`, 'retrying']])
    await r.client.subscriptions.update({ id, urls: [`http://${r.receiver.host}/right`] })
    await r.pass(10 * second)
    expect(await r.client.deliveries.redeliverFailed({ subscriptionId: id, since: 0 })).toEqual({ count: 1 })
    await r.idle()
    expect(r.receiver.received.map(({ path }) => path)).toEqual(['/wrong?key=1', '/wrong?key=1', '/right', '/right'])
    // What was sent again successfully is not sent a third time.
    expect(await r.client.deliveries.redeliverFailed({ subscriptionId: id, since: 0 })).toEqual({ count: 0 })
  })
})

describe('the owner is removed from the workspace', () => {
  const answers = { nothing: { status: 204 }, text: { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"text":"pong"}' }, gone: { status: 410 } }
  /** A conversation of three that is listened to on behalf of one of them; people leave no conversation. */
  const listenAs = async (username: string) => {
    for (const person of [username, 'ann']) await r.client.people.create({ username: person, role: 'admin' })
    const owner = r.clientAs(r.app.findActor(username))
    const { id: channel } = await owner.channels.openDirect({ usernames: ['lena.fischer', 'ann'] })
    const { subscription } = await owner.subscriptions.create({ name: 'S', channels: [channel], urls: [r.receiver.url], allow: [r.receiver.host] })
    for (const person of ['lena.fischer', 'ann']) await r.clientAs(r.app.findActor(person)).subscriptions.giveConsent({ id: subscription.id, channel })
    return { id: subscription.id, channel }
  }

  test('no more is sent from a conversation, and what waits is dropped', async () => {
    r.receiver.answer = () => ({ status: 500 })
    const { id, channel } = await listenAs('gone')
    await r.say('waits', { channel })
    await r.idle()
    await r.client.team.removePerson({ username: 'gone' })
    await r.say('secret words', { channel })
    await r.pass(hour)
    expect(r.texts()).toEqual(['waits'])
    expect(await r.deliveriesOf(id)).toMatchObject([{ state: 'dropped', attempts: 1, lastProblem: { code: 'owner_left', detail: 'gone' } }])
  })

  test.each(['nothing', 'text', 'gone'] as const)('while a request is on its way that is answered with %s: it is noted, and made once', async (kind) => {
    const { id, channel } = await listenAs('gone')
    r.receiver.answer = async () => {
      await r.client.team.removePerson({ username: 'gone' })
      return answers[kind]
    }
    await r.say('one', { channel })
    await r.idle()
    await r.pass(hour)
    expect(r.texts()).toEqual(['one'])
    expect(await r.deliveriesOf(id)).toMatchObject([{ state: kind === 'gone' ? 'failed' : 'delivered', attempts: 1 }])
    expect((await r.client.messages.list({ channel })).messages.at(-1)?.text).toBe('one')
  })
})

test('one of its channels is archived, or its owner left it: the other settings can be saved all the same, and neither can be chosen anew', async () => {
  const [old, left] = [await r.client.channels.create({ name: 'old' }), await r.client.channels.create({ name: 'left' })]
  const { id, channels } = await r.subscribe({ channels: ['old', 'left', 'town-square'] })
  await r.client.channels.archive({ channel: 'old' })
  await r.client.channels.leave({ channel: 'left' })
  const saved = await r.client.subscriptions.update({ id, name: 'renamed', channels: channels.map((channel) => channel.id) })
  expect([saved.name, saved.channels.map(({ name }) => name)]).toEqual(['renamed', ['old', 'left', 'town-square']])
  await r.client.subscriptions.update({ id, channels: ['town-square'] })
  for (const channel of [old, left]) await expect(r.client.subscriptions.update({ id, channels: ['town-square', channel.id] })).rejects.toMatchObject({ data: { field: 'channels' } })
})

test('what failed again after it was redelivered is sent once more, not twice', async () => {
  r.receiver.answer = () => ({ status: 404 })
  const { id } = await r.subscribe()
  await r.say('one')
  await r.idle()
  for (const expected of [1, 1]) {
    expect(await r.client.deliveries.redeliverFailed({ subscriptionId: id, since: 0 })).toEqual({ count: expected })
    await r.idle()
  }
  r.receiver.answer = () => ({})
  expect(await r.client.deliveries.redeliverFailed({ subscriptionId: id, since: 0 })).toEqual({ count: 1 })
  await r.idle()
  expect(await r.client.deliveries.redeliverFailed({ subscriptionId: id, since: 0 })).toEqual({ count: 0 })
  expect(r.texts()).toHaveLength(4)
})

test('on record for as long and as many as the settings say; what is not over stays', async () => {
  const { id } = await r.subscribe({ channels: ['town-square', 'off-topic'] })
  await r.client.settings.set({ key: 'deliveries.keepDays', value: 2 })
  await r.client.settings.set({ key: 'deliveries.keepPerHook', value: 5 })
  r.receiver.answer = (request) => ({ status: textOf(request) === 'waits' ? 500 : 200 })
  await r.say('waits', { channel: 'off-topic' })
  for (let number = 0; number < 8; number += 1) await r.say(`${number}`)
  await r.pass(hour + minute)
  await expect.poll(async () => (await r.deliveriesOf(id)).length).toBe(6)
  expect((await r.deliveriesOf(id)).map(({ state }) => state)).toEqual(['parked', ...Array<string>(5).fill('delivered')])
  await r.client.settings.set({ key: 'deliveries.keepPerHook', value: 1000 })
  await r.pass(30 * hour)
  expect(await r.deliveriesOf(id)).toHaveLength(6)
  await r.pass(20 * hour)
  // Cleaning takes its own time; it begins anew each simulated hour.
  const statesAnHourLater = async () => {
    await r.pass(hour)
    return (await r.deliveriesOf(id)).map(({ state }) => state)
  }
  await expect.poll(statesAnHourLater).toEqual(['failed'])
  expect(r.app.ctx.reader.get('SELECT count(DISTINCT delivery_id) AS n FROM delivery_attempt')).toEqual({ n: 1 })
})
