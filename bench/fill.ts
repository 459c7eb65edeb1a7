/** Makes a data folder with many stored messages, quickly and once: it is kept in .cache/bench for the next run. */
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { createApp } from '#server/app.ts'
import { migrations } from '#server/store/migrate.ts'
import { createInlineClient } from '#server/rpc/router.ts'
import { webPlatform } from '../src/main/headless/platform.ts'

const cacheFolder = fileURLToPath(new URL('../.cache/bench', import.meta.url))

/** How many messages each channel gets. */
export type Counts = Readonly<Record<string, number>>

/** @returns a fresh copy of a folder with that many messages, half of them by a hook; deleted by the caller. */
export async function makeFilledFolder(counts: Counts): Promise<string> {
  const schema = createHash('sha256').update(migrations.map(({ sql }) => sql).join('')).digest('hex').slice(0, 12)
  const cached = join(cacheFolder, `${Object.entries(counts).flat().join('-')}-${schema}`)
  if (!existsSync(join(cached, 'done'))) await fill(cached, counts)
  const folder = mkdtempSync(join(tmpdir(), 'hookline-bench-'))
  cpSync(cached, folder, { recursive: true })
  return folder
}

async function fill(folder: string, counts: Counts): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const app = await createApp({ dataFolder: folder, platform: webPlatform, version: 'bench' })
  const client = createInlineClient(app.callAs(app.me))
  await client.workspace.setUp({ workspaceName: 'Bench', displayName: 'Lena Fischer' })
  const rows: Rows[] = []
  for (const [name, count] of Object.entries(counts)) {
    const channel = (await client.channels.list()).find((one) => one.name === name) ?? (await client.channels.create({ name }))
    const { hook } = await client.hooks.create({ channel: name, name: 'ci' })
    rows.push({ count, channelId: channel.id, hookId: hook.id, authorId: app.me.personId, series: rows.length })
  }
  await app.stop()
  for (const one of rows) if (one.count > 0) insertRows(join(folder, 'hookline.db'), one)
  writeFileSync(join(folder, 'done'), '')
}

interface Rows {
  readonly count: number
  readonly channelId: string
  readonly hookId: string
  readonly authorId: string
  /** Keeps the ids of several channels apart. */
  readonly series: number
}

/** The same rows as posts would leave in log and projection; the mix is text, lists, code, tables and attachments. */
function insertRows(path: string, { count, channelId, hookId, authorId, series }: Rows): void {
  const db = new Database(path)
  db.pragma('synchronous = OFF')
  const texts = [
    'Deployed **web** to production, all good',
    '- one\\n- two\\n- [x] three',
    'Look:\\n```ts\\nexport const answer: number = 42\\n```',
    '| Component | Tests | Failed |\\n|:--|--:|--:|\\n| Server | 948 | 0 |\\n| Web | 123 | 2 |',
    'A longer message that wraps over a few lines because people sometimes write whole paragraphs, with `code`, a [link](https://example.com/a/b) and :rocket: in it.',
  ]
  const textCase = `CASE n % 5 ${texts.map((text, index) => `WHEN ${index} THEN '${text}'`).join(' ')} END`
  const attachments = `CASE WHEN n % 10 = 1 THEN '[{"color":"good","title":"Build passed","fields":[{"title":"Branch","value":"main","short":true},{"title":"Took","value":"38 s","short":true}]}]' END`
  db.function('unescape', (text) => String(text).replaceAll('\\n', '\n'))
  db.exec(`BEGIN;
    CREATE TEMP TABLE gen AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${count})
      SELECT n, printf('0190000${series}-%04x-7000-8000-%012x', n / 65536, n) AS mid, printf('0191000${series}-%04x-7000-8000-%012x', n / 65536, n) AS cid,
        unescape(${textCase}) || ' ' || n AS text, ${attachments} AS att, n % 2 AS byHook, 1700000000000 + n * 20000 AS at FROM c;
    CREATE TEMP TABLE base AS SELECT coalesce(max(position), 0) AS p FROM change_log WHERE log = '${channelId}';
    INSERT INTO change_log (id, scope, log, position, kind, author_device, at, body)
      SELECT cid, '${channelId}', '${channelId}', n + (SELECT p FROM base), 'message.posted', (SELECT value FROM local_state WHERE key = 'deviceId'), at,
        json_object('messageId', mid, 'type', iif(byHook, 'webhook', 'message'), 'authorId', '${authorId}', 'text', text, 'username', iif(byHook, 'webhook', NULL),
          'hookId', iif(byHook, '${hookId}', NULL), 'iconUrl', NULL, 'iconEmoji', NULL, 'attachments', json(coalesce(att, '[]')), 'props', json('{}')) FROM gen;
    INSERT INTO message (id, channel_id, position, type, author_id, text, username, hook_id, attachments, created_at)
      SELECT mid, '${channelId}', n + (SELECT p FROM base), iif(byHook, 'webhook', 'message'), '${authorId}', text, iif(byHook, 'webhook', NULL), iif(byHook, '${hookId}', NULL), att, at FROM gen;
    -- As if it had been indexed: what is measured here is not the indexing of a million messages beside it.
    UPDATE search_mark SET above = (SELECT max(row) FROM message);
    COMMIT;`)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}
