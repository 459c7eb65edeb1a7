/** Data of an older program: a copy is made, every row is there afterwards, and the app goes on where it was. */
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { init } from '#server/store/migrations/0010-init.ts'
import { hookPosts } from '#server/store/migrations/0040-hook-posts.ts'
import { outgoing } from '#server/store/migrations/0050-outgoing.ts'
import { numberedLanes } from '#server/store/migrations/0070-numbered-lanes.ts'
import { applicationId, migrate, migrations } from '#server/store/migrate.ts'
import { rebuild } from '../helpers/projection.ts'
import { makeDataFolder, startApp } from '../helpers/start-app.ts'

const id = (n: number): string => `01976f00-0000-7000-8000-${String(n).padStart(12, '0')}`
const ada = id(1)
const town = id(2)
const device = id(3)

let dataFolder = ''
beforeEach(() => {
  dataFolder = makeDataFolder()
  writeFirstSchema(join(dataFolder, 'hookline.db'))
})
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }))

/** What version 0.1.0 wrote for one person, one channel and three messages. */
function writeFirstSchema(path: string): void {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.exec(init.sql)
  db.pragma(`application_id = ${applicationId}`)
  db.pragma(`user_version = ${init.number}`)
  const log = db.prepare("INSERT INTO change_log (id, scope, position, kind, author_device, at, body) VALUES (?, ?, ?, ?, ?, ?, ?)")
  let seq = 100
  const note = (scope: string, position: number, kind: string, body: unknown) => log.run(id(seq++), scope, position, kind, device, 1000 + position, JSON.stringify(body))
  note('workspace', 1, 'workspace.defined', { workspaceId: id(9), name: 'Old' })
  note('workspace', 2, 'person.defined', { personId: ada, username: 'ada', displayName: 'Ada', role: 'owner' })
  note(town, 1, 'channel.created', { name: 'town-square', displayName: 'town-square', purpose: '', type: 'public', createdBy: ada })
  note(town, 2, 'member.joined', { personId: ada })
  db.prepare("INSERT INTO workspace VALUES (?, 'Old')").run(id(9))
  db.prepare("INSERT INTO person VALUES (?, 'ada', 'Ada', 'owner', 1002)").run(ada)
  db.prepare("INSERT INTO channel VALUES (?, 'town-square', 'town-square', '', 'public', ?, 1001, NULL)").run(town, ada)
  db.prepare('INSERT INTO channel_member VALUES (?, ?, 1002)').run(town, ada)
  for (const position of [3, 4, 5]) {
    const text = `old ${position}`
    note(town, position, 'message.posted', { messageId: id(10 + position), type: 'message', authorId: ada, text, username: null, hookId: null, iconUrl: null, iconEmoji: null, attachments: [], props: {} })
    db.prepare("INSERT INTO message (id, channel_id, position, type, author_id, text, created_at) VALUES (?, ?, ?, 'message', ?, ?, ?)").run(id(10 + position), town, position, ada, text, 1000 + position)
  }
  for (const [key, value] of [['deviceId', device], ['meId', ada], ['greeted', '1']]) db.prepare('INSERT INTO local_state VALUES (?, ?)').run(key, value)
  db.close()
}

const copies = () => readdirSync(join(dataFolder, 'backups')).filter((name) => name.endsWith('.db'))

test('keeps every message, counts nothing old as unread, and goes on at the next position', async () => {
  const t = await startApp({ dataFolder, listen: false })
  const { messages } = await t.client.messages.list({ channel: 'town-square' })
  expect(messages.map(({ text, position, thread, reactions, files }) => ({ text, position, thread, reactions, files }))).toEqual(
    [3, 4, 5].map((position) => ({ text: `old ${position}`, position, thread: null, reactions: [], files: [] })),
  )
  expect(await t.client.unreads.get()).toMatchObject({ badge: 0, channels: [{ channelId: town, unread: 0, lastRead: 5 }] })
  // Facts count by themselves now; what was said in a channel keeps its place.
  const places = t.app.ctx.reader.all<{ log: string; position: number }>('SELECT log, position FROM change_log ORDER BY seq')
  expect(places.map(({ log, position }) => [log, position])).toEqual([...[1, 2, 3, 4].map((position) => ['workspace', position]), ...[3, 4, 5].map((position) => [town, position])])
  const reply = await t.client.messages.post({ channel: 'town-square', text: 'new', threadRootId: messages[0]!.id })
  expect(reply.position).toBe(6)
  await expect.poll(async () => (await t.client.search.messages({ query: 'old' })).messages.length, { timeout: 5000 }).toBe(3)
  await t.stop()
})

test('the columns and tables for hooks and cases come without touching what is there', async () => {
  const path = join(dataFolder, 'hookline.db')
  const before = new Database(path)
  for (const { number, sql } of migrations.filter((one) => one.number > init.number && one.number < hookPosts.number)) {
    before.exec(sql)
    before.pragma(`user_version = ${number}`)
  }
  before.prepare('INSERT OR REPLACE INTO read_mark (person_id, channel_id, position) VALUES (?, ?, 4)').run(ada, town)
  const tables = (db: Database.Database) => ['read_mark', 'channel', 'person', 'change_log'].map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all())
  const rows = tables(before)
  before.close()

  const t = await startApp({ dataFolder })
  const { messages } = await t.client.messages.list({ channel: 'town-square' })
  const plain = { priority: null, silent: false, mentions: 'all', ownerPicture: false, caseId: null, caseState: null, caseUpdates: null }
  expect(messages).toMatchObject([3, 4, 5].map((position) => ({ text: `old ${position}`, position, ...plain })))
  expect(await t.client.unreads.get()).toMatchObject({ channels: [{ channelId: town, lastRead: 4 }] })
  expect(await t.client.cases.list({ channel: 'town-square' })).toEqual({ cases: [], nextBefore: null, open: 0 })
  const { url } = await t.makeHook({ dialect: 'emakin' })
  expect((await fetch(url, { method: 'POST', body: '{"id":"event1","text":"new"}' })).status).toBe(200)
  expect((await t.client.cases.list({ channel: 'town-square' })).cases).toMatchObject([{ externalId: 'event1', message: { position: 6 } }])
  const { before: folded, after } = await rebuild(t.app.ctx)
  expect(after).toEqual(folded)
  await t.stop()

  const copy = new Database(join(dataFolder, 'backups', copies()[0]!), { readonly: true })
  expect([copy.pragma('user_version', { simple: true }), tables(copy)]).toEqual([30, rows])
  copy.close()
})

test('a team of the version before outgoing webhooks listens, sends and folds as if it had always been able to', async () => {
  const before = new Database(join(dataFolder, 'hookline.db'))
  for (const { number, sql } of migrations.filter((one) => one.number > init.number && one.number < outgoing.number)) {
    before.exec(sql)
    before.pragma(`user_version = ${number}`)
  }
  const rows = before.prepare('SELECT * FROM message ORDER BY row').all()
  before.close()

  const t = await startApp({ dataFolder })
  expect(t.app.ctx.reader.all('SELECT * FROM message ORDER BY row')).toEqual(rows.map((row) => ({ ...(row as object), subscription_id: null, sealed: 0, named: null, edits_gone: 0, repeats: null, repeated_at: null, test: 0 })))
  expect(await t.client.subscriptions.list()).toEqual([])
  const { subscription } = await t.client.subscriptions.create({ name: 'out', channels: ['town-square'], urls: ['http://127.0.0.1:9/'] })
  const { id } = await t.client.messages.post({ channel: 'town-square', text: 'new' })
  await t.app.dispatcher.idle()
  expect((await t.client.deliveries.list({ subscriptionId: subscription.id })).deliveries).toMatchObject([{ messageId: id, state: 'failed' }])
  const { before: folded, after } = await rebuild(t.app.ctx)
  expect(after).toEqual(folded)
  await t.stop()
  const copy = new Database(join(dataFolder, 'backups', copies()[0]!), { readonly: true })
  expect(copy.pragma('user_version', { simple: true })).toBe(hookPosts.number)
  copy.close()
})

/** As version 0.4.0 left them: one that is over, two that wait in a lane, one of a second address, and one that somebody sent again. */
function writeDeliveries(db: Database.Database, [sub, url, other]: readonly [string, string, string]): void {
  db.prepare(`INSERT INTO subscription VALUES (?, 'out', '', ?, ?, '{"when":"every","words":[]}', '["posted"]', 'people', '["127.0.0.1:9"]', 'mattermost-json', 'none', 1, ?, 1, NULL)`).run(sub, ada, JSON.stringify([town]), device)
  db.prepare(`INSERT INTO subscription_target (subscription_id, urls, headers, allow, policy, strict_order, token, secret) VALUES (?, ?, '{}', '[]', 'retry', 0, 't', 's')`).run(sub, JSON.stringify([url, other]))
  const row = db.prepare(`INSERT INTO delivery (id, subscription_id, url, lane, channel_id, position, change_id, message_id, event, trigger_word, hops, state, attempts, due_at, created_at, finished_at, redelivery_of)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'posted', '', 0, ?, ?, ?, 1, ?, ?)`)
  const lane = (address: number) => `${sub}|${address}|${town}`
  const add = (n: number, url: string, lane: string, position: number, state: string, attempts: number, dueAt: number | null, finishedAt: number | null, again: string | null = null) =>
    row.run(id(n), sub, url, lane, town, position, id(100 + position), id(10 + position), state, attempts, dueAt, finishedAt, again)
  add(200, url, lane(0), 3, 'delivered', 1, null, 7)
  add(201, url, lane(0), 4, 'retrying', 2, 8, null)
  add(202, url, lane(0), 5, 'queued', 0, null, null)
  add(203, other, lane(1), 5, 'queued', 0, 9, null)
  add(204, url, `${lane(0)}|${id(204)}`, 3, 'failed', 1, null, 9, id(200))
  const attempt = db.prepare("INSERT INTO delivery_attempt VALUES (?, ?, 5, 1.5, 200, NULL, 'asked', 'answered')")
  for (const [n, number] of [[200, 1], [201, 1], [201, 2], [204, 1]] as const) attempt.run(id(n), number)
}

test('lanes become numbers: deliveries keep their order, their attempts and what they repeat', () => {
  const db = new Database(join(dataFolder, 'hookline.db'))
  db.pragma('foreign_keys = ON')
  for (const { number, sql } of migrations.filter((one) => one.number > init.number && one.number < numberedLanes.number)) {
    db.exec(sql)
    db.pragma(`user_version = ${number}`)
  }
  writeDeliveries(db, [id(50), 'http://127.0.0.1:9/', 'http://127.0.0.1:9/other'])
  const kept = 'id, subscription_id, url, channel_id, position, change_id, message_id, event, trigger_word, hops, state, attempts, due_at, created_at, finished_at, last_status, last_problem, last_ms, redelivery_of'
  const rows = () => [db.prepare(`SELECT ${kept} FROM delivery ORDER BY rowid`).all(), db.prepare('SELECT * FROM delivery_attempt').all()]
  const before = rows()
  migrate(db)
  expect(rows()).toEqual(before)
  const lanes = db.prepare('SELECT subscription_id, address, channel_id FROM delivery_lane').all()
  expect(lanes).toEqual([0, 1].map((address) => ({ subscription_id: id(50), address, channel_id: town })))
  const placed = db.prepare('SELECT d.address, l.address AS lane FROM delivery d LEFT JOIN delivery_lane l ON l.id = d.lane ORDER BY d.id').all()
  expect(placed).toEqual([{ address: 0, lane: 0 }, { address: 0, lane: 0 }, { address: 0, lane: 0 }, { address: 1, lane: 1 }, { address: 0, lane: null }])
  expect(db.prepare('SELECT address_numbers FROM subscription_target').all()).toEqual([{ address_numbers: '[0,1]' }])
  expect([db.pragma('foreign_key_check'), db.pragma('integrity_check', { simple: true })]).toEqual([[], 'ok'])
  // An attempt still goes with its delivery.
  db.prepare('DELETE FROM delivery WHERE id = ?').run(id(201))
  expect(db.prepare('SELECT count(*) AS n FROM delivery_attempt').get()).toEqual({ n: 2 })
  db.close()
})

test('makes one copy of the data as it was, and none at the next start', async () => {
  await (await startApp({ dataFolder, listen: false })).stop()
  expect(copies()).toEqual([expect.stringMatching(/^hookline-schema-10-\d{4}-\d\d-\d\dT[\d-]+Z\.db$/)])
  const copy = new Database(join(dataFolder, 'backups', copies()[0]!), { readonly: true })
  expect(copy.pragma('user_version', { simple: true })).toBe(10)
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(copy.prepare('SELECT count(*) AS n FROM message').get()).toEqual({ n: 3 })
  copy.close()
  await (await startApp({ dataFolder, listen: false })).stop()
  expect(copies()).toHaveLength(1)
})

test('keeps two copies, the newest', async () => {
  mkdirSync(join(dataFolder, 'backups'))
  const path = join(dataFolder, 'hookline.db')
  for (const day of ['01', '02', '03']) copyFileSync(path, join(dataFolder, 'backups', `hookline-schema-10-2026-01-${day}T00-00-00-000Z.db`))
  await (await startApp({ dataFolder, listen: false })).stop()
  expect(copies().filter((name) => name.includes('2026-01'))).toEqual(['hookline-schema-10-2026-01-03T00-00-00-000Z.db'])
  expect(copies()).toHaveLength(2)
})

test('without room for the copy nothing is changed', async () => {
  // A file where the folder should be: the copy cannot be made.
  copyFileSync(join(dataFolder, 'hookline.db'), join(dataFolder, 'backups'))
  await expect(startApp({ dataFolder, listen: false })).rejects.toThrow(/EEXIST|ENOTDIR/)
  const db = new Database(join(dataFolder, 'hookline.db'), { readonly: true })
  expect(db.pragma('user_version', { simple: true })).toBe(10)
  db.close()
})
