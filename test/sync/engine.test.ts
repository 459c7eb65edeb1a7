/** The engine over a real host: a workspace with a past gets a team, somebody joins by a link, both write, and one is removed. */
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import type { Change } from '#shared/contract/change.ts'
import type { ChannelId } from '#shared/contract/ids.ts'
import { random } from '#server/random.ts'
import { joinTeam } from '#server/sync/engine/join-team.ts'
import { runTeam, type Team } from '#server/sync/engine/run-team.ts'
import { joiningFolder } from '#server/sync/sync-file.ts'
import { memoryHome, type MemoryHome } from './engine-home.ts'

const ends: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'hookline-engine-'))
  ends.push(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const change = (device: string, scope: string, kind: string, body: object): Change => ({ id: v7(), scope, kind, authorDevice: device, at: Date.now(), body }) as unknown as Change

function posted(device: string, channel: string, authorId: string, text: string): Change {
  return change(device, channel, 'message.posted', { messageId: v7(), type: 'message', authorId, text, username: null, hookId: null, iconUrl: null, iconEmoji: null, attachments: [], props: {} })
}

interface Here {
  readonly team: Team
  readonly home: MemoryHome
  readonly device: string
  readonly person: string
}

async function startFounder(): Promise<Here & { readonly channel: ChannelId; readonly secret: ChannelId }> {
  const [device, person, workspaceId, channel, secret] = [v7(), v7(), v7(), v7(), v7()]
  const past: [string, Change][] = [
    ['workspace', change(device, 'workspace', 'workspace.defined', { workspaceId, name: 'Acme' })],
    ['workspace', change(device, 'workspace', 'person.defined', { personId: person, username: 'ann', displayName: 'Ann', role: 'owner' })],
    ['workspace', change(device, channel, 'channel.created', { name: 'town-square', displayName: 'Town', purpose: '', type: 'public', createdBy: person })],
    ['workspace', change(device, channel, 'member.joined', { personId: person })],
    ['workspace', change(device, secret, 'channel.created', { name: 'board', displayName: 'Board', purpose: '', type: 'private', createdBy: person })],
    ['workspace', change(device, secret, 'member.joined', { personId: person })],
    [channel, posted(device, channel, person, 'first')],
    [channel, posted(device, channel, person, 'second')],
    [secret, posted(device, secret, person, 'nobody else')],
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
  const team = await runTeam({ dataFolder: folder(), masterKey: random(32), isTeam: false, home, findAuthor: async () => undefined })
  ends.push(() => team.stop())
  const body = await team.found({ device: device as never, deviceName: 'ann-desk', person, username: 'ann', displayName: 'Ann', workspaceId })
  home.say('workspace', change(device, 'workspace', 'device.admitted', body))
  expect(await team.open([`127.0.0.1:${await freePort()}`], 0)).toBeNull()
  return { team, home, device, person, channel: channel as ChannelId, secret: secret as ChannelId }
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

async function invite({ team, home, device, person }: Here, options: object = {}): Promise<string> {
  const made = team.invite({ inviteId: v7(), role: 'member', expiresAt: null, uses: 1, person: null, label: '', createdBy: person, ...options }, 'Acme')
  home.say('workspace', change(device, 'workspace', 'invite.created', made.body))
  team.wake()
  await expect.poll(() => home.arrivals.some((one) => 'change' in one && one.change.kind === 'invite.created'), soon).toBe(true)
  return made.link
}

async function come(link: string, username: string, masterKey = random(32)): Promise<Here> {
  const dataFolder = folder()
  await joinTeam({ link, username, displayName: username, deviceName: `${username}-laptop`, dataFolder, masterKey, now: Date.now })
  renameSync(join(joiningFolder(dataFolder), 'sync.db'), join(dataFolder, 'sync.db'))
  const home = memoryHome()
  const team = await runTeam({ dataFolder, masterKey, isTeam: true, home, findAuthor: async () => undefined })
  ends.push(() => team.stop())
  await team.replayed()
  const admitted = home.arrivals.flatMap((one) => ('change' in one && one.change.kind === 'device.admitted' && one.change.body.username === username ? [one.change] : []))[0]!
  return { team, home, device: admitted.authorDevice, person: (admitted.body as { personId: string }).personId }
}

const soon = { timeout: 20_000, interval: 20 }

test('a workspace with a past gets a team: who joins reads what was before and writes, and nobody else reads a private channel', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const port = (ann.home.status['addresses'] as string[])[0]!.split(':')[1]
  expect(await ann.team.open([`127.0.0.1:${port}`], Number(port))).toBeNull()
  const link = await invite(ann)
  const bob = await come(link, 'bob')
  await expect.poll(() => bob.home.texts(ann.channel), soon).toEqual(['first', 'second'])
  bob.home.say(ann.channel, posted(bob.device, ann.channel, bob.person, 'too early'))
  bob.team.wake()
  await expect.poll(() => bob.home.refused, soon).toMatchObject([{ reason: expect.stringMatching(/channel/i) as string }])
  bob.home.say('workspace', change(bob.device, ann.channel, 'member.joined', { personId: bob.person }))
  bob.team.wake()
  await expect.poll(() => ann.home.arrivals.some((one) => 'change' in one && one.change.kind === 'member.joined'), soon).toBe(true)
  bob.home.say(ann.channel, posted(bob.device, ann.channel, bob.person, 'hello from bob'))
  bob.team.wake()
  await expect.poll(() => ann.home.texts(ann.channel), soon).toEqual(['hello from bob'])
  ann.home.say(ann.channel, posted(ann.device, ann.channel, ann.person, 'welcome'))
  ann.team.wake()
  await expect.poll(() => bob.home.texts(ann.channel), soon).toEqual(['first', 'second', 'hello from bob', 'welcome'])
  expect(bob.home.arrivals.filter(({ log }) => log === ann.secret)).toEqual([])
  expect(bob.home.arrivals.flatMap((one) => ('unopened' in one ? [one.unopened] : []))).toEqual([])
})

test('somebody who is removed reads nothing that comes after, and hears why', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const port = (ann.home.status['addresses'] as string[])[0]!.split(':')[1]
  expect(await ann.team.open([`127.0.0.1:${port}`], Number(port))).toBeNull()
  const bob = await come(await invite(ann), 'bob')
  await expect.poll(() => bob.home.texts(ann.channel), soon).toEqual(['first', 'second'])
  ann.home.say('workspace', change(ann.device, 'workspace', 'person.removed', { personId: bob.person, removedBy: ann.person }))
  ann.team.wake()
  await expect.poll(() => bob.home.status['link'], soon).toBe('refused')
  ann.home.say(ann.channel, posted(ann.device, ann.channel, ann.person, 'without bob'))
  ann.team.wake()
  await expect.poll(() => ann.home.texts(ann.channel), soon).toEqual(['without bob'])
  expect([bob.home.texts(ann.channel), bob.home.status['problem']]).toEqual([['first', 'second'], expect.stringMatching(/removed/)])
})

test('a link comes in once: who comes later, and who takes a name that is taken, hears why', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const port = (ann.home.status['addresses'] as string[])[0]!.split(':')[1]
  expect(await ann.team.open([`127.0.0.1:${port}`], Number(port))).toBeNull()
  const link = await invite(ann)
  await expect(come(link, 'ann')).rejects.toMatchObject({ code: 'conflict', field: 'username' })
  await come(link, 'bob')
  await expect(come(link, 'carl')).rejects.toMatchObject({ code: 'forbidden' })
})

test('what is said without a host waits and goes out once, in order, also after the program ended', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const port = Number((ann.home.status['addresses'] as string[])[0]!.split(':')[1])
  expect(await ann.team.open([`127.0.0.1:${port}`], port)).toBeNull()
  const bob = await come(await invite(ann), 'bob')
  bob.home.say('workspace', change(bob.device, ann.channel, 'member.joined', { personId: bob.person }))
  bob.team.wake()
  await expect.poll(() => bob.home.arrivals.some((one) => 'change' in one && one.change.kind === 'member.joined' && one.change.authorDevice === bob.device), soon).toBe(true)
  await ann.team.shut()
  await expect.poll(() => bob.home.status['link'], soon).toBe('offline')
  const texts = Array.from({ length: 40 }, (_, number) => `offline ${number}`)
  for (const text of texts) bob.home.say(ann.channel, posted(bob.device, ann.channel, bob.person, text))
  bob.team.wake()
  expect(await ann.team.open([`127.0.0.1:${port}`], port)).toBeNull()
  await expect.poll(() => ann.home.texts(ann.channel), soon).toEqual(texts)
})
