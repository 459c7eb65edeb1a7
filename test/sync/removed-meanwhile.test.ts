/** No key that somebody held who was removed opens what others write after that, also those who were away then. */
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { readBodyHead } from '#server/sync/sealing/sealed-body.ts'
import { change, comeIn, endTeams, knows, portOf, posted, say, soon, startFounder, type Founder } from './engine-team.ts'

afterEach(endTeams)

/** Under which epochs the sealed records of a channel are, in their order. */
function epochsOf({ dataFolder, channel }: Founder): (bigint | undefined)[] {
  const db = new Database(join(dataFolder, 'relay.db'), { readonly: true })
  try {
    const sql = "SELECT r.body FROM records r JOIN subjects s ON s.number = r.subject WHERE s.name = ? AND r.kind = 'sealed' ORDER BY r.position"
    return db.prepare(sql).pluck().all(`channel/${channel}`).map((body) => readBodyHead(body as Uint8Array)?.epoch)
  } finally {
    db.close()
  }
}

test('what is written offline after a removal goes out under a key that the removed person never had', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const port = portOf(ann)
  const bob = await comeIn(ann, 'bob')
  const mallory = await comeIn(ann, 'mallory')
  await expect.poll(() => knows(bob, ({ kind, body }) => kind === 'device.admitted' && 'username' in body && body.username === 'mallory'), soon).toBe(true)
  say(bob, ann.channel, posted(bob, ann.channel, 'all here'))
  await expect.poll(() => mallory.home.texts(ann.channel), soon).toContain('all here')
  const hers = epochsOf(ann).at(-1)!
  await ann.team.shut()
  await expect.poll(() => bob.home.status['link'], soon).toBe('offline')

  say(ann, 'workspace', change(ann.device, 'workspace', 'person.removed', { personId: mallory.person, removedBy: ann.person }))
  say(ann, ann.channel, posted(ann, ann.channel, 'she is gone'))
  await expect.poll(() => ann.home.texts(ann.channel), soon).toContain('she is gone')
  for (const text of ['one', 'two', 'three']) say(bob, ann.channel, posted(bob, ann.channel, text))
  // Time enough to seal them now.
  await wait(300)
  expect(await ann.team.open([`127.0.0.1:${port}`], port)).toBeNull()

  await expect.poll(() => ann.home.texts(ann.channel).slice(-4), soon).toEqual(['she is gone', 'one', 'two', 'three'])
  expect(epochsOf(ann).slice(-4).filter((epoch) => epoch === undefined || epoch <= hers)).toEqual([])
})
