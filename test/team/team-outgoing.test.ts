/** Outgoing webhooks of a team: everybody who manages some sees them all, and their whole addresses, headers and secrets stay on the device that sends. */
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '#server/clock.ts'
import { startReceiver } from '../helpers/receiver.ts'
import type { TestApp } from '../helpers/start-app.ts'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'

let team: TestTeam | undefined
afterEach(() => team?.stop())

const soon = { timeout: 20_000, interval: 50 }

/** The host, and an admin on a computer of her own. */
async function startWithAdmin(): Promise<{ host: TestApp; mara: TestApp }> {
  team = await startTeam()
  const { host } = team
  const mara = await team.join('mara')
  await host.client.people.setRole({ username: 'mara', role: 'admin' })
  await expect.poll(async () => (await mara.client.session.get()).me.role, soon).toBe('admin')
  return { host, mara }
}

test('one of another device is listed and shown without its addresses and headers, beside one of this device', { timeout: 90_000 }, async () => {
  const { host, mara } = await startWithAdmin()
  const fields = { channels: ['town-square'], headers: { 'X-Key': 'of nobody else' } }
  await host.client.subscriptions.create({ ...fields, name: 'of the host', urls: ['http://wiki.example/a'] })
  const { subscription } = await mara.client.subscriptions.create({ ...fields, name: 'of mara', urls: ['http://build.example/services/secret-part'] })
  const seenBy = async ({ client }: typeof host) => (await client.subscriptions.list()).map(({ name, urls, hosts, headers, owner }) => ({ name, urls, hosts, headers, owner }))
  const headers = { 'X-Key': 'of nobody else' }
  await expect.poll(() => seenBy(host), soon).toEqual([
    { name: 'of mara', urls: [], hosts: ['build.example'], headers: {}, owner: 'mara' },
    { name: 'of the host', urls: ['http://wiki.example/a'], hosts: ['wiki.example'], headers, owner: 'lena.fischer' },
  ])
  expect(await host.client.subscriptions.show({ id: subscription.id })).toMatchObject({ name: 'of mara', urls: [] })
  await expect.poll(() => seenBy(mara), soon).toMatchObject([{ name: 'of mara', urls: ['http://build.example/services/secret-part'] }, { name: 'of the host', urls: [], headers: {} }])
  // Nor can it be changed there, or be given secrets that nobody would sign with.
  const refusal = { data: { code: 'conflict', message: 'This outgoing webhook lives on another device, and its addresses and secrets are kept only there. Change it on that device.' } }
  await expect(host.client.subscriptions.update({ id: subscription.id, enabled: false, name: 'new' })).rejects.toMatchObject(refusal)
  await expect(host.client.subscriptions.regenerate({ id: subscription.id, overlapMs: 0 })).rejects.toMatchObject(refusal)
  expect(await mara.client.subscriptions.show({ id: subscription.id })).toMatchObject({ enabled: true, homeDevice: subscription.homeDevice })
})

test('it is switched off and on again from another device: what waits there is dropped, and then it sends', { timeout: 90_000 }, async () => {
  const { host, mara } = await startWithAdmin()
  const receiver = await startReceiver()
  try {
    receiver.answer = () => ({ status: 503 })
    const { subscription } = await mara.client.subscriptions.create({ name: 'of mara', channels: ['town-square'], urls: [receiver.url], allow: [receiver.host] })
    const { id } = subscription
    const states = async () => (await mara.client.deliveries.list({ subscriptionId: id })).deliveries.map(({ state, lastProblem }) => [state, lastProblem?.code])
    const isOn = ({ client }: typeof host) => client.subscriptions.show({ id }).then(({ enabled }) => enabled, () => undefined)
    await mara.client.messages.post({ channel: 'town-square', text: 'nobody took it' })
    await expect.poll(async () => (await states()).map(([state]) => state), soon).toEqual(['retrying'])
    await expect.poll(() => isOn(host), soon).toBe(true)
    expect(await host.client.subscriptions.update({ id, enabled: false })).toMatchObject({ enabled: false, homeDevice: subscription.homeDevice, hosts: subscription.hosts, channels: [{ name: 'town-square' }] })
    await expect.poll(() => isOn(mara), soon).toBe(false)
    expect(await states()).toEqual([['dropped', 'webhook_off']])
    await mara.client.messages.post({ channel: 'town-square', text: 'while it was off' })
    // It is heard of when it has its place, which the switch must not overtake.
    await expect.poll(async () => (await mara.client.team.status()).waiting, soon).toBe(0)
    receiver.answer = () => ({})
    await host.client.subscriptions.update({ id, enabled: true })
    await expect.poll(() => isOn(mara), soon).toBe(true)
    await mara.client.messages.post({ channel: 'town-square', text: 'on again' })
    await expect.poll(async () => (await states())[0], soon).toEqual(['delivered', undefined])
    expect(receiver.received.map(({ body }) => (JSON.parse(body) as { text: string }).text)).toEqual(['nobody took it', 'on again'])
    expect((await mara.client.subscriptions.show({ id })).urls).toEqual([receiver.url])
  } finally {
    await receiver.stop()
  }
})

test('a member whose clock is hours ahead holds nothing up: what they say is sent at once, and what comes after it', { timeout: 90_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const aheadMs = 3 * 3_600_000
  const mara = await team.join('mara', undefined, { ...systemClock, now: () => Date.now() + aheadMs })
  const receiver = await startReceiver()
  try {
    await host.client.subscriptions.create({ name: 'of the host', channels: ['town-square'], urls: [receiver.url], allow: [receiver.host] })
    await mara.client.messages.post({ channel: 'town-square', text: 'from the future' })
    await expect.poll(async () => (await host.client.messages.list({ channel: 'town-square' })).messages.at(-1)?.text, soon).toBe('from the future')
    await host.client.messages.post({ channel: 'town-square', text: 'behind it' })
    await expect.poll(() => receiver.received.map(({ body }) => (JSON.parse(body) as { text: string }).text), soon).toEqual(['from the future', 'behind it'])
  } finally {
    await receiver.stop()
  }
})
