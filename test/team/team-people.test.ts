/** People of a team over a real host: who was removed comes back as who they were, and the owner hands the workspace over. */
import { afterEach, expect, test } from 'vitest'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'
import type { TestApp } from '../helpers/start-app.ts'

let team: TestTeam | undefined
afterEach(() => team?.stop())

const long = { timeout: 30_000, interval: 100 }
const said = async ({ client }: TestApp, channel: string): Promise<string[]> => (await client.messages.list({ channel })).messages.filter(({ type }) => type === 'message').map(({ username, text }) => `${username}: ${text}`)
const roleOf = async ({ client }: TestApp, name: string) => (await client.people.list()).find(({ username }) => username === name)?.role

test('a person who was removed comes back as the same one, with what they wrote and their conversations', { timeout: 180_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const me = (await host.client.people.list())[0]!.username
  const bob = await team.join('bob')
  await bob.client.messages.post({ channel: 'town-square', text: 'before' })
  await bob.client.messages.post({ channel: `@${me}`, text: 'between us' })
  await expect.poll(() => said(host, '@bob').catch(() => []), long).toEqual(['bob: between us'])
  await expect.poll(() => said(host, 'town-square'), long).toEqual(['bob: before'])
  await host.client.team.removePerson({ username: 'bob' })
  const [gone, ...more] = await host.client.team.listRemoved()
  expect([gone?.username, more]).toEqual(['bob', []])
  const { link } = await host.client.team.createInvite({ personId: gone!.id, role: 'admin' })
  const back = await team.join('somebody', link)
  await expect.poll(() => roleOf(host, 'bob'), long).toBe('admin')
  expect([await host.client.team.listRemoved(), (await back.client.people.list()).map(({ username }) => username).sort()]).toEqual([[], ['bob', me].sort()])
  await expect.poll(() => said(back, 'town-square'), long).toEqual(['bob: before'])
  await expect.poll(() => said(back, `@${me}`).catch(() => []), long).toEqual(['bob: between us'])
  await back.client.messages.post({ channel: `@${me}`, text: 'again' })
  await expect.poll(() => said(host, '@bob'), long).toEqual(['bob: between us', 'bob: again'])
})

test('the owner hands the workspace over: the other one is it on all devices, and hands it back', { timeout: 180_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const me = (await host.client.people.list())[0]!.username
  const [bob, carl] = [await team.join('bob'), await team.join('carl')]
  await expect.poll(() => roleOf(host, 'carl'), long).toBe('member')
  await expect(bob.client.team.handOver({ username: 'bob' })).rejects.toMatchObject({ data: { code: 'forbidden' } })
  expect(await host.client.team.handOver({ username: 'bob' })).toMatchObject({ username: 'bob', role: 'owner' })
  for (const one of [bob, carl]) await expect.poll(async () => [await roleOf(one, 'bob'), await roleOf(one, me)], long).toEqual(['owner', 'admin'])
  await expect(host.client.team.handOver({ username: 'carl' })).rejects.toMatchObject({ data: { code: 'forbidden' } })
  await bob.client.team.handOver({ username: me })
  for (const one of [host, carl]) await expect.poll(async () => [await roleOf(one, 'bob'), await roleOf(one, me)], long).toEqual(['admin', 'owner'])
})
