/** Every procedure with inputs of its own form and of none, as four people: it answers or refuses in words, and a refusal leaves nothing behind. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ORPCError } from '@orpc/client'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { contract } from '#shared/contract/rpc/index.ts'
import type { Actor } from '#server/context.ts'
import { makeHistory } from '../helpers/history.ts'
import { readTables, rebuild } from '../helpers/projection.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'
import { fromSchema } from './from-schema.ts'
import { fuzz } from './fuzz.ts'
import { text, trees } from './values.ts'

interface Asked {
  readonly path: string
  readonly as: string
  readonly input: unknown
}

/** Would leave this app, wait for something or end it: `test/rpc/procedures.test.ts` and the team's tests ask for those. */
const elsewhere = ['events.subscribe', 'team.join', 'team.host', 'listener.restart', 'support.report', 'team.checkHosting', 'pictures.get', 'subscriptions.test']
const procedures = Object.entries(contract)
  .flatMap(([feature, its]) => Object.entries(its).map(([name, procedure]) => ({ path: `${feature}.${name}`, schema: (procedure as { '~orpc': { inputSchema?: z.ZodType } })['~orpc'].inputSchema })))
  .filter(({ path }) => !elsewhere.includes(path))
const people = ['ada.lowe', 'alex', 'jim', 'gast']

let t: TestApp
let known: readonly string[] = ['']
/** Who somebody is, whatever becomes of their name meanwhile. */
let actors: ReadonlyMap<string, Actor> = new Map()
beforeAll(async () => {
  t = await startApp()
  await makeHistory(t)
  // What waits for its turn would come by itself, whatever is asked.
  for (const { id } of await t.client.hooks.list()) await t.client.hooks.clearBacklog({ id, by: 'dropping' }).catch(() => undefined)
  actors = new Map(people.map((name) => [name, t.app.findActor(name)]))
  // Ids and names of what is there, so that most calls are about something.
  const ids = ['channel', 'person', 'message', 'hook', 'address', 'token', 'subscription', 'delivery'].flatMap((table) => t.app.ctx.reader.all<{ id: string }>(`SELECT id FROM ${table} LIMIT 12`).map(({ id }) => id))
  const channels = t.app.ctx.reader.all<{ name: string }>('SELECT name FROM channel').map(({ name }) => name)
  const files = t.app.ctx.reader.all<{ id: string }>('SELECT file_id AS id FROM message_file LIMIT 6').map(({ id }) => id)
  known = [...ids, ...files, ...channels, ...people.flatMap((name) => [name, `@${name}`]), 'hooks.port', 'messages.maxLength', 'look.theme', 'aGVsbG8=', 'text/plain', 'http://127.0.0.1:9/x']
})
afterAll(() => t.stop())

const anything = trees(['id', 'name', 'text', 'channel', 'key', 'value', '__proto__', 'constructor'])
const asked: fc.Arbitrary<Asked> = fc.oneof(
  ...procedures.map(({ path, schema }) => fc.record({ path: fc.constant(path), as: fc.constantFrom(...people), input: schema ? fc.oneof({ weight: 20, arbitrary: fromSchema(schema, { known: () => known, text, anything }) }, { weight: 1, arbitrary: anything }) : fc.constant(undefined) })),
)

/** Deliveries go on by themselves. */
const moving = ['delivery', 'delivery_attempt', 'delivery_lane', 'subscription_target']

function tablesNow(): ReadonlyMap<string, string> {
  return new Map(Object.entries(readTables(t.app.ctx.reader)).flatMap(([name, rows]) => (moving.includes(name) ? [] : [[name, JSON.stringify(rows)]])))
}

let last: { readonly writes: number; readonly tables: ReadonlyMap<string, string> } | undefined
const writesNow = (): number => t.app.ctx.reader.get<{ writes: number }>('SELECT total_changes() AS writes')?.writes ?? 0

async function ask({ path, as, input }: Asked): Promise<unknown> {
  const [feature = '', name = ''] = path.split('.')
  const client = t.clientAs(actors.get(as)!) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>
  return client[feature]![name]!(input)
}

/** How often somebody said the same again is told now and then, whatever is asked meanwhile. */
const toldByItself = ['change_log', 'message', 'repeated_message']
const lastChange = (): number => t.app.ctx.reader.get<{ seq: number }>('SELECT max(seq) AS seq FROM change_log')?.seq ?? 0
const isToldByItself = (changed: readonly string[], after: number): boolean =>
  changed.every((table) => toldByItself.includes(table)) && t.app.ctx.reader.all<{ kind: string }>('SELECT kind FROM change_log WHERE seq > ?', after).every(({ kind }) => kind === 'message.repeated')

fuzz<Asked>('procedures', {
  values: asked,
  check: async (value) => {
    await t.app.ctx.write(() => undefined)
    const writes = writesNow()
    // Most calls change nothing, so that what was read for the last one still holds.
    if (last?.writes !== writes) last = { writes, tables: tablesNow() }
    const { tables } = last
    const seq = lastChange()
    const error: unknown = await ask(value).then(() => undefined, (caught: unknown) => caught)
    if (error === undefined) return
    if (!(error instanceof ORPCError) || (error.code !== 'REFUSED' && error.code !== 'BAD_REQUEST')) throw new Error('is neither answered nor refused', { cause: error })
    await t.app.ctx.write(() => undefined)
    if (writesNow() === writes) return
    const changed = [...tablesNow()].filter(([name, rows]) => tables.get(name) !== rows).map(([name]) => name)
    if (changed.length > 0 && !isToldByItself(changed, seq)) throw new Error(`refused, and yet something was written to ${changed.join(', ')}`)
  },
})

test('afterwards all of it can be told again from the log, and the log complains of nothing', async () => {
  const { before, after } = await rebuild(t.app.ctx)
  expect(Object.keys(before).filter((table) => JSON.stringify(after[table]) !== JSON.stringify(before[table]))).toEqual([])
  const log = readFileSync(join(t.dataFolder, 'hookline.log'), 'utf8').split('\n').filter((line) => line.includes('"level":50') || line.includes('"level":60'))
  expect(log.slice(0, 3)).toEqual([])
})
