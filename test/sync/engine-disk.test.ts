/** A host whose disk refuses to keep facts for a while: whoever asks meanwhile asks again, and nothing of it is lost. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
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
