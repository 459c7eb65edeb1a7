/** A host and five members, each a real process with real sockets and a clock of its own: whatever happens to them, all end with the same messages in the same order. `SOAK=1` and `SEED` go on for longer. */
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createRandom } from '../helpers/child.ts'
import { findFreePort } from '../helpers/free-port.ts'
import { allDeeds, live, say, type Said, type World } from './moments.ts'
import { findWords, makeStation, removeAll, startWorldClock, textsOf, type Station } from './team-processes.ts'

const isLong = process.env['SOAK'] === '1'
const seed = Number(process.env['SEED'] ?? 2026)
/** Of the long form; the short one does each thing once. */
const moments = Number(process.env['MOMENTS'] ?? 400)
const HOUR = 3_600_000
const patient = { timeout: isLong ? 180_000 : 60_000, interval: 50 }

const clock = startWorldClock()
const stations: Station[] = []
afterAll(async () => {
  await removeAll(stations)
  clock.remove()
})

const canaries = Array.from({ length: 100 }, (_, number) => `canary-${number}-${(number * 7919 + 13).toString(36)}x`)

test(`random moments of six processes, seed ${seed}: one order for all, everybody reads what they may and nothing else, the host's relay and the logs hold no member's word`, { timeout: isLong ? 3_600_000 : 300_000 }, async () => {
  const random = createRandom(seed)
  const world = await begin(random)
  const plan = isLong ? Array<undefined>(moments).fill(undefined) : allDeeds(random).flatMap((name) => [name, 'say'])
  for (const name of plan) await live(world, name)
  for (const station of [...world.here, ...world.removed]) {
    if (!station.isUp()) await station.start()
    station.line?.heal()
  }
  while (world.said.length < canaries.length || world.said.at(-1)!.text !== canaries.at(-1)) {
    if (canaries.every((word) => world.said.some(({ text }) => text === word))) break
    await say(world, world.here[world.said.length % world.here.length]!)
  }
  for (const { client } of world.here) await client().team.reconnect()
  await expectAgreement(world, 'town-square', world.here, world.said)
  await expectAgreement(world, 'board', world.here.filter(({ name }) => name === world.host.name || world.onBoard.has(name)), world.board)
  await expectNoMoreThanTheyMay(world)
  await expectLateInviteRefused(world)
  for (const station of stations) await station.stop('SIGTERM')
  expectNoWordOutside(world)
  if (isLong) console.log(JSON.stringify({ seed, said: world.said.length, board: world.board.length, daysPassed: Math.round((clock.now() - Date.now()) / HOUR / 24), ...world.counts }))
})

let lateLink = ''

async function begin(random: World['random']): Promise<World> {
  const port = await findFreePort()
  const add = async (name: string, options: Parameters<typeof makeStation>[1]): Promise<Station> => {
    const station = await makeStation(name, options)
    stations.push(station)
    return station
  }
  const host = await add('ann', { args: ['--host', `127.0.0.1:${port}`], env: clock.env(0) })
  // Clocks of devices decide nothing: some are days behind.
  const stationOptions = () => ({ hostPort: port, env: clock.env(random(-72, 12) * HOUR) })
  await host.start()
  const { link } = await host.client().team.createInvite({ uses: 5 })
  lateLink = (await host.client().team.createInvite({ expiresAt: Math.ceil((clock.now() + HOUR) / 1000) * 1000 })).link
  const members: Station[] = []
  for (const name of ['bob', 'carl', 'dora', 'emil', 'fay']) members.push(await add(name, stationOptions()))
  await Promise.all(members.map((member) => member.join(link)))
  await Promise.all(members.map((member) => member.start()))
  await host.client().channels.create({ name: 'board', private: true, members: ['bob', 'carl'] })
  const { addresses } = await host.client().hooks.create({ channel: 'town-square', name: 'ci', dialects: ['slack'] })
  let next = 0
  const said: Said[] = []
  const here = [host, ...members]
  return {
    random,
    clock,
    host,
    here,
    removed: [],
    said,
    board: [],
    onBoard: new Set(['bob', 'carl']),
    notFor: new Map(members.map(({ name }) => [name, []])),
    counts: {},
    stationOptions,
    onStation: (station) => void stations.push(station),
    nextText: () => canaries[next++] ?? `more-${next}`,
    hookPath: new URL(addresses[0]!.url).pathname,
  }
}

/** What the removed said last may have been refused; everything else is there, once, in one order. */
async function expectAgreement({ host, removed }: World, channel: string, readers: readonly Station[], said: readonly Said[]): Promise<void> {
  const gone = new Set(removed.map(({ name }) => name))
  const certain = said.filter(({ by }) => !gone.has(by)).map(({ text }) => text).sort()
  const doubtful = new Set(said.filter(({ by }) => gone.has(by)).map(({ text }) => text))
  for (const { client } of readers) await expect.poll(async () => (await textsOf(client(), channel)).filter((text) => !doubtful.has(text)).sort(), patient).toEqual(certain)
  const first = await textsOf(host.client(), channel)
  expect(new Set(first).size).toBe(first.length)
  expect(first.filter((text) => !doubtful.has(text)).sort()).toEqual(certain)
  for (const { client } of readers) await expect.poll(() => textsOf(client(), channel), patient).toEqual(first)
  for (const { client } of readers) {
    const { id } = (await client().channels.list()).find(({ name }) => name === channel)!
    await expect.poll(() => client().team.listUnopened({ channelId: id }), patient).toEqual([])
  }
}

async function expectNoMoreThanTheyMay({ here, host, removed, onBoard, notFor }: World): Promise<void> {
  for (const { name, client } of here.filter((one) => one !== host && !onBoard.has(one.name))) await expect(textsOf(client(), 'board'), name).rejects.toThrow('There is no channel')
  for (const { client } of removed) await expect.poll(() => client().team.status(), patient).toMatchObject({ link: 'refused', problem: expect.stringContaining('removed') as string })
  // Not on the screen, and in no file of theirs either.
  for (const { name, dataFolder } of [...here, ...removed].filter((one) => one !== host)) expect(findWords(dataFolder, notFor.get(name) ?? []), name).toEqual([])
}

async function expectLateInviteRefused({ stationOptions }: World): Promise<void> {
  const late = await makeStation('otto', stationOptions())
  stations.push(late)
  await expect(late.join(lateLink)).rejects.toThrow(/expired/)
}

function expectNoWordOutside({ host, said }: World): void {
  const isRelay = (path: string): boolean => /relay\.db|relay-files/.test(path)
  expect(findWords(host.dataFolder, canaries, isRelay)).toEqual([])
  // What a hook posted is found there: the look itself works.
  expect(findWords(host.dataFolder, said.flatMap(({ text }) => (text.startsWith('by a hook') ? [text] : [])).slice(0, 1), isRelay)).not.toEqual([])
  for (const { dataFolder, printed } of stations) {
    expect(findWords(dataFolder, canaries, (path) => path.startsWith(join(dataFolder, 'hookline.log')))).toEqual([])
    expect(canaries.filter((word) => printed().includes(word))).toEqual([])
  }
}
