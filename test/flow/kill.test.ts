/**
 * kill -9 at seeded moments: under load, inside COMMIT, and while it starts. Whatever was answered with 2xx is there exactly once
 * under the id that the answer gave, the file is whole, and the next start works. `SOAK=1` takes ten times as many moments.
 */
import http from 'node:http'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { createApp, type App } from '#server/app.ts'
import { createInlineClient } from '#server/rpc/router.ts'
import { cliPath, createRandom, runNode, waitUntilReady, type Child } from '../helpers/child.ts'
import { rebuild } from '../helpers/projection.ts'
import { makeDataFolder, testPlatform } from '../helpers/start-app.ts'

const times = process.env['SOAK'] ? 10 : 1
const seed = Number(process.env['SEED'] ?? 2026)
const timeoutMs = 60_000 * times
const dyingServe = fileURLToPath(new URL('../helpers/serve-and-die.ts', import.meta.url))

const folders: string[] = []
const report: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  console.log(`killed, seed ${seed}:\n${report.join('\n')}`)
})

function newFolder(): string {
  const folder = makeDataFolder()
  folders.push(folder)
  return folder
}

function openApp(dataFolder: string): Promise<App> {
  return createApp({ dataFolder, platform: testPlatform, version: '0.0.0-test' })
}

/** A folder with a hook. @returns the path of its address, secret included. */
async function prepare(dataFolder: string): Promise<string> {
  const app = await openApp(dataFolder)
  const client = createInlineClient(app.callAs(app.me))
  // So that each message keeps its verdict, however long this runs.
  await client.settings.set({ key: 'verdicts.keepPerHook', value: 100_000 })
  const { addresses } = await client.hooks.create({ channel: 'town-square', name: 'load', dialects: ['mattermost'], rules: { perMinute: null } })
  await app.stop()
  return new URL(addresses[0]?.url ?? '').pathname
}

/** Texts that were answered with 2xx, and the message id that each answer gave. */
type Answered = Map<string, string>

interface Load {
  readonly done: Promise<void>
  readonly sent: () => number
  /** Resolves when so many more were answered, or when all connections broke. */
  readonly answers: (count: number) => Promise<void>
}

/** 32 connections that post one text after another until the connection breaks. */
function startLoad(url: string, round: number, answered: Answered): Load {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 32 })
  let sent = 0
  const post = (text: string) =>
    new Promise<boolean>((resolve) => {
      sent += 1
      const request = http.request(url, { method: 'POST', agent }, (response) => {
        const id = response.headers['x-hookline-message-id']
        response.resume()
        response.once('end', () => {
          if (response.statusCode === 200 && response.complete && typeof id === 'string') answered.set(text, id)
          resolve(response.complete)
        })
        response.once('error', () => resolve(false))
      })
      request.once('error', () => resolve(false))
      request.end(JSON.stringify({ text }))
    })
  const connections = Array.from({ length: 32 }, async (_, connection) => {
    for (let number = 0; await post(`round ${round} connection ${connection} number ${number}`); number += 1);
  })
  const done = Promise.all(connections).then(() => agent.destroy())
  const before = answered.size
  let isOver = false
  void done.then(() => (isOver = true))
  const answers = async (count: number): Promise<void> => {
    while (!isOver && answered.size < before + count) await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return { done, sent: () => sent, answers }
}

/** Opens what is left and holds it against what was promised. @returns how many were stored without an answer. */
async function checkAfterDeath(dataFolder: string, answered: Answered): Promise<number> {
  const app = await openApp(dataFolder)
  const { reader } = app.ctx
  const stored = reader.all<{ id: string; text: string }>("SELECT id, text FROM message WHERE type = 'webhook'")
  const idOf = new Map(stored.map(({ id, text }) => [text, id]))
  const wrong = [...answered].filter(([text, id]) => idOf.get(text) !== id)
  const found = {
    lost: wrong,
    twice: stored.length - idOf.size,
    integrity: reader.get('PRAGMA integrity_check'),
    gaps: reader.all('SELECT log FROM change_log GROUP BY log HAVING max(position) <> count(*) OR min(position) <> 1'),
    unlike: reader.all(
      `SELECT l.id FROM change_log l LEFT JOIN message m ON m.id = l.body ->> 'messageId' AND m.channel_id = l.scope AND m.position = l.position AND m.text = l.body ->> 'text'
       WHERE l.kind = 'message.posted' AND m.row IS NULL`,
    ),
    messagesWithoutChange: reader.get<{ n: number }>("SELECT (SELECT count(*) FROM message) - (SELECT count(*) FROM change_log WHERE kind = 'message.posted') AS n")?.n,
    withoutVerdict: reader.all("SELECT id FROM message WHERE type = 'webhook' AND id NOT IN (SELECT message_id FROM verdict WHERE message_id IS NOT NULL)"),
  }
  await app.stop()
  expect(found).toEqual({ lost: [], twice: 0, integrity: { integrity_check: 'ok' }, gaps: [], unlike: [], messagesWithoutChange: 0, withoutVerdict: [] })
  return stored.length - answered.size
}

/** Replays the whole log at the end, and asks for every text through the API, as people do. */
async function checkAtTheEnd(dataFolder: string, answered: Answered): Promise<void> {
  const app = await openApp(dataFolder)
  const client = createInlineClient(app.callAs(app.me))
  const seen = new Map<string, string>()
  for (let after = 0; ; ) {
    const page = await client.messages.list({ channel: 'town-square', limit: 1000, after })
    for (const { text, id } of page.messages) seen.set(text, id)
    after = page.messages.at(-1)?.position ?? after
    if (!page.hasNewer) break
  }
  expect([...answered].filter(([text, id]) => seen.get(text) !== id)).toEqual([])
  const { before, after } = await rebuild(app.ctx)
  expect(after).toEqual(before)
  await app.stop()
}

async function expectKilled(child: Child): Promise<void> {
  const { signal, stderr } = await child.ended
  expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' })
}

describe.concurrent('kill -9', () => {
  test(`at ${12 * times} moments under the load of 32 connections`, { timeout: timeoutMs }, async () => {
    const [folder, answered, random] = [newFolder(), new Map<string, string>(), createRandom(seed)]
    const path = await prepare(folder)
    for (let round = 0; round < 12 * times; round += 1) {
      const child = runNode(cliPath, ['serve', '--json', '--data', folder, '--hooks-port', '0', '--ui-port', '0'])
      const { hooksUrl } = await waitUntilReady(child)
      const load = startLoad(hooksUrl + path, round, answered)
      const delayMs = random(20, 400)
      // A busy machine may not have answered anything by then.
      await load.answers(10)
      await new Promise((resolve) => setTimeout(resolve, delayMs))
      child.process.kill('SIGKILL')
      await Promise.all([expectKilled(child), load.done])
      const unanswered = await checkAfterDeath(folder, answered)
      report.push(`  load    ${delayMs} ms after the first post: ${load.sent()} sent, ${answered.size} answered so far, ${unanswered} stored without an answer`)
    }
    expect(answered.size).toBeGreaterThan(100)
    await checkAtTheEnd(folder, answered)
  })

  test(`at ${4 * times} moments inside COMMIT`, { timeout: timeoutMs }, async () => {
    const [folder, answered, random] = [newFolder(), new Map<string, string>(), createRandom(seed + 1)]
    const path = await prepare(folder)
    for (let round = 0; round < 4 * times; round += 1) {
      const [number, microseconds] = [random(5, 60), random(0, 250)]
      const child = runNode(dyingServe, [folder, 'commit', String(number), String(microseconds)])
      const { hooksUrl } = await waitUntilReady(child)
      const load = startLoad(hooksUrl + path, round, answered)
      await Promise.all([expectKilled(child), load.done])
      const unanswered = await checkAfterDeath(folder, answered)
      report.push(`  commit  ${microseconds} µs into COMMIT ${number}: ${load.sent()} sent, ${answered.size} answered so far, ${unanswered} stored without an answer`)
    }
    await checkAtTheEnd(folder, answered)
  })

  test(`at ${8 * times} moments of a start, on a new folder and on one with data`, { timeout: timeoutMs }, async () => {
    const random = createRandom(seed + 2)
    const used = newFolder()
    const path = await prepare(used)
    for (let round = 0; round < 4 * times; round += 1) {
      // A start runs 59 statements on a new folder, most of them migrations, and 14 on one with data.
      for (const [folder, number, what] of [[newFolder(), random(1, 50), 'new folder'], [used, random(1, 12), 'folder with data']] as const) {
        await expectKilled(runNode(dyingServe, [folder, 'statement', String(number)]))
        report.push(`  start   before statement ${number} on a ${what}`)
        expect(await checkAfterDeath(folder, new Map())).toBe(0)
      }
    }
    const child = runNode(cliPath, ['serve', '--json', '--data', used, '--hooks-port', '0'])
    const { hooksUrl } = await waitUntilReady(child)
    const answer = await fetch(hooksUrl + path, { method: 'POST', body: '{"text":"still here"}' })
    expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
    child.process.kill('SIGKILL')
    await expectKilled(child)
    // The run file of the dead is still there; a command is not led astray by it.
    const list = await runNode(cliPath, ['messages', 'list', '--channel', 'town-square', '--json', '--data', used]).ended
    expect({ ...list, stdout: (JSON.parse(list.stdout) as { text: string }[]).map(({ text }) => text) }).toEqual({ code: 0, signal: null, stderr: '', stdout: ['still here'] })
  })
})
