/** A host and five members, each a real process with real sockets: whatever happens to them, all end with the same messages in the same order. `SOAK=1` and `SEED` go on for longer. */
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createRandom } from '../helpers/child.ts'
import { findWords, freePort, joinWith, makeStation, removeAll, textsOf, type Station } from './team-processes.ts'

const seed = Number(process.env['SEED'] ?? 2026)
const steps = process.env['SOAK'] ? 400 : 40
const names = ['bob', 'carl', 'dora', 'emil', 'fay']
const stations: Station[] = []
afterAll(() => removeAll(stations))

const long = { timeout: 60_000, interval: 100 }
const canaries = Array.from({ length: 100 }, (_, number) => `canary-${number}-${(number * 7919 + 13).toString(36)}x`)

test(`${steps} random moments, seed ${seed}: one order for all, everybody reads what they may, the host's relay holds no member's word`, { timeout: process.env['SOAK'] ? 1_800_000 : 300_000 }, async () => {
  const random = createRandom(seed)
  const port = await freePort()
  const host = makeStation('ann', ['--host', `127.0.0.1:${port}`])
  stations.push(host)
  await host.start()
  await host.client().messages.post({ channel: 'town-square', text: canaries[0]! })
  const { link } = await host.client().team.createInvite({ uses: 10 })
  for (const name of names) {
    const station = makeStation(name)
    stations.push(station)
    await joinWith(station, link, name)
    await station.start()
  }
  const said = [canaries[0]!]
  let next = 1
  const say = async (station: Station): Promise<void> => {
    const text = next < canaries.length ? canaries[next]! : `more ${next}`
    next += 1
    await station.client().messages.post({ channel: 'town-square', text })
    said.push(text)
  }
  await host.client().channels.create({ name: 'board', private: true, members: ['bob'] })
  for (let step = 0; step < steps; step += 1) {
    const station = stations[random(0, stations.length - 1)]!
    const dice = random(0, 9)
    if (!station.isUp()) await station.start()
    else if (dice === 0) await station.stop('SIGKILL')
    else if (dice === 1) await station.stop('SIGTERM')
    else if (dice === 2 && station === host) await host.client().messages.post({ channel: 'board', text: `board ${step}` })
    else await say(station)
  }
  for (const station of stations) if (!station.isUp()) await station.start()
  const expected = [...said].sort()
  for (const station of stations) await expect.poll(async () => (await textsOf(station.client(), 'town-square')).sort(), long).toEqual(expected)
  const [first, ...others] = await Promise.all(stations.map((station) => textsOf(station.client(), 'town-square')))
  for (const other of others) expect(other).toEqual(first)

  const boardTexts = await textsOf(host.client(), 'board')
  await expect.poll(() => textsOf(stations[1]!.client(), 'board'), long).toEqual(boardTexts)
  for (const station of stations.slice(2)) await expect(textsOf(station.client(), 'board')).rejects.toMatchObject({ code: expect.anything() as unknown })
  const unopened = await Promise.all(stations.map(async (station) => (await station.client().team.listUnopened({ channelId: (await station.client().channels.list()).find(({ name }) => name === 'town-square')!.id })).length))
  expect(unopened).toEqual(stations.map(() => 0))

  await removeStations()
  expect(findWords(host.dataFolder, canaries, (path) => path.includes('relay.db'))).toEqual([])
  expect(stations.flatMap(({ dataFolder }) => findWords(join(dataFolder, 'logs'), canaries, () => true))).toEqual([])

  async function removeStations(): Promise<void> {
    for (const station of stations) await station.stop('SIGTERM')
  }
})
