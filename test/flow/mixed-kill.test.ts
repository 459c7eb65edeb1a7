/**
 * kill -9 at seeded moments while everything happens at once: posts, changes and deletions by webhooks, people's messages and files, deliveries.
 * Whatever was acknowledged is there exactly once and as it was last acknowledged. `npm run soak -- kill COUNT SEED` takes as many moments as one likes.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { cliPath, createRandom, runNode, waitUntilReady, type Ready } from '../helpers/child.ts'
import { createClock } from '../helpers/clock.ts'
import { connectWindow } from '../helpers/connect-socket.ts'
import type { Noted } from '../helpers/receive-and-note.ts'
import { makeDataFolder, startApp } from '../helpers/start-app.ts'
import { readWhole, upload } from '../helpers/upload.ts'

const rounds = Number(process.env['KILLS'] ?? (process.env['SOAK'] ? 60 : 6))
const seed = Number(process.env['SEED'] ?? 2026)
const dataFolder = makeDataFolder()
const noteFile = join(dataFolder, 'received.jsonl')
const receiver = runNode(fileURLToPath(new URL('../helpers/receive-and-note.ts', import.meta.url)), [noteFile])
afterAll(() => {
  receiver.process.kill('SIGKILL')
  rmSync(dataFolder, { recursive: true, force: true })
})

/** What was acknowledged. Of a message whose change got no answer nothing is known. */
const texts = new Map<string, string>()
const changed = new Map<string, { text: string } | 'deleted' | 'unknown'>()
const files = new Map<string, string>()
let sent = 0

interface Paths {
  readonly plain: string
  readonly discord: string
}

async function ask(url: string, method: string, body?: unknown): Promise<{ status: number; id: string } | undefined> {
  sent += 1
  try {
    const response = await fetch(url, { method, ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }) })
    await response.text()
    return { status: response.status, id: response.headers.get('x-hookline-message-id') ?? '' }
  } catch {
    return undefined
  }
}

/** One post after another until the connection breaks. */
async function postPlain(url: string, name: string): Promise<void> {
  for (let number = 0; ; number += 1) {
    const text = `${name} ${number}`
    const answer = await ask(url, 'POST', { text })
    if (answer?.status !== 200) return
    texts.set(text, answer.id)
  }
}

/** Posts, edits, and deletes every third. */
async function postAndChange(url: string, name: string): Promise<void> {
  for (let number = 0; ; number += 1) {
    sent += 1
    const posted = await fetch(`${url}?wait=true`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ content: `${name} ${number}` }) }).catch(() => undefined)
    const body = (await posted?.json().catch(() => undefined)) as { id: string } | undefined
    if (posted?.status !== 200 || !body) return
    const id = posted.headers.get('x-hookline-message-id') ?? ''
    const path = `${url}/messages/${body.id}`
    changed.set(id, 'unknown')
    if ((await ask(path, 'PATCH', { content: `${name} ${number} edited` }))?.status !== 200) return
    changed.set(id, { text: `${name} ${number} edited` })
    if (number % 3 !== 0) continue
    changed.set(id, 'unknown')
    if ((await ask(path, 'DELETE'))?.status !== 204) return
    changed.set(id, 'deleted')
  }
}

/** A person at a window, who attaches something to every third message. */
async function sayThings({ uiUrl }: Ready, name: string): Promise<void> {
  // It may die before the window is open.
  const window = await connectWindow(uiUrl).catch(() => undefined)
  if (!window) return
  const { client, socket } = window
  socket.on('error', () => undefined)
  const broken = new Promise<never>((_, reject) => socket.once('close', () => reject(new Error('closed'))))
  broken.catch(() => undefined)
  try {
    for (let number = 0; ; number += 1) {
      const text = `${name} ${number}`
      const bytes = Buffer.from(`content of ${text} `.repeat(400))
      const file = number % 3 === 1 ? await Promise.race([upload(client, { bytes }), broken]) : undefined
      sent += 1
      const { id } = await Promise.race([client.messages.post({ channel: 'off-topic', text, ...(file ? { files: [file.id] } : {}) }), broken])
      texts.set(text, id)
      if (file) files.set(file.id, createHash('sha256').update(bytes).digest('hex'))
    }
  } catch {
    socket.terminate()
  }
}

/** What the dead left on disk, held against what was promised. */
function look(): Record<string, unknown> {
  const db = new Database(join(dataFolder, 'hookline.db'))
  const rows = db.prepare("SELECT id, text, deleted_at AS deletedAt FROM message WHERE type <> 'system'").all() as { id: string; text: string; deletedAt: number | null }[]
  const byId = new Map(rows.map((row) => [row.id, row]))
  const counts = new Map<string, number>()
  for (const { text, deletedAt } of rows) if (deletedAt === null) counts.set(text, (counts.get(text) ?? 0) + 1)
  const isAsChanged = ([id, want]: [string, { text: string } | 'deleted' | 'unknown']): boolean => want === 'unknown' || (want === 'deleted' ? (byId.get(id)?.deletedAt ?? null) !== null || !byId.has(id) : byId.get(id)?.text === want.text)
  const found = {
    lost: [...texts].filter(([text, id]) => byId.get(id)?.text !== text),
    twice: [...counts].filter(([, count]) => count > 1),
    changedWrongly: [...changed].filter((one) => !isAsChanged(one)),
    gaps: db.prepare('SELECT log FROM change_log GROUP BY log HAVING max(position) <> count(*) OR min(position) <> 1').all(),
    integrity: db.pragma('integrity_check', { simple: true }),
    halfFiles: db.prepare('SELECT file_id FROM message_file f WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.id = f.message_id)').all(),
  }
  db.close()
  return found
}

/** How much of each kind was acknowledged: posts, what may be changed, what people say. */
function progress(): readonly number[] {
  const said = [...texts.keys()].filter((text) => text.startsWith('said ')).length
  return [texts.size - said, changed.size, said]
}

const asPromised = { lost: [], twice: [], changedWrongly: [], gaps: [], integrity: 'ok', halfFiles: [] }

async function prepare(): Promise<Paths> {
  const { port } = JSON.parse((await receiver.firstLine) ?? '') as { port: number }
  const t = await startApp({ dataFolder })
  await t.client.settings.set({ key: 'deliveries.keepPerHook', value: 100_000 })
  const rules = { perMinute: null, countRepeats: false }
  const [plain, discord] = [await t.makeHook({ rules }), await t.makeHook({ name: 'changes', dialect: 'discord', rules })].map(({ url }) => new URL(url).pathname)
  const host = `127.0.0.1:${port}`
  await t.client.subscriptions.create({ name: 'out', channels: ['off-topic'], from: 'everybody', urls: [`http://${host}/`], allow: [host] })
  await t.stop()
  return { plain: plain!, discord: discord! }
}

test(`at ${rounds} moments of mixed load, all that was acknowledged is there once`, { timeout: 60_000 + rounds * 10_000 }, async () => {
  const paths = await prepare()
  const random = createRandom(seed)
  for (let round = 0; round < rounds; round += 1) {
    const child = runNode(cliPath, ['serve', '--json', '--data', dataFolder, '--hooks-port', '0', '--ui-port', '0'])
    const ready = await waitUntilReady(child)
    const before = progress()
    const load = Promise.all([
      ...[0, 1, 2].map((connection) => postPlain(ready.hooksUrl + paths.plain, `hook ${round} ${connection}`)),
      postAndChange(ready.hooksUrl + paths.discord, `change ${round}`),
      sayThings(ready, `said ${round} a`),
    ])
    // Every other dies early, whatever it has done; the rest when some of each was acknowledged, however slow the machine is.
    if (round % 2 === 0) await expect.poll(() => progress().every((count, kind) => count > before[kind]! + 1), { timeout: 30_000 }).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, random(5, 400)))
    child.process.kill('SIGKILL')
    const { stderr } = await child.ended
    await load
    expect({ round, stderr, ...look() }).toEqual({ round, stderr: '', ...asPromised })
  }
  const clock = createClock(Date.now() + 60_000)
  const last = await startApp({ dataFolder, clock })
  await clock.pass(3 * 3_600_000, () => last.app.dispatcher.idle())
  for (const [id, sha256] of files) expect(createHash('sha256').update(await readWhole(last.client, id as never)).digest('hex')).toBe(sha256)
  const noted = existsSync(noteFile) ? readFileSync(noteFile, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Noted) : []
  const arrived = new Set(noted.filter(({ status }) => status === 200).map(({ text }) => text))
  const said = [...texts.keys()].filter((text) => text.startsWith('said '))
  expect(said.filter((text) => !arrived.has(text))).toEqual([])
  await last.stop()
  console.log(`killed ${rounds} times under mixed load, seed ${seed}: ${sent} requests, ${texts.size} messages acknowledged, ${changed.size} changed or deleted, ${files.size} files, ${noted.length} deliveries`)
})
