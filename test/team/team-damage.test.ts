/** The two files of a team damaged: cut, noise, gone, single pages. A device stays who it was, the host's relay is made whole from what is elsewhere, and who cannot go on says why. */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRandom } from '../helpers/child.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'

const seed = Number(process.env['SEED'] ?? 2026)
const random = createRandom(seed)
const PAGE = 4096
const long = { timeout: 60_000, interval: 50 }
const patient = { timeout: 180_000 }

function overwrite(file: string, at: number, bytes: Buffer): void {
  const fd = openSync(file, 'r+')
  writeSync(fd, bytes, 0, bytes.length, at)
  closeSync(fd)
}

/** @returns what puts them back. */
function keepFiles(paths: readonly string[]): () => void {
  const all = paths.map((path) => [path, readFileSync(path)] as const)
  return () => all.forEach(([path, bytes]) => writeFileSync(path, bytes))
}

const noise = (size: number): Buffer => Buffer.from(Array.from({ length: size }, () => random(0, 255)))
const makeNoise = (file: string, page: number): void => overwrite(file, (page - 1) * PAGE, noise(PAGE))
const pagesOf = (file: string): number => Math.floor(statSync(file).size / PAGE)

const harms: [string, (file: string) => void][] = [
  ['gone', (file) => rmSync(file)],
  ['cut to nothing', (file) => truncateSync(file, 0)],
  ['torn in the middle', (file) => truncateSync(file, Math.floor(pagesOf(file) / 2) * PAGE + 100)],
  ['its first page noise', (file) => makeNoise(file, 1)],
  ['all of it noise', (file) => writeFileSync(file, noise(statSync(file).size))],
  ...Array.from({ length: process.env['SOAK'] ? 20 : 2 }, (_, number): [string, (file: string) => void] => [`a page of it noise (${number + 1})`, (file) => makeNoise(file, random(2, pagesOf(file)))]),
]

let team: TestTeam
let [host, bob] = [] as unknown as [TestApp, TestApp]
let hook = ''
const said: string[] = []
beforeAll(async () => {
  team = await startTeam()
  host = team.host
  hook = new URL((await host.makeHook({ rules: { perMinute: null, countRepeats: false } })).url).pathname
  bob = await team.join('bob')
  await say(host, 'first of the host')
  await post('first of the hook')
  await say(bob, 'first of bob')
}, 120_000)
afterAll(async () => {
  await bob.stop()
  await host.stop()
  await team.stop()
})

async function say({ client }: TestApp, text: string): Promise<void> {
  await client.messages.post({ channel: 'town-square', text })
  said.push(text)
}

async function post(text: string): Promise<void> {
  expect((await sendJson(new URL(hook, host.app.listener.url()).href, { text })).status).toBe(200)
  said.push(text)
}

const textsOf = async ({ client }: TestApp): Promise<string[]> => (await client.messages.list({ channel: 'town-square', limit: 1000 })).messages.filter(({ type, sending }) => type !== 'system' && sending === 'sent').map(({ text }) => text)
const statusOf = ({ client }: TestApp) => client.team.status()
const devicesOf = async ({ client }: TestApp): Promise<string[]> => (await client.team.listDevices()).map(({ id }) => id).sort()
const toldOf = ({ app }: TestApp, name: string): { kept: string; lost: { changes: number } | null }[] =>
  app.ctx.reader.all<{ props: string }>("SELECT props FROM message WHERE props LIKE '%\"notice\":\"repaired\"%'").map(({ props }) => JSON.parse(props) as { name: string; kept: string; lost: { changes: number } | null }).filter((one) => one.name === name)

/** All say something, and everybody has it in one order. */
async function expectAllWell(about: string): Promise<void> {
  await say(bob, `bob after ${about}`)
  await say(host, `host after ${about}`)
  await post(`hook after ${about}`)
  for (const one of [host, bob]) await expect.poll(async () => (await textsOf(one)).sort(), { ...long, message: about }).toEqual([...said].sort())
  expect(await textsOf(bob)).toEqual(await textsOf(host))
  for (const one of [host, bob]) await expect.poll(() => statusOf(one), long).toMatchObject({ link: 'connected', problem: null, waiting: 0, twin: false })
  await expect.poll(async () => (await statusOf(bob)).code === (await statusOf(host)).code && (await statusOf(bob)).code !== '', long).toBe(true)
}

async function restart(one: TestApp, harm: () => void, listen: boolean): Promise<TestApp> {
  await one.stop()
  harm()
  return startApp({ dataFolder: one.dataFolder, listen })
}

describe('sync.db of a member', () => {
  test.each(harms)('%s: it is who it was, and nothing is lost', patient, async (name, harm) => {
    const before = await devicesOf(host)
    const told = toldOf(bob, 'sync.db').length
    bob = await restart(bob, () => harm(join(bob.dataFolder, 'sync.db')), false)
    await expectAllWell(name)
    expect(await devicesOf(host)).toEqual(before)
    await expect.poll(() => toldOf(bob, 'sync.db').length, long).toBe(told + 1)
    if (name !== 'gone') expect(existsSync(join(bob.dataFolder, toldOf(bob, 'sync.db').at(-1)!.kept, 'sync.db'))).toBe(true)
  })

  test('one byte of its own key: it is taken from the copy', patient, async () => {
    const told = toldOf(bob, 'sync.db').length
    bob = await restart(bob, () => {
      const file = join(bob.dataFolder, 'sync.db')
      const db = new Database(file)
      db.prepare("UPDATE secret SET sealed = zeroblob(length(sealed)) WHERE name = 'device'").run()
      db.close()
    }, false)
    await expectAllWell('a wrong key')
    await expect.poll(() => toldOf(bob, 'sync.db').length, long).toBe(told + 1)
  })
})

describe('sync.db of the host', () => {
  test.each(harms.slice(0, 5))('%s: the workspace is the same, and nothing is lost', patient, async (name, harm) => {
    host = await restart(host, () => harm(join(host.dataFolder, 'sync.db')), true)
    await expectAllWell(`host, ${name}`)
  })
})

describe('relay.db of the host', () => {
  test.each(harms)('%s: all go on, positions are given once, and what is gone is told', patient, async (name, harm) => {
    const told = toldOf(host, 'relay.db').length
    host = await restart(host, () => harm(join(host.dataFolder, 'relay.db')), true)
    await expectAllWell(`the relay, ${name}`)
    await expect.poll(() => toldOf(host, 'relay.db').length, long).toBe(told + 1)
  })

  test('who joins then reads what the webhooks posted, also of before', patient, async () => {
    const carl = await team.join('carl', (await host.client.team.createInvite({})).link)
    await expect.poll(() => textsOf(carl), long).toEqual(expect.arrayContaining(['first of the hook', 'hook after gone']))
    await say(carl, 'first of carl')
    await expectAllWell('carl came')
  })
})

describe('without anything that says who it is', () => {
  test('a member starts, keeps what it has readable, and says what to do; files come back and it goes on', patient, async () => {
    const here = await textsOf(bob)
    await bob.stop()
    const [file, copy] = ['sync.db', 'sync.db-identity'].map((name) => join(bob.dataFolder, name)) as [string, string]
    const kept = keepFiles([file, copy])
    rmSync(file)
    rmSync(copy)
    bob = await startApp({ dataFolder: bob.dataFolder, listen: false })
    await expect.poll(() => statusOf(bob), long).toMatchObject({ mode: 'member', link: 'offline', problem: expect.stringMatching(/keys of this device are gone.*Put both from a backup back/) as string })
    expect(await textsOf(bob)).toEqual(here)
    expect(readdirSync(bob.dataFolder).filter((name) => name.startsWith('sync.db'))).toEqual([])
    await bob.stop()
    kept()
    bob = await startApp({ dataFolder: bob.dataFolder, listen: false })
    await expectAllWell('its keys came back')
  })

  test('a host whose data file is gone says where a copy is, and makes no new workspace', patient, async () => {
    await host.stop()
    const kept = keepFiles(['hookline.db', 'hookline.db-wal'].map((name) => join(host.dataFolder, name)).filter(existsSync))
    for (const name of ['hookline.db', 'hookline.db-wal', 'hookline.db-shm']) rmSync(join(host.dataFolder, name), { force: true })
    await expect(startApp({ dataFolder: host.dataFolder, listen: false })).rejects.toThrow(/hookline.db is gone.*Put it back/)
    expect(existsSync(join(host.dataFolder, 'hookline.db'))).toBe(false)
    kept()
    host = await startApp({ dataFolder: host.dataFolder })
    await expectAllWell('its data came back')
  })
})
