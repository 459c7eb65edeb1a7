/** The tables that people see are the change log, folded: dropping and replaying them changes nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeSchema } from '#shared/contract/change.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import type { Message } from '#shared/contract/message.ts'
import { listLogs } from '#server/store/past.ts'
import { makeHistory } from '../helpers/history.ts'
import { otherTables, projectionTables, readLog, readTables, rebuild, searchTables } from '../helpers/projection.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
const statements: string[] = []
const posted: Message[] = []
beforeAll(async () => {
  t = await startApp({ trace: (sql) => void statements.push(sql) })
  const end = t.app.ctx.events.subscribe(({ event }: { event: AppEvent }) => void (event.name === 'message.posted' && posted.push(event.data)))
  await makeHistory(t)
  end()
})
afterAll(() => t.stop())

describe('the change log', () => {
  test('every table is either projection or not', () => {
    const tables = t.app.ctx.reader.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    expect(tables.map(({ name }) => name)).toEqual([...projectionTables, ...otherTables, ...searchTables].sort())
  })

  test('every kind of change occurs in this history, and each is as the contract says', () => {
    const changes = readLog(t.app.ctx.reader, 7).map(({ change }) => change)
    const kinds = changeSchema.options.map((option) => option.shape.kind.value)
    expect([...new Set(changes.map(({ kind }) => kind))].sort()).toEqual([...kinds].sort())
    expect(changes.map((change) => changeSchema.parse(change))).toEqual(changes)
  })

  test('positions count from 1 in each log, without a gap, in the order in which it was written', () => {
    const last = new Map<string, number>()
    for (const { log, place } of readLog(t.app.ctx.reader, 7)) {
      expect(place.position).toBe((last.get(log) ?? 0) + 1)
      last.set(log, place.position)
    }
    expect(listLogs(t.app.ctx.reader).toSorted()).toEqual([...last.keys()].sort())
    expect(last.size).toBeGreaterThan(6)
  })

  test('dropped and replayed, every table is the same row by row, and no other table was touched', async () => {
    const { reader } = t.app.ctx
    expect(projectionTables.filter((table) => readTables(reader)[table]?.length === 0)).toEqual([])
    statements.length = 0
    const { before, after } = await rebuild(t.app.ctx)
    const written = statements.flatMap((sql) => /^\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+(\w+)/i.exec(sql)?.[1] ?? [])
    expect([...new Set(written)].filter((table) => !searchTables.some((one) => one === table)).sort()).toEqual([...projectionTables].sort())
    expect(after).toEqual(before)
    expect(reader.all('PRAGMA foreign_key_check')).toEqual([])
  })

  test('a rebuilt projection goes on where it was: the next message follows', async () => {
    const id = (await t.client.channels.list()).find(({ name }) => name === 'town-square')?.id ?? ''
    const last = t.app.ctx.reader.get<{ position: number }>('SELECT max(position) AS position FROM change_log WHERE log = ?', id)?.position ?? 0
    const next = await t.client.messages.post({ channel: 'town-square', text: 'next' })
    expect([last > 0, next.position]).toEqual([true, last + 1])
  })
})

test('an event carries the message that the store gives', async () => {
  const fresh = await startApp()
  const seen: Message[] = []
  fresh.app.ctx.events.subscribe(({ event }) => void (event.name === 'message.posted' && seen.push(event.data)))
  const { url } = await fresh.makeHook({ dialect: 'slack' })
  await fetch(url, { method: 'POST', body: JSON.stringify({ text: '*b*', username: 'Jenkins', icon_emoji: ':ship:', attachments: [{ text: 'a', fields: [{ title: 't', value: 'v', short: false }] }] }) })
  await fresh.client.messages.post({ channel: 'off-topic', text: 'by a person' })
  expect(seen).toHaveLength(2)
  expect(await Promise.all(seen.map(({ id }) => fresh.client.messages.show({ id })))).toEqual(seen)
  await fresh.stop()
})

test('this history announced each message once', () => {
  const stored = t.app.ctx.reader.all<{ id: string }>("SELECT id FROM message WHERE text <> 'next' ORDER BY row")
  expect(posted.map(({ id }) => id)).toEqual(stored.map(({ id }) => id))
})
