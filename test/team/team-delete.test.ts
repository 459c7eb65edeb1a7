/** Messages that are deleted right after they were said, or where the host cannot read: the host lets it happen, over a real team. */
import { afterEach, expect, test } from 'vitest'
import type { TestApp } from '../helpers/start-app.ts'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'

let team: TestTeam | undefined
afterEach(() => team?.stop())

const long = { timeout: 20_000, interval: 50 }
const textsOf = async ({ client }: TestApp, channel: string): Promise<string[]> => (await client.messages.list({ channel })).messages.map(({ text, deletedAt }) => (deletedAt === null ? text : 'deleted'))
const isQuiet = async ({ client }: TestApp): Promise<unknown> => [(await client.team.status()).waiting, await client.team.listRefused()]

test('in a conversation that the host’s person is not in', { timeout: 120_000 }, async () => {
  team = await startTeam()
  const [bob, carl] = [await team.join('bob'), await team.join('carl')]
  await expect.poll(async () => (await bob.client.people.list()).map(({ username }) => username), long).toContain('carl')
  await bob.client.messages.post({ channel: '@carl', text: 'keep' })
  const { id } = await bob.client.messages.post({ channel: '@carl', text: 'oops' })
  await expect.poll(() => textsOf(carl, '@bob'), long).toEqual(['keep', 'oops'])
  await bob.client.messages.delete({ messageId: id })
  await expect.poll(() => isQuiet(bob), long).toEqual([0, []])
  await expect.poll(() => textsOf(carl, '@bob'), long).not.toContain('oops')
  expect(await textsOf(bob, '@carl')).toEqual(await textsOf(carl, '@bob'))
})

test('said and deleted while the host is away', { timeout: 120_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const bob = await team.join('bob')
  await expect.poll(async () => (await bob.client.channels.list()).length, long).toBeGreaterThan(0)
  const { addresses } = await host.client.team.status()
  await host.client.team.stopHosting()
  await expect.poll(async () => (await bob.client.team.status()).link, long).toBe('offline')
  for (const number of [1, 2, 3, 4, 5]) {
    const { id } = await bob.client.messages.post({ channel: 'town-square', text: `oops ${number}` })
    await bob.client.messages.delete({ messageId: id })
  }
  await bob.client.messages.post({ channel: 'town-square', text: 'last' })
  await host.client.team.host({ addresses, port: Number(addresses[0]!.split(':').at(-1)) })
  await bob.client.team.reconnect()
  await expect.poll(() => textsOf(host, 'town-square'), long).toContain('last')
  await expect.poll(() => isQuiet(bob), long).toEqual([0, []])
  for (const one of [host, bob]) await expect.poll(async () => (await textsOf(one, 'town-square')).join(), long).not.toContain('oops')
})
