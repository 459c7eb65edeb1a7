/** Who must agree before anything of a channel is sent, over real HTTP: nothing leaves without it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startReceiver } from '../helpers/receiver.ts'
import { startRig, type Rig } from '../helpers/outgoing.ts'

let r: Rig
beforeEach(async () => {
  r = await startRig()
  await r.client.settings.set({ key: 'integrations.managedBy', value: 'members' })
  for (const username of ['mia', 'jim']) await r.client.people.create({ username })
  await r.client.people.create({ username: 'ann', role: 'admin' })
})
afterEach(() => r.stop())

const as = (username: string) => r.clientAs(r.app.findActor(username))
const sent = async (): Promise<string[]> => {
  await r.idle()
  return r.texts()
}
const target = () => ({ urls: [r.receiver.url], allow: [r.receiver.host] })

test('in a public channel a member’s own is not enough, an admin’s is', async () => {
  const { subscription } = await as('mia').subscriptions.create({ name: 'CI', channels: ['town-square'], ...target() })
  await r.say('before')
  expect(await sent()).toEqual([])
  await expect(as('mia').subscriptions.giveConsent({ id: subscription.id, channel: 'town-square' })).rejects.toMatchObject({ data: { code: 'forbidden' } })
  expect(await as('jim').subscriptions.listening({ channel: 'town-square' })).toMatchObject([{ name: 'CI', owner: 'mia', allowed: false, hosts: [r.receiver.host], events: ['posted'], consents: [] }])
  await as('ann').subscriptions.giveConsent({ id: subscription.id, channel: 'town-square' })
  await r.say('after')
  expect(await sent()).toEqual(['after'])
  expect(await as('jim').subscriptions.listening({ channel: 'town-square' })).toMatchObject([{ allowed: true, consents: [{ person: 'ann', hosts: [r.receiver.host], events: ['posted'] }] }])
  const lines = (await r.client.messages.list({ channel: 'town-square' })).messages.filter(({ props }) => props['system'] === 'listening')
  expect(lines).toMatchObject([{ author: 'ann', text: expect.stringContaining(r.receiver.host) as string }])
})

test('in a private channel a member with the right agrees for it; who is not in it learns nothing', async () => {
  await as('mia').channels.create({ name: 'secret', private: true, members: ['jim'] })
  await as('mia').subscriptions.create({ name: 'CI', channels: ['secret'], ...target() })
  await r.say('private', { channel: 'secret', as: 'jim' })
  expect(await sent()).toEqual(['private'])
  await expect(as('ann').subscriptions.listening({ channel: 'secret' })).rejects.toMatchObject({ data: { code: 'not_found' } })
})

describe('in a conversation', () => {
  test('everybody agrees, and one withdrawal stops it', async () => {
    await r.client.channels.openDirect({ usernames: ['mia', 'jim'] })
    const group = (await r.client.channels.list()).find(({ type }) => type === 'group')!
    const { subscription } = await as('mia').subscriptions.create({ name: 'CI', channels: [group.id], ...target() })
    await r.say('one', { channel: group.id })
    await r.client.subscriptions.giveConsent({ id: subscription.id, channel: group.id })
    await r.say('two', { channel: group.id })
    expect(await sent()).toEqual([])
    expect((await r.client.subscriptions.listening({ channel: group.id }))[0]).toMatchObject({ allowed: false, missing: ['jim'] })
    await as('jim').subscriptions.giveConsent({ id: subscription.id, channel: group.id })
    await r.say('three', { channel: group.id })
    expect(await sent()).toEqual(['three'])
    await r.client.subscriptions.withdrawConsent({ id: subscription.id, channel: group.id })
    await r.say('four', { channel: group.id })
    expect(await sent()).toEqual(['three'])
    // Nobody takes back what another gave.
    expect((await as('jim').subscriptions.listening({ channel: group.id }))[0]?.consents.map(({ person }) => person).sort()).toEqual(['jim', 'mia'])
  })

  test('it is not sent on when the owner is the only one who agreed', async () => {
    await r.client.channels.openDirect({ usernames: ['jim'] })
    await r.subscribe({ channels: ['@jim'] })
    await r.say('hello', { channel: '@jim' })
    expect(await sent()).toEqual([])
  })
})

test.each([
  // The first has a Cyrillic о, the third a soft hyphen.
  ['https://h\u{43e}oks.slack.com/services/T1', 'xn--hoks-55d.slack.com'],
  ['https://b%75ild.example/a?b=%20', 'build.example'],
  ['https://bu\u{ad}ild.example', 'build.example'],
  ['http://134744072:80/a', '8.8.8.8'],
])('people agree to the host that is connected to, however %s is written', async (url, host) => {
  await r.client.channels.openDirect({ usernames: ['jim'] })
  const { id, urls } = await r.subscribe({ channels: ['@jim'], urls: [url] })
  const [asking] = await as('jim').subscriptions.listening({ channel: '@lena.fischer' })
  expect([asking?.hosts, new URL(urls[0]!).host, new URL(urls[0]!).href]).toEqual([[host], host, new URL(url).href])
  // Said again it is the same address, and nothing is asked anew.
  await as('jim').subscriptions.giveConsent({ id, channel: '@lena.fischer' })
  expect((await r.client.subscriptions.update({ id, urls: [url] })).urls).toEqual(urls)
  await expect(r.client.subscriptions.update({ id, urls: [url, urls[0]!] })).rejects.toMatchObject({ data: { message: 'The same address is there twice.' } })
  expect((await as('jim').subscriptions.listening({ channel: '@lena.fischer' }))[0]).toMatchObject({ allowed: true })
})

test('a new host and a new event ask anew', async () => {
  const other = await startReceiver()
  const { subscription } = await as('mia').subscriptions.create({ name: 'CI', channels: ['town-square'], ...target() })
  const agree = () => as('ann').subscriptions.giveConsent({ id: subscription.id, channel: 'town-square' })
  await agree()
  await as('mia').subscriptions.update({ id: subscription.id, urls: [r.receiver.url, other.url], allow: [r.receiver.host, other.host] })
  expect((await as('jim').subscriptions.listening({ channel: 'town-square' }))[0]).toMatchObject({ allowed: false, sendsTo: [r.receiver.host] })
  await r.say('one')
  expect([await sent(), other.received.length]).toEqual([['one'], 0])
  await agree()
  await r.say('two')
  expect([await sent(), other.received.length]).toEqual([['one', 'two'], 1])
  await as('mia').subscriptions.update({ id: subscription.id, events: ['posted', 'deleted'] })
  const id = await r.say('three')
  await r.client.messages.delete({ messageId: id })
  await r.idle()
  expect(r.receiver.received.map(({ headers }) => headers['x-hookline-event'])).not.toContain('deleted')
  await agree()
  await r.client.messages.delete({ messageId: await r.say('four') })
  await r.idle()
  expect(r.receiver.received.map(({ headers }) => headers['x-hookline-event'])).toContain('deleted')
  await other.stop()
})

test('one for all public channels hears those that its owner, an admin, joins later; a member’s asks', async () => {
  const word = { when: 'first-word', words: ['deploy'] } as const
  await as('jim').channels.create({ name: 'quay' })
  const every = { name: 'all', trigger: { when: word.when, words: [...word.words] }, ...target() }
  await as('ann').subscriptions.create(every)
  await r.say('deploy 1', { channel: 'quay', as: 'jim' })
  expect(await sent()).toEqual([])
  await as('ann').channels.join({ channel: 'quay' })
  await r.say('deploy 2', { channel: 'quay', as: 'jim' })
  expect(await sent()).toEqual(['deploy 2'])
  const { subscription } = await as('mia').subscriptions.create({ ...every, name: 'of mia' })
  await as('mia').channels.join({ channel: 'quay' })
  await r.say('deploy 3', { channel: 'quay', as: 'jim' })
  expect(await sent()).toEqual(['deploy 2', 'deploy 3'])
  await as('ann').subscriptions.giveConsent({ id: subscription.id, channel: 'quay' })
  await r.say('deploy 4', { channel: 'quay', as: 'jim' })
  expect((await sent()).filter((text) => text === 'deploy 4')).toHaveLength(2)
})
