/** A host that was restored from an older backup: who has more than it says so, sends nothing into the other past, and goes on once the newest copy is back. */
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

const long = { timeout: 40_000, interval: 50 }
const textsOf = async ({ client }: TestApp): Promise<string[]> => (await client.messages.list({ channel: 'town-square' })).messages.filter(({ type }) => type === 'message').map(({ text }) => text)
const say = ({ client }: TestApp, text: string) => client.messages.post({ channel: 'town-square', text })
const isSetBack = async ({ client }: TestApp): Promise<boolean> => (await client.team.status()).setBack
const waiting = async ({ client }: TestApp): Promise<number> => (await client.team.status()).waiting

async function start(dataFolder: string): Promise<TestApp> {
  const app = await startApp({ dataFolder, listen: false })
  others.push(app)
  return app
}
const end = (app: TestApp): Promise<void> => (others.splice(others.indexOf(app), 1), app.stop())
function copy(from: string, to = makeDataFolder()): string {
  folders.push(to)
  rmSync(to, { recursive: true, force: true })
  cpSync(from, to, { recursive: true })
  return to
}

/** A host with bob and carl; what was said behind the backup is on bob's device alone. */
async function setBack(): Promise<{ host: TestApp; bob: TestApp; carlFolder: string; newest: string }> {
  team = await startTeam()
  const { dataFolder } = team.host
  const bob = await team.join('bob')
  const carl = await team.join('carl')
  await say(bob, 'before')
  await expect.poll(() => textsOf(carl), long).toEqual(['before'])
  await carl.stop()
  await team.host.stop()
  const backup = copy(dataFolder)
  const later = await start(dataFolder)
  for (const text of ['one', 'two']) await say(bob, text)
  await expect.poll(() => textsOf(later), long).toEqual(['before', 'one', 'two'])
  await expect.poll(() => waiting(bob), long).toBe(0)
  await end(later)
  const newest = copy(dataFolder)
  copy(backup, dataFolder)
  return { host: await start(dataFolder), bob, carlFolder: carl.dataFolder, newest }
}

test('who is there at once says so, also when the older log has outgrown what they knew, and sends nothing into it; with the newest copy all goes on', { timeout: 180_000 }, async () => {
  const { host, bob, newest } = await setBack()
  await expect.poll(() => isSetBack(bob), long).toBe(true)
  await expect.poll(() => isSetBack(host), long).toBe(true)
  await say(bob, 'waits')
  for (const text of ['other 1', 'other 2', 'other 3', 'other 4']) await say(host, text)
  await new Promise((resolve) => setTimeout(resolve, 4000))
  expect([await textsOf(host), await waiting(bob), await isSetBack(bob)]).toEqual([['before', 'other 1', 'other 2', 'other 3', 'other 4'], 1, true])
  expect(await textsOf(bob)).toEqual(['before', 'one', 'two', 'waits'])
  await end(host)
  copy(newest, host.dataFolder)
  const mended = await start(host.dataFolder)
  await expect.poll(() => textsOf(mended), long).toEqual(['before', 'one', 'two', 'waits'])
  await expect.poll(() => isSetBack(bob), long).toBe(false)
  // Its own word comes back to it a moment later.
  await expect.poll(() => waiting(bob), long).toBe(0)
  expect(await isSetBack(mended)).toBe(false)
})

test('who was away meanwhile finds another past behind a log that is longer by then, and does not go on in it; who had no more than the backup does', { timeout: 180_000 }, async () => {
  const { host, bob, carlFolder } = await setBack()
  await bob.stop()
  for (const text of ['other 1', 'other 2', 'other 3', 'other 4']) await say(host, text)
  const carl = await start(carlFolder)
  await expect.poll(() => textsOf(carl), long).toEqual(['before', 'other 1', 'other 2', 'other 3', 'other 4'])
  const again = await start(bob.dataFolder)
  await expect.poll(() => isSetBack(again), long).toBe(true)
  await say(again, 'waits')
  await new Promise((resolve) => setTimeout(resolve, 3000))
  expect([await textsOf(again), await waiting(again)]).toEqual([['before', 'one', 'two', 'waits'], 1])
  expect([(await textsOf(carl)).at(-1), await isSetBack(carl)]).toEqual(['other 4', false])
})
