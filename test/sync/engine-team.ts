/** A workspace with a past that becomes a team, and people who join it: engines over real sockets, each with its own keys and a home in memory. */
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { expect } from 'vitest'
import type { Change } from '#shared/contract/change.ts'
import type { ChannelId } from '#shared/contract/ids.ts'
import { random } from '#server/random.ts'
import { joinTeam } from '#server/sync/engine/join-team.ts'
import { runTeam, type Team } from '#server/sync/engine/run-team.ts'
import { joiningFolder } from '#server/sync/sync-file.ts'
import { findFreePort } from '../helpers/free-port.ts'
import { memoryHome, type MemoryHome } from './engine-home.ts'

export interface Here {
  readonly team: Team
  readonly home: MemoryHome
  readonly device: string
  readonly person: string
  readonly dataFolder: string
  readonly masterKey: Uint8Array
  /** Ends it as quitting does; once. */
  stop(): Promise<void>
}

export interface Founder extends Here {
  readonly channel: ChannelId
  /** A private one. */
  readonly secret: ChannelId
}

export const soon = { timeout: 20_000, interval: 20 }

const ends: (() => Promise<unknown> | void)[] = []

/** For `afterEach`. */
export async function endTeams(): Promise<void> {
  for (const end of ends.splice(0).reverse()) await end()
}

/** Runs it at the end, before what was begun earlier. */
export const atEnd = (end: () => Promise<unknown> | void): void => void ends.push(end)

function makeFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'hookline-engine-'))
  atEnd(() => rmSync(made, { recursive: true, force: true }))
  return made
}

export const change = (device: string, scope: string, kind: string, body: object): Change => ({ id: v7(), scope, kind, authorDevice: device, at: Date.now(), body }) as unknown as Change

export function posted({ device, person }: Pick<Here, 'device' | 'person'>, channel: string, text: string): Change {
  return change(device, channel, 'message.posted', { messageId: v7(), type: 'message', authorId: person, text, username: null, hookId: null, iconUrl: null, iconEmoji: null, attachments: [], props: {} })
}

/** @param more messages of the past. */
export async function startFounder(more = 0): Promise<Founder> {
  const [device, person, workspaceId, channel, secret] = [v7(), v7(), v7(), v7(), v7()]
  const me = { device, person }
  const past: [string, Change][] = [
    ['workspace', change(device, 'workspace', 'workspace.defined', { workspaceId, name: 'Acme' })],
    ['workspace', change(device, 'workspace', 'person.defined', { personId: person, username: 'ann', displayName: 'Ann', role: 'owner' })],
    ['workspace', change(device, channel, 'channel.created', { name: 'town-square', displayName: 'Town', purpose: '', type: 'public', createdBy: person })],
    ['workspace', change(device, channel, 'member.joined', { personId: person })],
    ['workspace', change(device, secret, 'channel.created', { name: 'board', displayName: 'Board', purpose: '', type: 'private', createdBy: person })],
    ['workspace', change(device, secret, 'member.joined', { personId: person })],
    [channel, posted(me, channel, 'first')],
    [channel, posted(me, channel, 'second')],
    [secret, posted(me, secret, 'nobody else')],
    ...Array.from({ length: more }, (_, number): [string, Change] => [channel, posted(me, channel, `past ${number}`)]),
  ]
  const counts = new Map<string, number>()
  const home = memoryHome(
    past.map(([log, one]) => {
      // A place is left out, as by a fact that counted there before.
      const position = (counts.get(log) ?? 0) + (log === channel ? 2 : 1)
      counts.set(log, position)
      return { log: log as ChannelId, position, change: one }
    }),
  )
  const [dataFolder, masterKey] = [makeFolder(), random(32)]
  const team = await runTeam({ dataFolder, masterKey, isTeam: false, home, findAuthor: async () => undefined })
  const body = await team.found({ device: device as never, deviceName: 'ann-desk', person, username: 'ann', displayName: 'Ann', workspaceId })
  home.say('workspace', change(device, 'workspace', 'device.admitted', body))
  const port = await findFreePort()
  expect(await team.open([`127.0.0.1:${port}`], port)).toBeNull()
  return { team, home, device, person, dataFolder, masterKey, stop: stopOnce(team), channel: channel as ChannelId, secret: secret as ChannelId }
}

/** What the founder says, or anybody else. */
export function say({ home, team }: Here, log: string, one: Change): void {
  home.say(log as ChannelId, one)
  team.wake()
}

export const portOf = ({ home }: Here): number => Number((home.status['addresses'] as string[])[0]!.split(':')[1])

export const knows = ({ home }: Here, isIt: (change: Change) => boolean): boolean => home.arrivals.some((one) => 'change' in one && isIt(one.change))

export async function invite(host: Here, options: object = {}): Promise<string> {
  const { body, link } = host.team.invite({ inviteId: v7(), role: 'member', expiresAt: null, uses: 1, person: null, label: '', createdBy: host.person, ...options }, 'Acme')
  say(host, 'workspace', change(host.device, 'workspace', 'invite.created', body))
  await expect.poll(() => knows(host, ({ kind, body: told }) => kind === 'invite.created' && 'inviteKey' in told && told.inviteKey === body.inviteKey), soon).toBe(true)
  return link
}

/** @param now its clock */
export async function come(link: string, username: string, now: () => number = Date.now): Promise<Here> {
  const [dataFolder, masterKey] = [makeFolder(), random(32)]
  await joinTeam({ link, username, displayName: username, deviceName: `${username}-laptop`, dataFolder, masterKey, now })
  renameSync(join(joiningFolder(dataFolder), 'sync.db'), join(dataFolder, 'sync.db'))
  const home = memoryHome()
  const team = await runTeam({ dataFolder, masterKey, isTeam: true, home, findAuthor: async () => undefined })
  const stop = stopOnce(team)
  await team.replayed()
  const admitted = home.arrivals.flatMap((one) => ('change' in one && one.change.kind === 'device.admitted' && one.change.body.username === username ? [one.change] : []))[0]!
  return { team, home, device: admitted.authorDevice, person: (admitted.body as { personId: string }).personId, dataFolder, masterKey, stop }
}

/** Joins the workspace and the channel, and has read what was said there. */
export async function comeIn(host: Founder, username: string): Promise<Here> {
  const here = await come(await invite(host), username)
  say(here, 'workspace', change(here.device, host.channel, 'member.joined', { personId: here.person }))
  const isIn = (one: Here): boolean => knows(one, ({ kind, body }) => kind === 'member.joined' && 'personId' in body && body.personId === here.person)
  await expect.poll(() => [host, here].every(isIn), soon).toBe(true)
  await expect.poll(() => here.home.texts(host.channel).slice(0, 2), soon).toEqual(['first', 'second'])
  return here
}

function stopOnce(team: Team): () => Promise<void> {
  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> => (stopping ??= team.stop())
  atEnd(stop)
  return stop
}
