/** A host whose disk refuses to keep facts for a while: whoever asks meanwhile asks again, and nothing of it is lost. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { change, comeIn, endTeams, knows, posted, say, soon, startFounder } from './engine-team.ts'

afterEach(endTeams)

test('goes on by itself once the disk takes them', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const bob = await comeIn(ann, 'bob')
  const file = new Database(join(ann.dataFolder, 'sync.db'))
  file.exec("CREATE TRIGGER no BEFORE INSERT ON fact BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END")
  say(bob, 'workspace', change(bob.device, 'workspace', 'device.renamed', { deviceId: bob.device, name: 'desk' }))
  say(bob, ann.channel, posted(bob, ann.channel, 'hello'))
  await expect.poll(() => bob.home.status['link'], soon).toBe('offline')
  file.exec('DROP TRIGGER no')
  file.close()
  await expect.poll(() => ann.home.texts(ann.channel), soon).toContain('hello')
  await expect.poll(() => knows(ann, ({ kind }) => kind === 'device.renamed'), soon).toBe(true)
  await expect.poll(() => bob.home.status['link'], soon).toBe('connected')
  expect(bob.home.refused).toEqual([])
})

test('a member whose disk refused the keys of a new channel once has them soon after', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const bob = await comeIn(ann, 'bob')
  const id = v7()
  const file = new Database(join(bob.dataFolder, 'sync.db'))
  file.exec(`CREATE TRIGGER no BEFORE INSERT ON secret WHEN NEW.name = 'group/${id}' BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`)
  const names = { name: 'plans', displayName: 'Plans', purpose: '' }
  say(ann, 'workspace', change(ann.device, id, 'channel.created', { ...names, type: 'private', createdBy: ann.person }))
  for (const { person } of [ann, bob]) say(ann, 'workspace', change(ann.device, id, 'member.joined', { personId: person }))
  say(ann, id, posted(ann, id, 'hello'))
  await expect.poll(() => bob.home.arrivals.some((one) => one.log === id && 'unopened' in one), soon).toBe(true)
  await new Promise((resolve) => setTimeout(resolve, 500))
  file.exec('DROP TRIGGER no')
  file.close()
  await expect.poll(() => bob.home.texts(id), soon).toEqual(['hello'])
})
