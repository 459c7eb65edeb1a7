/** Whose words the record of deliveries shows, and to whom: of channels that one is in, and of messages that are there. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { second, startRig, type Rig } from '../helpers/outgoing.ts'

let r: Rig
beforeEach(async () => {
  r = await startRig()
})
afterEach(() => r.stop())

const as = (username: string) => r.clientAs(r.app.findActor(username))
const target = () => ({ urls: [r.receiver.url], allow: [r.receiver.host] })
const inTables = (words: string) => r.app.ctx.reader.get<{ n: number }>("SELECT count(*) AS n FROM delivery_attempt WHERE request || response LIKE '%' || ? || '%'", words)?.n

test.each(['private', 'group'] as const)('an admin who is not in a %s channel manages its webhook and reads nothing of what was sent', async (type) => {
  await r.client.settings.set({ key: 'integrations.managedBy', value: 'members' })
  for (const username of ['mia', 'jim', 'tom']) await r.client.people.create({ username })
  await r.client.people.create({ username: 'ann', role: 'admin' })
  const channel = type === 'private' ? await as('mia').channels.create({ name: 'secret', private: true, members: ['jim'] }) : await as('mia').channels.openDirect({ usernames: ['jim', 'tom'] })
  const { subscription } = await as('mia').subscriptions.create({ name: 'CI', channels: [channel.id], ...target() })
  if (type === 'group') for (const username of ['jim', 'tom']) await as(username).subscriptions.giveConsent({ id: subscription.id, channel: channel.id })
  // The receiver repeats what it got.
  r.receiver.answer = ({ body }) => ({ status: 500, body })
  await r.say('between us', { channel: channel.id, as: 'jim' })
  await r.idle()
  const [delivery] = (await as('ann').deliveries.list({ subscriptionId: subscription.id })).deliveries
  const show = (username: string) => as(username).deliveries.show({ id: delivery!.id })
  expect(await show('ann')).toMatchObject({ state: 'retrying', lastStatus: 500, withheld: 'not_in_channel', attemptList: [{ number: 1, status: 500, request: '', response: '' }] })
  expect(await show('mia')).toMatchObject({ withheld: null, attemptList: [{ request: expect.stringContaining('between us') as string, response: expect.stringContaining('between us') as string }] })
})

test('a deleted message takes its words from the record, also what a receiver said to them; what is said of its deletion stays', async () => {
  const { id } = await r.subscribe({ format: 'standard-webhooks', events: ['posted', 'edited', 'deleted', 'reaction'] })
  r.receiver.answer = ({ body }) => ({ body: `I heard: ${body}` })
  const messageId = await r.say('the password is swordfish')
  await r.client.messages.react({ messageId, emoji: 'ship', on: true })
  await r.client.messages.edit({ messageId, text: 'it was swordfish' })
  const other = await r.say('hello')
  await r.idle()
  expect(inTables('swordfish')).toBe(3)
  await r.client.messages.delete({ messageId })
  await r.idle()
  expect([inTables('swordfish'), inTables('hello'), r.receiver.received.length]).toEqual([0, 1, 5])
  const shown = await Promise.all((await r.deliveriesOf(id)).map((delivery) => r.client.deliveries.show({ id: delivery.id })))
  expect(shown.map(({ event, messageId: of, withheld, attemptList }) => [event, of === other, withheld, attemptList[0]?.status, attemptList[0]?.request === ''])).toEqual([
    ['posted', false, 'message_deleted', 200, true],
    ['reaction', false, 'message_deleted', 200, true],
    ['edited', false, 'message_deleted', 200, true],
    ['posted', true, null, 200, false],
    ['deleted', false, null, 200, false],
  ])
})

test('deleted while the request is on its way, and between two attempts: nothing of it is noted', async () => {
  await r.subscribe()
  let messageId = await r.say('first swordfish')
  r.receiver.answer = async () => {
    await r.client.messages.delete({ messageId })
    return { status: 500, body: 'swordfish?' }
  }
  await r.idle()
  r.receiver.answer = () => ({ status: 500 })
  await r.pass(10 * second)
  messageId = await r.say('second swordfish')
  await r.idle()
  expect(inTables('swordfish')).toBe(1)
  await r.client.messages.delete({ messageId })
  await r.pass(10 * second)
  expect([inTables('swordfish'), r.receiver.received.length]).toEqual([0, 2])
})
