/** kill -9 while posts that waited are posted: after the last start each is there once, in its order, and its verdict says so. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { runNode } from '../helpers/child.ts'
import { sendJson } from '../helpers/post.ts'
import { makeDataFolder, startApp } from '../helpers/start-app.ts'

const dataFolder = makeDataFolder()
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }))

const dier = fileURLToPath(new URL('../helpers/serve-and-die.ts', import.meta.url))

/** What the dead left on disk: how many wait. */
function countWaiting(): number {
  const db = new Database(join(dataFolder, 'hookline.db'))
  const { n } = db.prepare('SELECT count(*) AS n FROM hook_queue').get() as { n: number }
  db.close()
  return n
}

test('nothing that waited is lost or posted twice, however often the process dies', async () => {
  const texts = Array.from({ length: 200 }, (_, index) => `number ${index}`)
  const first = await startApp({ dataFolder })
  const { url, hookId } = await first.makeHook({ rules: { perMinute: 1, countRepeats: false } })
  for (const text of texts) expect((await sendJson(url, { text })).status).toBe(200)
  await first.client.hooks.update({ id: hookId as never, enabled: false })
  // A third of it goes at once at each start: four lives cannot empty the queue, however fast the machine is.
  await first.client.hooks.update({ id: hookId as never, rules: { perMinute: 120 } })
  const db = first.app.ctx
  expect(db.reader.get<{ n: number }>('SELECT count(*) AS n FROM hook_queue')).toEqual({ n: 199 })
  await first.client.hooks.update({ id: hookId as never, enabled: true })
  await first.stop()

  const left: number[] = [countWaiting()]
  for (const [mode, ...at] of [['statement', '150'], ['statement', '333'], ['commit', '12', '200'], ['commit', '20', '900']] as const) {
    const child = runNode(dier, [dataFolder, mode, ...at])
    await child.ended
    left.push(countWaiting())
  }
  expect(left.at(-1)).toBeGreaterThan(0)
  expect(left.at(-1)).toBeLessThan(left[0]!)

  const last = await startApp({ dataFolder })
  await last.client.hooks.update({ id: hookId as never, rules: { perMinute: 6000 } })
  await expect.poll(async () => (await last.client.hooks.backlog({ id: hookId as never })).waiting, { timeout: 20_000 }).toBe(0)
  const rows = last.app.ctx.reader.all<{ text: string; id: string }>("SELECT text, id FROM message WHERE type = 'webhook' ORDER BY position")
  expect(rows.map(({ text }) => text)).toEqual(texts)
  const verdicts = last.app.ctx.reader.all<{ reason: string; messageId: string }>('SELECT reason, message_id AS messageId FROM verdict ORDER BY id')
  expect(verdicts).toEqual(rows.map(({ id }) => ({ reason: 'posted', messageId: id })))
  await last.stop()
}, 60_000)
