/** What keeps a team in step meets a fault on the host: a write that its disk refuses, and a thread that ends. Everybody goes on without a restart. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { afterEach, expect, test, vi } from 'vitest'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'
import type { TestApp } from '../helpers/start-app.ts'

let team: TestTeam | undefined
afterEach(async () => {
  vi.restoreAllMocks()
  await team?.stop()
})

/** A thread rests ten seconds before it is started again, and whoever lost its host asks less and less often meanwhile. */
const long = { timeout: 60_000, interval: 50 }
const statusOf = async ({ client }: TestApp) => client.team.status()
const namesOf = async ({ client }: TestApp): Promise<string[]> => (await client.channels.list()).map(({ name }) => name)
const textsOf = async ({ client }: TestApp): Promise<string[]> => (await client.messages.list({ channel: 'town-square' })).messages.map(({ text }) => text)
const well = { link: 'connected', problem: null, waiting: 0 }

test('one write that the host’s disk refuses ends nothing but a connection', { timeout: 120_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const bob = await team.join('bob')
  await expect.poll(() => statusOf(bob), long).toMatchObject(well)
  const file = new Database(join(host.dataFolder, 'sync.db'))
  file.exec("CREATE TRIGGER no BEFORE INSERT ON fact BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END")
  const ended = vi.fn()
  const post = Worker.prototype.postMessage
  vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker, ...args) {
    if (!this.listeners('exit').includes(ended)) this.on('exit', ended)
    return post.apply(this, args)
  })
  await bob.client.channels.create({ name: 'fresh' })
  await expect.poll(async () => (await statusOf(bob)).link, long).not.toBe('connected')
  file.exec('DROP TRIGGER no')
  file.close()
  await expect.poll(() => namesOf(host), long).toContain('fresh')
  for (const one of [host, bob]) await expect.poll(() => statusOf(one), long).toMatchObject(well)
  expect(ended).not.toHaveBeenCalled()
})

test('a thread that ends by itself is started again', { timeout: 240_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const bob = await team.join('bob')
  await expect.poll(() => statusOf(bob), long).toMatchObject(well)
  const post = Worker.prototype.postMessage
  let wasEnded = false
  vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker, ...args) {
    const isCall = typeof args[0] === 'object' && args[0] !== null && 'call' in args[0]
    if (wasEnded || !isCall) return post.apply(this, args)
    wasEnded = true
    // No call and no answer: it ends there as with a mistake of ours.
    post.call(this, null)
  })
  await host.client.messages.post({ channel: 'town-square', text: 'from the host' })
  await expect.poll(() => statusOf(host), long).toMatchObject({ link: 'offline', problem: expect.stringMatching(/starts again by itself/) })
  expect(wasEnded).toBe(true)
  await bob.client.messages.post({ channel: 'town-square', text: 'from bob' })
  for (const one of [host, bob]) {
    await expect.poll(() => textsOf(one).then((texts) => texts.sort()), long).toEqual(['from bob', 'from the host'])
    await expect.poll(() => statusOf(one), long).toMatchObject(well)
  }
})
