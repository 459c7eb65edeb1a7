/** The engine over a real host: a workspace with a past gets a team, somebody joins by a link, both write, and one is removed. */
import { afterEach, expect, test } from 'vitest'
import { change, come, comeIn, endTeams, invite, knows, portOf, posted, say, soon, startFounder } from './engine-team.ts'

afterEach(endTeams)

test('a workspace with a past gets a team: who joins reads what was before and writes, and nobody else reads a private channel', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const bob = await come(await invite(ann), 'bob')
  await expect.poll(() => bob.home.texts(ann.channel), soon).toEqual(['first', 'second'])
  say(bob, ann.channel, posted(bob, ann.channel, 'too early'))
  await expect.poll(() => bob.home.refused, soon).toMatchObject([{ reason: expect.stringMatching(/channel/i) as string }])
  say(bob, 'workspace', change(bob.device, ann.channel, 'member.joined', { personId: bob.person }))
  await expect.poll(() => knows(ann, ({ kind }) => kind === 'member.joined'), soon).toBe(true)
  say(bob, ann.channel, posted(bob, ann.channel, 'hello from bob'))
  await expect.poll(() => ann.home.texts(ann.channel), soon).toEqual(['hello from bob'])
  say(ann, ann.channel, posted(ann, ann.channel, 'welcome'))
  await expect.poll(() => bob.home.texts(ann.channel), soon).toEqual(['first', 'second', 'hello from bob', 'welcome'])
  expect(bob.home.arrivals.filter(({ log }) => log === ann.secret)).toEqual([])
  // On a busy machine a key can come after the message; then it is opened at its place.
  const opened = new Set(bob.home.arrivals.flatMap((one) => ('change' in one ? [`${one.log} ${one.position}`] : [])))
  expect(bob.home.arrivals.filter((one) => 'unopened' in one && !opened.has(`${one.log} ${one.position}`))).toEqual([])
})

test('nobody comes in before all of the past has its place: until then the founder speaks for the others of that computer', { timeout: 60_000 }, async () => {
  const ann = await startFounder(1500)
  const bob = await come(await invite(ann), 'bob')
  await expect.poll(() => bob.home.texts(ann.channel).length, soon).toBe(1502)
  const came = bob.home.arrivals.findIndex((one) => 'change' in one && one.change.kind === 'device.admitted' && one.change.authorDevice === bob.device)
  const times = bob.home.arrivals.map((one) => ('at' in one ? one.at : 0))
  expect(bob.home.arrivals.filter(({ log }, index) => log === ann.channel && times[index]! > times[came]!)).toEqual([])
})

test('the code that people compare is the same on all devices that are up to date, and another once somebody is removed', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const [bob, carl] = [await come(await invite(ann), 'bob'), await come(await invite(ann), 'carl')]
  const codes = (): unknown[] => [ann, bob, carl].map(({ home }) => home.status['code'])
  await expect.poll(() => new Set(codes()).size, soon).toBe(1)
  const before = ann.home.status['code']
  expect(before).toMatch(/^\d{5}( \d{5}){5}$/)
  say(ann, 'workspace', change(ann.device, 'workspace', 'person.removed', { personId: carl.person, removedBy: ann.person }))
  await expect.poll(() => codes()[0] !== before && codes()[0] === codes()[1], soon).toBe(true)
  expect([codes()[2], ann.home.status['twin'], bob.home.status['twin']]).toEqual([before, false, false])
})

test('somebody who is removed reads nothing that comes after, and hears why', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const bob = await come(await invite(ann), 'bob')
  await expect.poll(() => bob.home.texts(ann.channel), soon).toEqual(['first', 'second'])
  say(ann, 'workspace', change(ann.device, 'workspace', 'person.removed', { personId: bob.person, removedBy: ann.person }))
  await expect.poll(() => bob.home.status['link'], soon).toBe('refused')
  say(ann, ann.channel, posted(ann, ann.channel, 'without bob'))
  await expect.poll(() => ann.home.texts(ann.channel), soon).toEqual(['without bob'])
  expect([bob.home.texts(ann.channel), bob.home.status['problem'], bob.home.status['removed']]).toEqual([['first', 'second'], expect.stringMatching(/removed/), true])
})

test('a newcomer whose clock is wrong comes in as long as the invite holds by the clock of the host', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const day = 24 * 3_600_000
  const expiresAt = Math.ceil((Date.now() + day) / 1000) * 1000
  const bob = await come(await invite(ann, { expiresAt }), 'bob', () => Date.now() + 400 * day)
  await expect.poll(() => bob.home.texts(ann.channel), soon).toEqual(['first', 'second'])
  const soonOver = Math.ceil((Date.now() + 1000) / 1000) * 1000
  const late = await invite(ann, { expiresAt: soonOver })
  await expect.poll(() => Date.now(), soon).toBeGreaterThan(soonOver)
  await expect(come(late, 'carl', () => Date.now() - 400 * day)).rejects.toThrow(/expired/)
})

test('a link comes in once: who comes later, and who takes a name that is taken, hears why', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const link = await invite(ann)
  await expect(come(link, 'ann')).rejects.toMatchObject({ code: 'conflict', field: 'username' })
  await come(link, 'bob')
  await expect(come(link, 'carl')).rejects.toMatchObject({ code: 'forbidden' })
})

test('what is said without a host waits and goes out once, in order, also after the program ended', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const port = portOf(ann)
  const bob = await comeIn(ann, 'bob')
  await ann.team.shut()
  await expect.poll(() => bob.home.status['link'], soon).toBe('offline')
  const texts = Array.from({ length: 40 }, (_, number) => `offline ${number}`)
  for (const text of texts) say(bob, ann.channel, posted(bob, ann.channel, text))
  expect(await ann.team.open([`127.0.0.1:${port}`], port)).toBeNull()
  await expect.poll(() => ann.home.texts(ann.channel), soon).toEqual(texts)
})
