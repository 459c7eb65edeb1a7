/** A guest of a public channel, over a real host: reads and writes there, nowhere else, and hears nothing more once they are out. */
import { afterEach, expect, test } from 'vitest'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'
import type { TestApp } from '../helpers/start-app.ts'

let team: TestTeam | undefined
afterEach(() => team?.stop())

const long = { timeout: 20_000, interval: 50 }
const textsOf = async ({ client }: TestApp, channel: string): Promise<string[]> => (await client.messages.list({ channel })).messages.filter(({ type }) => type === 'message').map(({ text }) => text)
const channelsOf = async ({ client }: TestApp): Promise<string[]> => (await client.channels.list()).map(({ name }) => name).sort()

test('a guest reads the whole past of a public channel that they are in, writes there, and stops when they are out', { timeout: 120_000 }, async () => {
  team = await startTeam()
  const { host } = team
  await host.client.messages.post({ channel: 'town-square', text: 'before anybody' })
  const bob = await team.join('bob')
  await expect.poll(() => textsOf(bob, 'town-square'), long).toEqual(['before anybody'])
  await host.client.channels.create({ name: 'other' })
  await host.client.messages.post({ channel: 'other', text: 'not for guests' })
  await bob.client.messages.post({ channel: 'town-square', text: 'bob before the guest' })
  const { link } = await host.client.team.createInvite({ role: 'guest' })
  const gina = await team.join('gina', link)
  await expect.poll(async () => (await host.client.people.list()).map(({ username }) => username), long).toContain('gina')
  expect(await channelsOf(gina)).toEqual([])
  await host.client.messages.post({ channel: 'town-square', text: 'still without her' })

  await host.client.channels.addPeople({ channel: 'town-square', usernames: ['gina'] })
  const past = ['before anybody', 'bob before the guest', 'still without her']
  await expect.poll(() => textsOf(gina, 'town-square').catch(() => []), long).toEqual(past)
  await gina.client.messages.post({ channel: 'town-square', text: 'hello from gina' })
  await expect.poll(() => textsOf(bob, 'town-square'), long).toEqual([...past, 'hello from gina'])
  await bob.client.messages.post({ channel: 'town-square', text: 'welcome' })
  await expect.poll(() => textsOf(gina, 'town-square'), long).toEqual([...past, 'hello from gina', 'welcome'])
  expect((await gina.client.messages.list({ channel: 'town-square' })).messages.filter(({ type }) => type === 'message').every(({ endToEndEncrypted }) => endToEndEncrypted)).toBe(true)
  expect([await channelsOf(gina), await unopenedOf(gina), await unopenedOf(bob), await unopenedOf(host)]).toEqual([['town-square'], 0, 0, 0])

  await host.client.channels.removePerson({ channel: 'town-square', username: 'gina' })
  await expect.poll(() => channelsOf(gina), long).toEqual([])
  await host.client.messages.post({ channel: 'town-square', text: 'after her' })
  const carl = await team.join('carl')
  await expect.poll(() => textsOf(carl, 'town-square'), long).toEqual([...past, 'hello from gina', 'welcome', 'after her'])
  await host.client.channels.addPeople({ channel: 'other', usernames: ['gina'] })
  await expect.poll(() => textsOf(gina, 'other').catch(() => []), long).toEqual(['not for guests'])
  await expect(textsOf(gina, 'town-square')).rejects.toMatchObject({ code: expect.anything() as unknown })
})

async function unopenedOf({ client }: TestApp): Promise<number> {
  const channel = (await client.channels.list()).find(({ name }) => name === 'town-square')
  return channel ? (await client.team.listUnopened({ channelId: channel.id })).length : -1
}
