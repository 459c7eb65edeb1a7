/** Messages that are deleted right after they were said, or where the host cannot read: the host lets it happen, over a real team. */
import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { HookId } from '#shared/contract/ids.ts'
import { sendJson } from '../helpers/post.ts'
import type { TestApp } from '../helpers/start-app.ts'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'
import { upload } from '../helpers/upload.ts'

let team: TestTeam | undefined
afterEach(() => team?.stop())

const long = { timeout: 20_000, interval: 50 }
const textsOf = async ({ client }: TestApp, channel: string): Promise<string[]> => (await client.messages.list({ channel })).messages.map(({ text, deletedAt }) => (deletedAt === null ? text : 'deleted'))
const isQuiet = async ({ client }: TestApp): Promise<unknown> => [(await client.team.status()).waiting, await client.team.listRefused()]

/** Stops hosting. @returns what begins it again */
async function leave({ host }: TestTeam, bob: TestApp): Promise<() => Promise<void>> {
  await expect.poll(async () => (await bob.client.channels.list()).length, long).toBeGreaterThan(0)
  const { addresses } = await host.client.team.status()
  await host.client.team.stopHosting()
  await expect.poll(async () => (await bob.client.team.status()).link, long).toBe('offline')
  return async () => {
    await host.client.team.host({ addresses, port: Number(addresses[0]!.split(':').at(-1)) })
    await bob.client.team.reconnect()
  }
}

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
  const comeBack = await leave(team, bob)
  for (const number of [1, 2, 3, 4, 5]) {
    const { id } = await bob.client.messages.post({ channel: 'town-square', text: `oops ${number}` })
    await bob.client.messages.delete({ messageId: id })
  }
  await bob.client.messages.post({ channel: 'town-square', text: 'last' })
  await comeBack()
  await expect.poll(() => textsOf(host, 'town-square'), long).toContain('last')
  await expect.poll(() => isQuiet(bob), long).toEqual([0, []])
  for (const one of [host, bob]) await expect.poll(async () => (await textsOf(one, 'town-square')).join(), long).not.toContain('oops')
})

test('a message whose file was swept meanwhile holds back nothing behind it', { timeout: 120_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const bob = await team.join('bob')
  const comeBack = await leave(team, bob)
  const file = await upload(bob.client, { name: 'plan.bin', bytes: randomBytes(300_000) })
  const { id } = await bob.client.messages.post({ channel: 'town-square', text: 'the plan', fileIds: [file.id] })
  await bob.client.messages.delete({ messageId: id })
  // As the sweep does it a day later.
  for (const name of readdirSync(join(bob.dataFolder, 'files'), { recursive: true, encoding: 'utf8' })) if (/[0-9a-f]{64}$/.test(name)) rmSync(join(bob.dataFolder, 'files', name))
  await bob.client.messages.post({ channel: 'town-square', text: 'later' })
  await comeBack()
  await expect.poll(() => textsOf(host, 'town-square'), long).toEqual(['later'])
  expect((await bob.client.team.listRefused()).map(({ reason }) => reason)).toContain('This file is not on this device any more.')
  await expect.poll(async () => (await bob.client.team.status()).waiting, long).toBe(0)
})

test('a webhook of somebody else takes back what it posted from the computer that it lives on', { timeout: 120_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const [bob, carl] = [await team.join('bob'), await team.join('carl')]
  await host.client.settings.set({ key: 'integrations.managedBy', value: 'members' })
  await expect.poll(async () => (await bob.client.settings.list()).find(({ key }) => key === 'integrations.managedBy')?.value, long).toBe('members')
  const { url, hookId } = await bob.makeHook()
  await expect.poll(async () => (await host.client.hooks.list()).map(({ id }) => id), long).toContain(hookId)
  await host.client.hooks.update({ id: hookId as HookId, owner: 'carl' })
  await expect.poll(async () => (await bob.client.hooks.list()).length, long).toBe(0)
  const posted = await sendJson(url, { text: 'firing' })
  await sendJson(url, { text: 'stays' })
  await expect.poll(() => textsOf(host, 'town-square'), long).toEqual(['firing', 'stays'])
  const answer = await fetch(`${url}/messages/${String(posted.headers['x-hookline-message-id'])}`, { method: 'DELETE' })
  expect(answer.headers.get('x-hookline-reason')).toBe('deleted')
  for (const one of [host, bob, carl]) await expect.poll(() => textsOf(one, 'town-square'), long).toEqual(['stays'])
  await expect.poll(() => isQuiet(bob), long).toEqual([0, []])
  const dora = await team.join('dora')
  await expect.poll(() => textsOf(dora, 'town-square'), long).toEqual(['stays'])
  const town = (await dora.client.channels.list()).find(({ name }) => name === 'town-square')!
  expect(await dora.client.team.listUnopened({ channelId: town.id })).toEqual([])
})
