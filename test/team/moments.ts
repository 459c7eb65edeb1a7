/** What happens to a team at random: people write, come and are removed, programs crash, lines break, time passes. Notes who must and who must not read what. */
import { expect } from 'vitest'
import type { createRandom } from '../helpers/child.ts'
import { makeStation, type Station, type StationOptions, type WorldClock } from './team-processes.ts'

export interface Said {
  readonly text: string
  readonly by: string
}

export interface World {
  readonly random: ReturnType<typeof createRandom>
  readonly clock: WorldClock
  readonly host: Station
  /** The host first; those that were removed are not among them any more. */
  readonly here: Station[]
  readonly removed: Station[]
  readonly said: Said[]
  readonly board: Said[]
  /** Usernames. */
  readonly onBoard: Set<string>
  /** By username: what they must never get, because it was said after they were removed, from the workspace or from the board. */
  readonly notFor: Map<string, string[]>
  /** How often each thing happened. */
  readonly counts: Record<string, number>
  readonly stationOptions: () => StationOptions
  /** So that it is stopped in the end. */
  readonly onStation: (station: Station) => void
  /** Said next in everybody's channel; each word once. */
  readonly nextText: () => string
  /** The path of a webhook of the host. */
  readonly hookPath: string
}

const DAY = 86_400_000
const soon = { timeout: 60_000, interval: 25 }
const newcomers = ['gil', 'hal', 'ida', 'jan', 'kim', 'leo', 'mia', 'ned']

export async function say(world: World, station: Station): Promise<void> {
  const text = world.nextText()
  await station.client().messages.post({ channel: 'town-square', text })
  world.said.push({ text, by: station.name })
  for (const { name } of world.removed) world.notFor.get(name)!.push(text)
}

/** What the host says from now on is ordered behind what it did before. */
async function hostIsDone({ host }: World): Promise<void> {
  await expect.poll(async () => (await host.client().team.status()).waiting, soon).toBe(0)
}

async function up(station: Station): Promise<Station> {
  if (!station.isUp()) await station.start()
  return station
}

/** Each does one thing; on a member, or as `host` says on the host. */
const deeds: Record<string, (world: World, member: Station) => Promise<unknown>> = {
  crash: (_, member) => member.stop('SIGKILL'),
  crashOfHost: ({ host }) => host.stop('SIGKILL'),
  quit: (_, member) => member.stop('SIGTERM'),
  quitOfHost: ({ host }) => host.stop('SIGTERM'),
  cut: async (world, member) => {
    await up(member)
    member.line?.cut()
    await say(world, member)
  },
  /** Its line is dead and looks alive; sometimes the computer notices that it slept. */
  halfOpen: async (world, member) => {
    await up(member)
    member.line?.forget()
    await say(world, member)
    if (world.counts['halfOpen'] === 0 || world.random(0, 1) === 0) await member.client().team.reconnect()
  },
  offline: async (world, member) => {
    await up(member)
    member.line?.block()
    for (let count = world.random(1, 3); count > 0; count -= 1) await say(world, member)
    await say(world, await up(world.host))
    world.clock.pass(world.random(1, 40) * DAY)
    await say(world, member)
    member.line?.heal()
    await member.client().team.reconnect()
  },
  board: async ({ host, here, board, onBoard, notFor, random }) => {
    const speakers = here.filter(({ name }) => name === host.name || onBoard.has(name))
    const speaker = await up(speakers[random(0, speakers.length - 1)]!)
    // Who was added hears of it when their line is up.
    if (!(await speaker.client().channels.list()).some(({ name }) => name === 'board')) return
    const text = `board-${board.length}-${'abcdefghij'[board.length % 10]}q`
    await speaker.client().messages.post({ channel: 'board', text })
    board.push({ text, by: speaker.name })
    for (const { name } of here) if (name !== host.name && !onBoard.has(name)) notFor.get(name)?.push(text)
  },
  boardDoor: async (world, member) => {
    const { host, onBoard, notFor } = world
    await up(host)
    if (onBoard.delete(member.name)) await host.client().channels.removePerson({ channel: 'board', username: member.name })
    else {
      await host.client().channels.addPeople({ channel: 'board', usernames: [member.name] })
      onBoard.add(member.name)
      // Whoever is let in reads all of it.
      notFor.set(member.name, [])
    }
    await hostIsDone(world)
  },
  webhook: async ({ host, hookPath, said, removed, notFor }) => {
    await up(host)
    const text = `by a hook ${said.length}.`
    const response = await fetch(new URL(hookPath, host.hooksUrl()), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text }) })
    expect(response.status).toBe(200)
    said.push({ text, by: host.name })
    for (const { name } of removed) notFor.get(name)!.push(text)
  },
  /** One goes, another comes. */
  change: async (world, member) => {
    const { host, here, removed, onBoard, notFor, counts } = world
    const name = newcomers[counts['change'] ?? 0]
    if (name === undefined) return
    await up(host)
    await host.client().team.removePerson({ username: member.name })
    await hostIsDone(world)
    here.splice(here.indexOf(member), 1)
    removed.push(member)
    onBoard.delete(member.name)
    notFor.set(member.name, notFor.get(member.name) ?? [])
    const { link } = await host.client().team.createInvite({})
    const newcomer = await makeStation(name, world.stationOptions())
    here.push(newcomer)
    world.onStation(newcomer)
    notFor.set(name, [])
    await newcomer.join(link)
    await newcomer.start()
  },
}

/** How often, of all; the rest is writing. */
const share: Record<string, number> = { crash: 3, crashOfHost: 3, quit: 2, quitOfHost: 1, cut: 5, halfOpen: 3, offline: 4, board: 6, boardDoor: 3, webhook: 3, change: 1 }
const rest = 30
const drawn = Object.entries(share).flatMap(([name, count]) => Array<string>(count).fill(name))

/** @param name of a deed; drawn when left out. */
export async function live(world: World, name = drawn[world.random(0, drawn.length + rest - 1)] ?? 'say'): Promise<void> {
  const { here, random, counts } = world
  const member = here[random(1, here.length - 1)]!
  if (name === 'say') await say(world, await up(here[random(0, here.length - 1)]!))
  else await deeds[name]!(world, member)
  counts[name] = (counts[name] ?? 0) + 1
}

/** Each at least once, in an order by the seed. */
export function allDeeds(random: World['random']): string[] {
  const names = Object.keys(deeds)
  for (let last = names.length - 1; last > 0; last -= 1) {
    const other = random(0, last)
    ;[names[last], names[other]] = [names[other]!, names[last]!]
  }
  return names
}
