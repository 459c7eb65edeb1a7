/** A restored backup, over a real host: two devices with the same keys; one stops and says so in words, and the code to compare is the same for all who are in step. */
import { cpSync, rmSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'

let team: TestTeam | undefined
const others: TestApp[] = []
const folders: string[] = []
afterEach(async () => {
  for (const app of others.splice(0)) await app.stop()
  await team?.stop()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const textsOf = async ({ client }: TestApp): Promise<string[]> => (await client.messages.list({ channel: 'town-square' })).messages.filter(({ type }) => type === 'message').map(({ text }) => text)
const long = { timeout: 40_000, interval: 50 }

test('the code is the same on all devices of the workspace, and another one once somebody came', { timeout: 60_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const bob = await team.join('bob')
  const codes = async () => Promise.all([host, bob].map(async ({ client }) => (await client.team.status()).code))
  await expect.poll(async () => new Set(await codes()).size, long).toBe(1)
  const [before] = await codes()
  expect(before).toMatch(/^\d{5}( \d{5}){5}$/)
  await team.join('carl')
  await expect.poll(async () => (await codes()).every((code) => code !== before) && new Set(await codes()).size, long).toBe(1)
})

test('of two copies of a device one stops and says so', { timeout: 120_000 }, async () => {
  team = await startTeam()
  const bob = await team.join('bob')
  await expect.poll(async () => (await bob.client.team.status()).code, long).not.toBe('')
  const copy = makeDataFolder()
  folders.push(copy)
  await bob.stop()
  cpSync(bob.dataFolder, copy, { recursive: true })
  const both = [await startApp({ dataFolder: bob.dataFolder, listen: false }), await startApp({ dataFolder: copy, listen: false })]
  others.push(...both)
  const [here, there] = both as [TestApp, TestApp]
  const twinOf = async ({ client }: TestApp): Promise<boolean> => (await client.team.status()).twin
  await here.client.messages.post({ channel: 'town-square', text: 'from here' })
  await expect.poll(() => textsOf(there), long).toEqual(['from here'])
  // What was said before it said anything itself may be its own.
  expect([await twinOf(here), await twinOf(there)]).toEqual([false, false])
  await there.client.messages.post({ channel: 'town-square', text: 'from there' })
  await expect.poll(() => twinOf(here), long).toBe(true)
  await here.client.messages.post({ channel: 'town-square', text: 'stays here' })
  await there.client.messages.post({ channel: 'town-square', text: 'goes on' })
  await expect.poll(() => textsOf(team!.host), long).toEqual(['from here', 'from there', 'goes on'])
  expect([await twinOf(there), (await here.client.team.status()).waiting]).toEqual([false, 1])
})
