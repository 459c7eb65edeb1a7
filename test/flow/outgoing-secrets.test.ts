/** Where the token and secret of an outgoing webhook and its keys in headers may be: in their own columns, and in no record, event, log or file. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDataFolder } from '../helpers/start-app.ts'
import { hour, startRig } from '../helpers/outgoing.ts'

const key = 'Bearer k3y-"quoted"/with+signs='
const secrets: string[] = [key]
const answers: string[] = []
const events: string[] = []
let dataFolder = ''

beforeAll(async () => {
  dataFolder = makeDataFolder()
  const r = await startRig({ dataFolder })
  r.app.ctx.events.subscribe(({ event }) => void events.push(event.name === 'subscription.changed' ? '' : JSON.stringify(event)))
  // It echoes all that it was sent, once more as a form, and fails at first.
  r.receiver.answer = ({ headers, body }) => ({
    status: r.receiver.received.length % 2 === 0 ? 200 : 500,
    headers: { 'X-Echo': String(headers['authorization']) },
    body: `${JSON.stringify({ headers, body })}\n${String(headers['authorization'])}\n${new URLSearchParams({ key: String(headers['authorization']), body }).toString()}`,
  })
  for (const signature of ['none', 'token', 'hmac-sha1', 'github-sha256', 'standard'] as const) {
    for (const format of ['mattermost-json', 'mattermost-form', 'standard-webhooks'] as const) {
      const made = await r.subscribe({ name: `${signature} ${format}`, signature, format, headers: { Authorization: key } })
      const again = await r.client.subscriptions.regenerate({ id: made.id, overlapMs: hour })
      secrets.push(made.token, made.secret, again.token, again.secret)
    }
  }
  await r.say('hello')
  await r.pass(2 * hour)
  for (const { id } of await r.client.subscriptions.list()) {
    answers.push(JSON.stringify([await r.client.subscriptions.test({ id }), await r.client.subscriptions.health({ id }), await r.client.subscriptions.consents({ id })]))
    for (const delivery of await r.deliveriesOf(id)) answers.push(JSON.stringify(await r.client.deliveries.show({ id: delivery.id })))
  }
  answers.push(JSON.stringify([await r.client.subscriptions.listening({ channel: 'town-square' }), await r.client.messages.list({ channel: 'town-square' })]))
  await r.app.copying.run()
  await r.stop()
})
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }))

const written = () => secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), secret.replace(/^whsec_|^Bearer /, '')])
const foundIn = (text: string) => written().filter((secret) => text.includes(secret))

test('there was something to find', () => {
  expect(answers.length).toBeGreaterThan(20)
  expect(answers.join()).toContain('••••')
  expect(new Set(secrets).size).toBe(61)
})

describe('no secret is', () => {
  test('in any record or answer, although the receiver echoes what it got', () => {
    expect(answers.flatMap(foundIn)).toEqual([])
  })

  test('in any event', () => {
    expect(events.length).toBeGreaterThan(20)
    expect(foundIn(events.join('\n'))).toEqual([])
  })

  test('in any file but the database and its copy, nor there outside of its own columns', () => {
    const names = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(dataFolder, name)).isFile())
    const copies = names.filter((name) => name.startsWith('backups') && name.endsWith('.db'))
    const others = names.filter((name) => !name.startsWith('hookline.db') && !copies.includes(name))
    expect([others.includes('hookline.log'), copies.length > 0]).toEqual([true, true])
    expect(others.filter((name) => foundIn(readFileSync(join(dataFolder, name)).toString('latin1')).length > 0)).toEqual([])
    for (const name of ['hookline.db', ...copies]) expect([name, placesIn(join(dataFolder, name))]).toEqual([name, ['headers', 'old_secret', 'secret', 'token'].map((column) => `subscription_target.${column}`)])
  })

  /** Columns in which one stands. */
  function placesIn(path: string): string[] {
    const db = new Database(path, { readonly: true })
    const tables = (db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'").all() as { name: string }[]).map(({ name }) => name)
    const places = tables.flatMap((table) =>
      (db.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[]).flatMap((row) => Object.entries(row).filter(([, value]) => typeof value === 'string' && foundIn(value).length > 0).map(([column]) => `${table}.${column}`)),
    )
    db.close()
    return [...new Set(places)].sort()
  }
})
