/** The computer's clock jumps by hours, forth and back, between posts and deliveries: order, numbers and durations do not care. */
import { describe, expect, test } from 'vitest'
import type { Clock } from '#server/clock.ts'
import type { SubscriptionId } from '#shared/contract/ids.ts'
import { createRandom } from '../helpers/child.ts'
import { createClock } from '../helpers/clock.ts'
import { startRig, textOf, type Rig } from '../helpers/outgoing.ts'
import { sendJson } from '../helpers/post.ts'
import { startReceiver } from '../helpers/receiver.ts'
import { makeDataFolder, startApp } from '../helpers/start-app.ts'

const hourMs = 3_600_000

test('posts keep their order, deliveries leave once and in order, nothing takes less than no time', async () => {
  let offsetMs = 0
  const clock: Clock = { now: () => Date.now() + offsetMs, callAt: (at, run) => {
    const timer = setTimeout(run, Math.max(0, Math.min(at - (Date.now() + offsetMs), 200))).unref()
    return () => clearTimeout(timer)
  } }
  const receiver = await startReceiver()
  const t = await startApp({ clock })
  const random = createRandom(Number(process.env['SEED'] ?? 2026))
  const { url } = await t.makeHook({ rules: { countRepeats: false, perMinute: 30 } })
  await t.client.subscriptions.create({ name: 'out', channels: ['town-square'], from: 'everybody', urls: [receiver.url], allow: [receiver.host] })
  const texts = Array.from({ length: 25 }, (_, number) => `jump ${number}`)
  for (const text of texts) {
    offsetMs = random(-12, 12) * hourMs
    const { status } = await sendJson(url, { text })
    expect(status).toBe(200)
  }
  const hookId = (await t.client.hooks.list())[0]!.id
  offsetMs = -24 * hourMs
  // What waits for its turn waits by a clock that never goes back: 30 a minute, ten of them at once.
  await t.client.hooks.update({ id: hookId, rules: { perMinute: 6000 } })
  const rows = () => t.app.ctx.reader.all<{ text: string; position: number }>("SELECT text, position FROM message WHERE type = 'webhook' ORDER BY position")
  await expect.poll(() => rows().length, { timeout: 15_000 }).toBe(texts.length)
  expect(rows().map(({ text }) => text)).toEqual(texts)
  offsetMs = 24 * hourMs
  await expect.poll(() => receiver.received.length, { timeout: 15_000 }).toBe(texts.length)
  expect(receiver.received.map(({ body }) => (JSON.parse(body) as { text: string }).text)).toEqual(texts)
  const verdicts = t.app.ctx.reader.all<{ n: number }>('SELECT count(*) AS n FROM verdict WHERE duration_ms < 0')
  const attempts = t.app.ctx.reader.all<{ n: number }>('SELECT count(*) AS n FROM delivery_attempt WHERE duration_ms < 0 OR number <> 1')
  expect([verdicts, attempts]).toEqual([[{ n: 0 }], [{ n: 0 }]])
  await t.stop()
  await receiver.stop()
})

describe('the clock is set right by hours while something is tried again', () => {
  const failingOnce = async (options: Parameters<typeof startRig>[0] = {}): Promise<Rig & { readonly id: SubscriptionId }> => {
    const r = await startRig(options)
    const { id } = await r.subscribe()
    r.receiver.answer = () => ({ status: 500 })
    await r.say('one')
    await r.idle()
    r.receiver.answer = () => ({})
    return { ...r, id }
  }

  test.each([2, 24 * 365])('%i hours too far ahead: it waits as long as it was to wait, and its lane is not held up', async (hours) => {
    const r = await failingOnce()
    r.clock.sleep(-hours * hourMs)
    await r.say('two')
    await r.idle()
    expect(r.texts()).toEqual(['one'])
    await r.pass(6 * 1000)
    expect(r.texts()).toEqual(['one', 'one', 'two'])
    await r.stop()
  })

  test('between a stop and the next start', async () => {
    const dataFolder = makeDataFolder()
    const before = await failingOnce({ dataFolder })
    await before.stop()
    const receiver = await startReceiver()
    const clock = createClock(before.clock.now() - 24 * 365 * hourMs)
    const t = await startApp({ dataFolder, clock })
    await t.client.subscriptions.update({ id: before.id, urls: [receiver.url], allow: [receiver.host] })
    await clock.pass(6 * 1000, () => t.app.dispatcher.idle())
    expect(receiver.received.map(textOf)).toEqual(['one'])
    await t.stop()
    await receiver.stop()
  })

  test('what a receiver asked for is not undercut', async () => {
    const r = await failingOnce()
    r.receiver.answer = () => ({ status: 503, headers: { 'Retry-After': '600' } })
    await r.pass(6 * 1000)
    r.receiver.answer = () => ({})
    r.clock.sleep(-2 * hourMs)
    await r.say('two')
    await r.pass(9 * 60_000)
    expect(r.texts()).toEqual(['one', 'one'])
    await r.pass(2 * 60_000)
    expect(r.texts()).toEqual(['one', 'one', 'one', 'two'])
    await r.stop()
  })
})
