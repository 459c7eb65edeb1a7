/** Two people who begin their conversation at the same time, over a real host, offline and online: it is one, and no word of it is lost. */
import { afterEach, expect, test } from 'vitest'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'
import type { TestApp } from '../helpers/start-app.ts'

let team: TestTeam | undefined
afterEach(() => team?.stop())

const long = { timeout: 20_000, interval: 50 }
const directsOf = async ({ client }: TestApp) => (await client.channels.list()).filter(({ type }) => type === 'direct')
const textsOf = async ({ client }: TestApp, other: string): Promise<string[]> => (await client.messages.list({ channel: `@${other}` })).messages.map(({ text }) => text)

test('begun by both while the host is away, it becomes one', { timeout: 120_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const [bob, carl] = [await team.join('bob'), await team.join('carl')]
  await expect.poll(async () => (await bob.client.people.list()).map(({ username }) => username), long).toContain('carl')
  const { addresses } = await host.client.team.status()
  await host.client.team.stopHosting()
  for (const one of [bob, carl]) await expect.poll(async () => (await one.client.team.status()).link, long).toBe('offline')
  await bob.client.messages.post({ channel: '@carl', text: 'bob 1' })
  await carl.client.messages.post({ channel: '@bob', text: 'carl 1' })
  await carl.client.messages.post({ channel: '@bob', text: 'carl 2' })
  await bob.client.messages.post({ channel: '@carl', text: 'bob 2' })
  await host.client.team.host({ addresses, port: Number(addresses[0]!.split(':').at(-1)) })
  for (const one of [bob, carl]) await one.client.team.reconnect()
  await expect.poll(async () => (await textsOf(bob, 'carl')).sort(), long).toEqual(['bob 1', 'bob 2', 'carl 1', 'carl 2'])
  await expect.poll(async () => await textsOf(carl, 'bob'), long).toEqual(await textsOf(bob, 'carl'))
  await bob.client.messages.post({ channel: '@carl', text: 'and on' })
  await expect.poll(async () => (await textsOf(carl, 'bob')).at(-1), long).toBe('and on')
  for (const one of [bob, carl]) expect([(await directsOf(one)).length, await one.client.team.listRefused(), (await one.client.team.status()).waiting]).toEqual([1, [], 0])
  const [[ofBob], [ofCarl]] = [await directsOf(bob), await directsOf(carl)]
  expect([ofBob?.id, ofBob?.name]).toEqual([ofCarl?.id, ofCarl?.name])
  expect((await host.client.channels.list()).filter(({ type }) => type === 'direct')).toEqual([])
})

test('begun by both at once, the host being one of them', { timeout: 120_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const bob = await team.join('bob')
  const me = (await host.client.people.list()).find(({ role }) => role === 'owner')!.username
  await expect.poll(async () => (await host.client.people.list()).map(({ username }) => username), long).toContain('bob')
  await Promise.all([host.client.messages.post({ channel: '@bob', text: 'from the host' }), bob.client.messages.post({ channel: `@${me}`, text: 'from bob' })])
  await expect.poll(async () => (await textsOf(host, 'bob')).sort(), long).toEqual(['from bob', 'from the host'])
  await expect.poll(() => textsOf(bob, me), long).toEqual(await textsOf(host, 'bob'))
  for (const one of [host, bob]) expect([(await directsOf(one)).length, await one.client.team.listRefused()]).toEqual([1, []])
})
