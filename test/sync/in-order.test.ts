/** A host whose disk refuses one record and takes what was sent behind it: nothing comes before what it rests on, and nothing waits for ever. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import type { Change } from '#shared/contract/change.ts'
import { change, comeIn, endTeams, knows, posted, say, soon, startFounder, type Founder, type Here } from './engine-team.ts'

afterEach(endTeams)

/** The disk of this host does not take that record, until it is asked to. @returns how often it was refused since, and what ends that */
function refuseRecord(host: Here, id: string): { readonly end: () => void } {
  const file = new Database(join(host.dataFolder, 'relay.db'))
  file.exec(`CREATE TRIGGER no BEFORE INSERT ON records WHEN NEW.id = '${id}' BEGIN SELECT RAISE(ABORT, 'the disk does not take it'); END`)
  return {
    end() {
      file.exec('DROP TRIGGER no')
      file.close()
    },
  }
}

const isWaiting = async ({ home }: Here): Promise<number> => (await home.listPending(0, 1000)).length

/** What making a private channel says, in its order. */
function makePrivate(by: Here, others: readonly Here[]): { readonly id: string; readonly all: readonly [string, Change][] } {
  const id = v7()
  const names = { name: 'plans', displayName: 'Plans', purpose: '' }
  return {
    id,
    all: [
      ['workspace', change(by.device, id, 'channel.created', { ...names, type: 'private', createdBy: by.person })],
      [id, change(by.device, id, 'channel.edited', { ...names, hooksAllowed: true })],
      ...[by, ...others].map(({ person }): [string, Change] => ['workspace', change(by.device, id, 'member.joined', { personId: person })]),
    ],
  }
}

const isIn = (here: Here, channel: string, person: string): boolean => knows(here, ({ kind, scope, body }) => kind === 'member.joined' && scope === channel && 'personId' in body && body.personId === person)

/** Time for what is behind it to leave as well. */
const whileRefused = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300))

test('a private channel whose beginning is refused once has all of its members', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const bob = await comeIn(ann, 'bob')
  const { id, all } = makePrivate(ann, [bob])
  const disk = refuseRecord(ann, all[0]![1].id)
  for (const [log, one] of all) ann.home.say(log as Founder['channel'], one)
  ann.team.wake()
  await whileRefused()
  disk.end()
  await expect.poll(() => [ann, bob].map(({ person }) => isIn(bob, id, person)), soon).toEqual([true, true])
  await expect.poll(() => isWaiting(ann), soon).toBe(0)
  expect(ann.home.refused).toEqual([])
})

test('what was said behind a message that is refused once comes behind it', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const bob = await comeIn(ann, 'bob')
  for (const by of [ann, bob]) {
    const [root, answer] = [posted(by, ann.channel, `root of ${by.person}`), posted(by, ann.channel, `answer of ${by.person}`)]
    const disk = refuseRecord(ann, root.id)
    for (const one of [root, answer]) by.home.say(ann.channel, one)
    by.team.wake()
    await whileRefused()
    disk.end()
    for (const here of [ann, bob]) await expect.poll(() => here.home.texts(ann.channel).slice(-2), soon).toEqual([`root of ${by.person}`, `answer of ${by.person}`])
  }
})

test('what says how a channel is called, of which its maker is no member, is refused instead of waiting for ever', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const { all } = makePrivate(ann, [])
  const [created, edited] = all as [[string, Change], [string, Change]]
  for (const [log, one] of [created, edited]) ann.home.say(log as Founder['channel'], one)
  ann.team.wake()
  await expect.poll(() => ann.home.refused, soon).toEqual([{ id: edited[1].id, reason: 'You are not a member of this channel.' }])
})

test('keys begin also where a member put something else in the place of their beginning', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const bob = await comeIn(ann, 'bob')
  const { id, all } = makePrivate(ann, [bob])
  const file = new Database(join(ann.dataFolder, 'relay.db'))
  const subject = file.prepare('INSERT INTO subjects (name) VALUES (?)').run(`group/${id}`).lastInsertRowid
  file.prepare("INSERT INTO records (subject, position, id, kind, device, at, digest, signature, body) VALUES (?, 1, ?, 'handshake', ?, ?, x'', zeroblob(64), x'00')").run(subject, v7(), bob.device, Date.now())
  file.close()
  for (const [log, one] of all) ann.home.say(log as Founder['channel'], one)
  ann.team.wake()
  await expect.poll(() => isIn(bob, id, bob.person), soon).toBe(true)
  say(bob, id, posted(bob, id, 'of bob'))
  await expect.poll(() => ann.home.texts(id), soon).toEqual(['of bob'])
})

test('what waits for a channel that one was taken out of is refused, and does not wait for ever', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const bob = await comeIn(ann, 'bob')
  say(ann, 'workspace', change(ann.device, ann.secret, 'member.joined', { personId: bob.person }))
  await expect.poll(() => isIn(bob, ann.secret, bob.person), soon).toBe(true)
  say(ann, ann.secret, posted(ann, ann.secret, 'welcome'))
  await expect.poll(() => bob.home.texts(ann.secret), soon).toContain('welcome')
  const port = Number((ann.home.status['addresses'] as string[])[0]!.split(':')[1])
  await ann.team.shut()
  await expect.poll(() => bob.home.status['link'], soon).toBe('offline')
  const late = posted(bob, ann.secret, 'too late')
  say(bob, ann.secret, late)
  say(ann, 'workspace', change(ann.device, ann.secret, 'member.left', { personId: bob.person }))
  await expect.poll(() => isWaiting(ann), soon).toBe(0)
  expect(await ann.team.open([`127.0.0.1:${port}`], port)).toBeNull()
  await expect.poll(() => bob.home.refused, soon).toEqual([{ id: late.id, reason: 'You are not a member of this channel.' }])
})
