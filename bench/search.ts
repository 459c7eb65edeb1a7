/** Search: how long each kind of query takes over a million messages, on the reader thread, against a plain look-up by index in the same run. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApp } from '#server/app.ts'
import { createInlineClient } from '#server/rpc/router.ts'
import { createFarReader } from '#server/start-reader.ts'
import { openDatabase } from '#server/store/open-database.ts'
import { migrations } from '#server/store/migrate.ts'
import { indexMessages, mergeIndex } from '#server/store/search-index.ts'
import { webPlatform } from '../src/main/headless/platform.ts'
import { createRandom } from '../test/helpers/child.ts'

const cacheFolder = fileURLToPath(new URL('../.cache/bench', import.meta.url))
const messages = 1_000_000
const channels = 120
const people = 60
const rounds = 12

/** What each kind asks; the corpus below gives every name its meaning. */
const queries: Readonly<Record<string, string>> = {
  'common word': 'deployed',
  'rare word': 'quokka',
  'three common words': 'deployed build production',
  'common word, rare person': 'deployed from:@rare',
  'common word, small channel': 'deployed in:#small',
  'common word, a day long ago': 'deployed on:2024-03-05',
  'common word, a month': 'deployed before:2024-06 after:2024-04',
  'common phrase': '"build production"',
  'phrase that is nowhere': '"production build server graph alert"',
  'no match': 'zyzzyva',
  'two letters': 'de',
  'three letters': 'dep',
  'five letters of many words': 'deplo',
  'beginning of a number': '12345',
  'without common words': 'deployed -build -production',
  'hooks with links': 'deployed is:hook has:link',
  'only a filter': 'in:#small',
  'common where I may not read': 'vault',
  'long ago page': 'deployed before:2024-01-20',
}

export async function search(): Promise<string[]> {
  const dataFolder = await makeSearchFolder()
  const app = await createApp({ dataFolder, platform: webPlatform, version: 'bench' })
  const reader = createFarReader(join(dataFolder, 'hookline.db'))
  try {
    const client = createInlineClient(app.callAs(app.me))
    const channel = (await client.channels.list()).find(({ name }) => name === 'small')
    if (!channel) throw new Error('the filled folder has no channel “small”')
    const lookUp = () => reader.run('listMessages', { channelId: channel.id, limit: 30 })
    const taken: Record<string, number[]> = { 'a page by index': [] }
    await askAll(client)
    // Rounds over all kinds, so that a disturbance of the machine meets all of them alike.
    for (let round = 0; round < rounds; round += 1) {
      for (const [kind, ms] of await askAll(client)) (taken[kind] ??= []).push(ms)
      taken['a page by index']?.push(await time(lookUp))
    }
    const floor = percentile(taken['a page by index'] ?? [], 0.5)
    const all = Object.entries(taken).filter(([kind]) => kind !== 'a page by index')
    return [
      ...Object.entries(taken).map(([kind, ms]) => `search ${kind}: p50 ${percentile(ms, 0.5).toFixed(1)} ms, p95 ${percentile(ms, 0.95).toFixed(1)} ms, ratio ${(percentile(ms, 0.5) / floor).toFixed(1)}`),
      `search p95 of all kinds ${percentile(all.flatMap(([, ms]) => ms), 0.95).toFixed(1)} ms`,
      `search worst p95 ${Math.max(...all.map(([, ms]) => percentile(ms, 0.95))).toFixed(1)} ms`,
    ]
  } finally {
    await reader.stop()
    await app.stop()
  }
}

async function askAll(client: ReturnType<typeof createInlineClient>): Promise<[kind: string, ms: number][]> {
  const answers: [string, number][] = []
  for (const [kind, query] of Object.entries(queries)) answers.push([kind, await time(() => client.search.messages({ query }))])
  return answers
}

async function time(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await run()
  return performance.now() - startedAt
}

function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** Made once and kept for the next run. */
async function makeSearchFolder(): Promise<string> {
  const schema = createHash('sha256').update(migrations.map(({ sql }) => sql).join('')).digest('hex').slice(0, 12)
  const folder = join(cacheFolder, `search-${schema}`)
  if (existsSync(join(folder, 'done'))) return folder
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await setUp(folder)
  fill(join(folder, 'hookline.db'))
  writeFileSync(join(folder, 'done'), '')
  return folder
}

/** I am in every third private channel; `small` and `rare` are named for how little is there of them. */
async function setUp(folder: string): Promise<void> {
  const app = await createApp({ dataFolder: folder, platform: webPlatform, version: 'bench' })
  const client = createInlineClient(app.callAs(app.me))
  await client.workspace.setUp({ workspaceName: 'Bench', displayName: 'Lena Fischer' })
  const rare = await client.people.create({ username: 'rare' })
  for (let number = 1; number < people; number += 1) await client.people.create({ username: `person${number}` })
  const other = createInlineClient(app.callAs({ personId: rare.id }))
  await client.channels.create({ name: 'small' })
  for (let number = 1; number < channels; number += 1) {
    const isPrivate = number % 4 === 0
    await (isPrivate && number % 3 !== 0 ? other : client).channels.create({ name: `channel-${number}`, private: isPrivate })
  }
  await client.hooks.create({ channel: 'small', name: 'ci' })
  await app.stop()
}

const vocabulary = `the deployed build production failed rollback gateway error timeout release server web ready please check again nobody knows why this happens
with our little cluster today deployment deploys deploying merge request review customer ticket answered latency graph alert resolved firing node disk memory`.split(/\s+/)

function fill(path: string): void {
  const connection = openDatabase({ path })
  connection.run('PRAGMA synchronous = OFF')
  connection.run('PRAGMA foreign_keys = OFF')
  const place = connection.all<{ id: string; name: string; isHidden: number }>(
    `SELECT c.id, c.name, c.type = 'private' AND NOT EXISTS (SELECT 1 FROM channel_member m WHERE m.channel_id = c.id AND m.person_id = (SELECT value FROM local_state WHERE key = 'meId')) AS isHidden
     FROM channel c ORDER BY c.name = 'small', c.name`,
  )
  const person = connection.all<{ id: string }>("SELECT id FROM person ORDER BY username = 'rare', username").map(({ id }) => id)
  const hook = connection.get<{ id: string }>('SELECT id FROM hook')?.id ?? null
  const small = place.length - 1
  const random = createRandom(2026)
  /** Nearer to the beginning of a list more often. */
  const lean = (count: number) => Math.floor((random(0, 9999) / 10_000) ** 2 * count)
  connection.run('BEGIN IMMEDIATE')
  for (let number = 1; number <= messages; number += 1) {
    const where = place[number % 4999 === 0 ? small : lean(small)]
    const by = person[number % 7001 === 0 ? person.length - 1 : lean(person.length - 1)] ?? ''
    const isHook = number % 3 === 0
    const words = Array.from({ length: random(4, 14) }, () => vocabulary[lean(vocabulary.length)])
    if (number % 20_011 === 0) words.push('quokka')
    if (where?.isHidden === 1) words.push('vault')
    if (number % 50 === 0) words.push('https://example.com/run')
    connection.run(
      'INSERT INTO message (id, channel_id, position, type, author_id, text, username, hook_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`,
      where?.id ?? '',
      number + 10,
      isHook ? 'webhook' : 'message',
      by,
      `${words.join(' ')} ${number}`,
      isHook ? 'Jenkins' : null,
      isHook ? hook : null,
      1_700_000_000_000 + number * 60_000,
    )
  }
  connection.run('COMMIT')
  for (let indexed = 1; indexed > 0; ) {
    connection.run('BEGIN IMMEDIATE')
    indexed = indexMessages({ ...connection, emit: () => undefined }, 2000)
    mergeIndex({ ...connection, emit: () => undefined })
    connection.run('COMMIT')
  }
  connection.close()
}
