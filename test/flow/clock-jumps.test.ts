/** The computer's clock jumps by hours, forth and back, between posts and deliveries: order, numbers and durations do not care. */
import { expect, test } from 'vitest'
import type { Clock } from '#server/clock.ts'
import { createRandom } from '../helpers/child.ts'
import { sendJson } from '../helpers/post.ts'
import { startReceiver } from '../helpers/receiver.ts'
import { startApp } from '../helpers/start-app.ts'

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
