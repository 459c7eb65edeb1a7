/** The computer's clock is years ahead for a while, as after an empty battery or in a restored machine: nothing is thrown away for it, and once it is right all is as before. */
import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cleanDeliveries } from '#server/actions/outgoing/clean-deliveries.ts'
import { startCleaning } from '#server/start-cleaning.ts'
import { createClock, type TestClock } from '../helpers/clock.ts'
import { startRig, type Rig } from '../helpers/outgoing.ts'
import { sendJson } from '../helpers/post.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import { upload } from '../helpers/upload.ts'

const dayMs = 24 * 3_600_000

/** Starts by that clock, cleans now and an hour later, and does what is asked. */
async function runAt<T>(dataFolder: string, clock: TestClock, work: (r: Rig) => Promise<T>): Promise<T> {
  const r = await startRig({ dataFolder, clock })
  try {
    const cleaning = startCleaning(r.app.ctx, clock)
    await cleaning.run()
    clock.sleep(3_600_000)
    await cleaning.run()
    await cleaning.stop()
    return await work(r)
  } finally {
    await r.stop()
  }
}

const kept = (r: Rig): Promise<number[]> =>
  Promise.resolve(['token', 'verdict', 'delivery', 'hook_hour', 'upload'].map((table) => r.app.ctx.reader.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)!.n))

test('ten years ahead for some hours: tokens, records and files that wait to be posted are there again', async () => {
  const [dataFolder, today] = [makeDataFolder(), Date.now()]
  const before = await runAt(dataFolder, createClock(today), async (r) => {
    const { url } = await r.makeHook()
    const { id } = await r.subscribe()
    await sendJson(url, { text: 'one' })
    await r.say('two')
    await r.idle()
    expect((await r.deliveriesOf(id)).map(({ state }) => state)).toContain('delivered')
    await r.client.tokens.create({ scope: 'hooks', expiresInMs: 90 * dayMs })
    await upload(r.client, { bytes: Buffer.from('waits to be posted') })
    return kept(r)
  })
  expect(before.every((count) => count > 0)).toBe(true)
  await runAt(dataFolder, createClock(today + 3650 * dayMs), async () => undefined)
  expect(await runAt(dataFolder, createClock(today + dayMs / 4), kept)).toEqual(before)
  rmSync(dataFolder, { recursive: true, force: true })
})

test('a computer that was off for two months is cleaned a day after it is used again', async () => {
  const [dataFolder, today] = [makeDataFolder(), Date.now()]
  await runAt(dataFolder, createClock(today), async (r) => sendJson((await r.makeHook()).url, { text: 'old' }))
  const count = (days: number) => runAt(dataFolder, createClock(today + days * dayMs), async (r) => (await kept(r))[1])
  expect([await count(60), await count(60.5), await count(61.2)]).toEqual([1, 1, 0])
  rmSync(dataFolder, { recursive: true, force: true })
})

/** As a run of ten years later would have written what there is. @returns when that is */
async function dateAhead(r: Rig): Promise<number> {
  const later = Date.now() + 3650 * dayMs
  const prefix = later.toString(16).padStart(12, '0')
  await r.app.ctx.write((tx) => {
    tx.run('DELETE FROM delivery_attempt')
    tx.run('UPDATE delivery SET id = ? || substr(id, 14), created_at = ?, finished_at = ?', `${prefix.slice(0, 8)}-${prefix.slice(8)}`, later, later)
  })
  return later
}

test('deliveries that are dated ahead do not push out those of today', async () => {
  const r = await startRig()
  const { id } = await r.subscribe()
  const say = async (...texts: string[]) => {
    for (const text of texts) await r.say(text)
    await r.idle()
  }
  await say('ahead 1', 'ahead 2', 'ahead 3')
  const later = await dateAhead(r)
  await say('today 1', 'today 2')
  await r.client.settings.set({ key: 'deliveries.keepPerHook', value: 2 })
  await cleanDeliveries(r.app.ctx, new AbortController().signal)
  expect((await r.deliveriesOf(id)).map(({ createdAt }) => createdAt === later)).toEqual([false, false])
  await r.stop()
})

test('a receiver that fails for days after the clock was ahead is paused all the same', async () => {
  const r = await startRig()
  const { id } = await r.subscribe()
  r.receiver.answer = () => ({ status: 500 })
  r.clock.sleep(3650 * dayMs)
  await r.say('by the wrong clock')
  await r.idle()
  r.clock.sleep(-3650 * dayMs)
  for (let day = 0; day < 7; day += 1) {
    await r.say(`day ${day}`)
    await r.pass(dayMs)
  }
  expect((await r.client.subscriptions.show({ id })).paused).toBe('failing')
  await r.stop()
})

test('what failed by that clock is sent again once, however often all that failed is asked for', async () => {
  const r = await startRig()
  const { id } = await r.subscribe({ policy: 'once' })
  r.receiver.answer = () => ({ status: 500 })
  await r.say('one')
  await r.idle()
  await dateAhead(r)
  r.receiver.answer = () => ({})
  const counts: number[] = []
  for (let times = 0; times < 2; times += 1) {
    counts.push((await r.client.deliveries.redeliverFailed({ subscriptionId: id, since: 0 })).count)
    await r.idle()
  }
  expect([counts, r.texts()]).toEqual([[1, 0], ['one', 'one']])
  await r.stop()
})
