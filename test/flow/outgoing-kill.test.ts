/** kill -9 while deliveries go out: after the next start exactly the missing ones happen. `SOAK=1` takes ten times as many moments. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { cliPath, createRandom, runNode, waitUntilReady } from '../helpers/child.ts'
import { createClock } from '../helpers/clock.ts'
import type { Noted } from '../helpers/receive-and-note.ts'
import { makeDataFolder, startApp } from '../helpers/start-app.ts'

const rounds = process.env['SOAK'] ? 50 : 5
const seed = Number(process.env['SEED'] ?? 2026)
const dataFolder = makeDataFolder()
const noteFile = join(dataFolder, 'received.jsonl')
const receiver = runNode(fileURLToPath(new URL('../helpers/receive-and-note.ts', import.meta.url)), [noteFile])
afterAll(() => {
  receiver.process.kill('SIGKILL')
  rmSync(dataFolder, { recursive: true, force: true })
})

const noted = (): Noted[] => (existsSync(noteFile) ? readFileSync(noteFile, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Noted) : [])
const countsOf = (all: readonly Noted[]): Map<string, number> => all.reduce((counts, { id }) => counts.set(id, (counts.get(id) ?? 0) + 1), new Map<string, number>())

/** What the dead left on disk. */
function readDeliveries(): { id: string; state: string }[] {
  const db = new Database(join(dataFolder, 'hookline.db'))
  const rows = db.prepare('SELECT id, state FROM delivery').all() as { id: string; state: string }[]
  db.close()
  return rows
}

/** Four connections that post one text after another until the connection breaks; the first to an address and so a channel of its own. */
async function load(urls: readonly string[], round: number): Promise<void> {
  const post = async (connection: number): Promise<void> => {
    for (let number = 0; ; number += 1) {
      const sent = await fetch(urls[connection === 0 ? 0 : 1]!, { method: 'POST', body: JSON.stringify({ text: `${round} ${connection} ${number}` }) }).catch(() => undefined)
      if (sent?.status !== 200) return
    }
  }
  await Promise.all([0, 1, 2, 3].map(post))
}

test(`at ${rounds} moments: every message arrives, and what was recorded as delivered is not sent again`, { timeout: 60_000 * (rounds / 5) }, async () => {
  const { port } = JSON.parse((await receiver.firstLine) ?? '') as { port: number }
  const random = createRandom(seed)
  const first = await startApp({ dataFolder })
  const host = `127.0.0.1:${port}`
  const paths = [await first.makeHook(), await first.makeHook({ channel: 'off-topic' })].map(({ url }) => new URL(url).pathname)
  await first.client.settings.set({ key: 'deliveries.keepPerHook', value: 100_000 })
  await first.client.subscriptions.create({ name: 'out', channels: ['town-square', 'off-topic'], from: 'everybody', urls: [`http://${host}/`], allow: [host] })
  await first.stop()

  const delivered = new Map<string, number>()
  for (let round = 0; round < rounds; round += 1) {
    const before = noted().length
    const child = runNode(cliPath, ['serve', '--json', '--data', dataFolder, '--hooks-port', '0', '--ui-port', '0'])
    const { hooksUrl } = await waitUntilReady(child)
    const ended = load(paths.map((path) => hooksUrl + path), round)
    // Some die before the first request leaves, some after it: a slow computer would know the former alone.
    if (round % 2 === 0) await expect.poll(() => noted().length, { timeout: 30_000 }).toBeGreaterThan(before)
    await new Promise((resolve) => setTimeout(resolve, random(30, 500)))
    child.process.kill('SIGKILL')
    await Promise.all([child.ended, ended])
    const counts = countsOf(noted())
    for (const { id, state } of readDeliveries()) if (state === 'delivered' && !delivered.has(id)) delivered.set(id, counts.get(id) ?? 0)
  }
  const left = readDeliveries().filter(({ state }) => state !== 'delivered').length

  // The last start has a clock that is moved: the waits between attempts need not be waited for.
  const clock = createClock(Date.now() + 60_000)
  const last = await startApp({ dataFolder, clock })
  await clock.pass(3 * 3_600_000, () => last.app.dispatcher.idle())
  const messages = last.app.ctx.reader.all<{ text: string }>("SELECT text FROM message WHERE type = 'webhook'")
  const states = last.app.ctx.reader.all<{ state: string; n: number }>('SELECT state, count(*) AS n FROM delivery GROUP BY state')
  await last.stop()

  const all = noted()
  const arrived = new Set(all.filter(({ status }) => status === 200).map(({ text }) => text))
  const counts = countsOf(all)
  expect(states).toEqual([{ state: 'delivered', n: messages.length }])
  expect(messages.filter(({ text }) => !arrived.has(text))).toEqual([])
  expect([...delivered].filter(([id, count]) => counts.get(id) !== count)).toEqual([])
  expect([messages.length > 10, delivered.size > 0, left > 0]).toEqual([true, true, true])
  console.log(`killed ${rounds} times, seed ${seed}: ${messages.length} messages, ${all.length} requests, ${delivered.size} recorded before a death, ${left} left for the last start`)
})
