/** What Hookline tells somebody of a team by itself, over a real host: it stands on all their devices, and on nobody else's. */
import { afterEach, expect, test } from 'vitest'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'
import type { TestApp } from '../helpers/start-app.ts'

let team: TestTeam | undefined
afterEach(() => team?.stop())

const long = { timeout: 30_000, interval: 100 }
const told = async ({ client }: TestApp, name: string) => (await client.messages.list({ channel: `@${name}` }).catch(() => ({ messages: [] }))).messages.map(({ text, sending }) => ({ text, sending }))

test('an admin is told that a webhook lost its owner, and their team takes it', { timeout: 120_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const me = (await host.client.people.list())[0]!.username
  const bob = await team.join('bob')
  await expect.poll(async () => (await host.client.people.list()).map(({ username }) => username), long).toContain('bob')
  await host.client.people.setRole({ username: 'bob', role: 'admin' })
  await expect.poll(async () => (await bob.client.session.get()).me.role, long).toBe('admin')
  await bob.client.hooks.create({ channel: 'town-square', name: 'nightly' })
  await expect.poll(async () => (await host.client.hooks.list()).map(({ name }) => name), long).toContain('nightly')
  await host.client.people.setRole({ username: 'bob', role: 'guest' })
  await expect.poll(async () => (await host.client.team.status()).waiting, long).toBe(0)
  await expect.poll(() => told(host, me), long).toEqual([{ text: `@${me} “nightly” is paused: @bob, who owns it, is a guest now. Posts are refused until somebody takes over.`, sending: 'sent' }])
  expect(await told(bob, 'bob')).toEqual([])
})
