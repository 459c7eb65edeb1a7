/** A host and a member whose files are damaged by tests: how they are harmed, what both said, and how it is told that all is well again. */
import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../helpers/child.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'

const seed = Number(process.env['SEED'] ?? 2026)
const random = createRandom(seed)
const PAGE = 4096
export const long = { timeout: 60_000, interval: 50 }
export const patient = { timeout: 180_000 }

function overwrite(file: string, at: number, bytes: Buffer): void {
  const fd = openSync(file, 'r+')
  writeSync(fd, bytes, 0, bytes.length, at)
  closeSync(fd)
}

/** @returns what puts them back. */
export function keepFiles(paths: readonly string[]): () => void {
  const all = paths.map((path) => [path, readFileSync(path)] as const)
  return () => all.forEach(([path, bytes]) => writeFileSync(path, bytes))
}

const noise = (size: number): Buffer => Buffer.from(Array.from({ length: size }, () => random(0, 255)))
const makeNoise = (file: string, page: number): void => overwrite(file, (page - 1) * PAGE, noise(PAGE))
const pagesOf = (file: string): number => Math.floor(statSync(file).size / PAGE)

type Harm = [string, (file: string) => void]

export const harms: Harm[] = [
  ['gone', (file) => rmSync(file)],
  ['cut to nothing', (file) => truncateSync(file, 0)],
  ['torn in the middle', (file) => truncateSync(file, Math.floor(pagesOf(file) / 2) * PAGE + 100)],
  ['its first page noise', (file) => makeNoise(file, 1)],
  ['all of it noise', (file) => writeFileSync(file, noise(statSync(file).size))],
  ...Array.from({ length: process.env['SOAK'] ? 20 : 2 }, (_, number): Harm => [`a page of it noise (${number + 1})`, (file) => makeNoise(file, random(2, pagesOf(file)))]),
]

/** As they stand now: a restart makes another. */
export interface Damaged {
  team: TestTeam
  host: TestApp
  bob: TestApp
  say(one: TestApp, text: string): Promise<void>
  /** All say something, and everybody has it in one order. */
  expectAllWell(about: string): Promise<void>
}

/** Begins before the tests of a file and ends after them; to be called once. */
export function stageDamaged(): Damaged {
  let hook = ''
  const said: string[] = []

  async function say({ client }: TestApp, text: string): Promise<void> {
    await client.messages.post({ channel: 'town-square', text })
    said.push(text)
  }

  async function post(text: string): Promise<void> {
    expect((await sendJson(new URL(hook, t.host.app.listener.url()).href, { text })).status).toBe(200)
    said.push(text)
  }

  async function expectAllWell(about: string): Promise<void> {
    const { host, bob } = t
    // As “Try now” does: it waits up to half a minute by itself, longer with each case.
    await bob.client.team.reconnect()
    await say(bob, `bob after ${about}`)
    await say(host, `host after ${about}`)
    await post(`hook after ${about}`)
    for (const one of [host, bob]) await expect.poll(async () => (await textsOf(one)).sort(), { ...long, message: about }).toEqual([...said].sort())
    expect(await textsOf(bob)).toEqual(await textsOf(host))
    for (const one of [host, bob]) await expect.poll(() => statusOf(one), long).toMatchObject({ link: 'connected', problem: null, waiting: 0, twin: false })
    await expect.poll(async () => (await statusOf(bob)).code === (await statusOf(host)).code && (await statusOf(bob)).code !== '', long).toBe(true)
  }

  const t = { say, expectAllWell } as Damaged
  beforeAll(async () => {
    t.team = await startTeam()
    t.host = t.team.host
    hook = new URL((await t.host.makeHook({ rules: { perMinute: null, countRepeats: false } })).url).pathname
    t.bob = await t.team.join('bob')
    await say(t.host, 'first of the host')
    await post('first of the hook')
    await say(t.bob, 'first of bob')
  }, 120_000)
  afterAll(async () => {
    await t.bob.stop()
    await t.host.stop()
    await t.team.stop()
  })
  // Whoever joined a moment ago still asks the host for the keys of before.
  test('before anything is damaged', patient, () => expectAllWell('all came'))
  return t
}

export const textsOf = async ({ client }: TestApp): Promise<string[]> => (await client.messages.list({ channel: 'town-square', limit: 1000 })).messages.filter(({ type, sending }) => type !== 'system' && sending === 'sent').map(({ text }) => text)
export const statusOf = ({ client }: TestApp) => client.team.status()
export const devicesOf = async ({ client }: TestApp): Promise<string[]> => (await client.team.listDevices()).map(({ id }) => id).sort()
export const toldOf = ({ app }: TestApp, name: string): { kept: string; lost: { changes: number } | null }[] =>
  app.ctx.reader.all<{ props: string }>("SELECT props FROM message WHERE props LIKE '%\"notice\":\"repaired\"%'").map(({ props }) => JSON.parse(props) as { name: string; kept: string; lost: { changes: number } | null }).filter((one) => one.name === name)


export async function restart(one: TestApp, harm: () => void, listen: boolean): Promise<TestApp> {
  await one.stop()
  harm()
  return startApp({ dataFolder: one.dataFolder, listen })
}
