/** An address that ends on a day: its owner is told before, its sender when it is over, and the same URL works again once it is extended; who uses it; and addresses that leak. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AddressId, HookId } from '#shared/contract/ids.ts'
import { createClock } from '../helpers/clock.ts'
import { formOf, multipart, multipartType } from '../helpers/multipart.ts'
import { send, sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

const DAY_MS = 24 * 3600_000
const clock = createClock(Date.UTC(2026, 10, 1, 12))
let t: TestApp
beforeAll(async () => {
  t = await startApp({ clock })
  await t.client.people.create({ username: 'jim', displayName: 'Jim', role: 'admin' })
})
afterAll(() => t.stop())

const days = (count: number) => clock.pass(count * DAY_MS, () => t.app.ctx.write(() => undefined))
const told = async (): Promise<string[]> => {
  const me = (await t.client.people.list()).find(({ role }) => role === 'owner')?.username ?? ''
  const { messages } = await t.client.messages.list({ channel: `@${me}`, limit: 50 }).catch(() => ({ messages: [] }))
  return messages.map(({ text }) => text)
}
const addressOf = async (hookId: string): Promise<AddressId> => (await t.client.addresses.list({ hookId: hookId as HookId }))[0]!.id

test('the owner is told once, three days before; then it is refused; extended, the same URL posts', async () => {
  const { url, hookId } = await t.makeHook({ name: 'nightly', dialect: 'slack' })
  const id = await addressOf(hookId)
  const expiresAt = clock.now() + 30 * DAY_MS
  expect(await t.client.addresses.setExpiry({ id, expiresAt })).toMatchObject({ id, expiresAt, replaced: false })
  await days(26)
  expect(await told()).toEqual([])
  await days(2)
  await expect.poll(told).toEqual([expect.stringMatching(/The address •••• .{4} of “nightly” ends on 2026-12-01 12:00 UTC\. .*its URL stays the same/)])
  expect((await sendJson(url, { text: 'still' })).status).toBe(200)
  await days(3)
  expect((await told()).length).toBe(1)
  const over = await sendJson(url, { text: 'late' })
  expect([over.status, over.headers['x-hookline-reason']]).toEqual([404, 'address_expired'])
  await t.app.ctx.write(() => undefined)
  expect((await t.client.verdicts.list({ hookId: hookId as HookId, limit: 1 }))[0]?.detail).toBe('This address ended on 2026-12-01. Extend it on the webhook\'s page; its URL stays the same.')
  // It is still listed, so that it can be extended.
  expect(await t.client.addresses.list({ hookId: hookId as HookId })).toMatchObject([{ id, expiresAt, replaced: false }])
  await t.client.addresses.setExpiry({ id, expiresAt: clock.now() + 10 * DAY_MS })
  expect((await sendJson(url, { text: 'again' })).status).toBe(200)
  await days(8)
  await expect.poll(async () => (await told()).length).toBe(2)
})

test('one whose owner was removed silences no other, and is told of to whoever takes over', async () => {
  await t.client.people.create({ username: 'gone' })
  const [left, kept] = [await t.makeHook({ name: 'left behind', owner: 'gone' }), await t.makeHook({ name: 'kept' })]
  const expiresAt = clock.now() + 4 * DAY_MS
  // The one that fails would be the first.
  await t.client.addresses.setExpiry({ id: await addressOf(left.hookId), expiresAt: expiresAt - 1 })
  await t.client.addresses.setExpiry({ id: await addressOf(kept.hookId), expiresAt })
  await t.client.team.removePerson({ username: 'gone' })
  const ended = async () => (await told()).flatMap((text) => /of “(left behind|kept)” ends/.exec(text)?.[1] ?? [])
  await days(2)
  await expect.poll(ended).toEqual(['kept'])
  await t.client.hooks.update({ id: left.hookId as HookId, owner: 'lena.fischer' })
  await days(1)
  await expect.poll(ended).toEqual(['kept', 'left behind'])
})

test('an end that has passed, and one of an address that was replaced, are refused with what to do', async () => {
  const { hookId } = await t.makeHook({ name: 'replaced' })
  const id = await addressOf(hookId)
  await expect(t.client.addresses.setExpiry({ id, expiresAt: clock.now() })).rejects.toMatchObject({ data: { code: 'invalid', field: 'expiresAt', message: expect.stringContaining('in the future') } })
  await expect(t.client.addresses.add({ hookId: hookId as HookId, dialect: 'any', expiresAt: 1 })).rejects.toMatchObject({ data: { code: 'invalid', field: 'expiresAt' } })
  const kept = clock.now() + 5 * DAY_MS
  await t.client.addresses.setExpiry({ id, expiresAt: kept })
  const fresh = await t.client.addresses.rotate({ id, overlapMs: DAY_MS })
  expect(await t.client.addresses.list({ hookId: hookId as HookId })).toMatchObject([{ id, replaced: true }, { id: fresh.id, replaced: false, expiresAt: kept }])
  expect(fresh.oldValidUntil).toBe(clock.now() + DAY_MS)
  // One that would have ended before the overlap does ends then, and its replacement says so.
  const next = await t.client.addresses.rotate({ id: fresh.id, overlapMs: 30 * DAY_MS })
  expect(next.oldValidUntil).toBe(kept)
  await expect(t.client.addresses.setExpiry({ id, expiresAt: null })).rejects.toMatchObject({ data: { code: 'conflict', message: expect.stringContaining('Add a new one') } })
})

test('one that was rotated already, or removed, gets no second successor, which would have no end', async () => {
  const { hookId } = await t.makeHook({ name: 'twice' })
  const id = await addressOf(hookId)
  await t.client.addresses.setExpiry({ id, expiresAt: clock.now() + 5 * DAY_MS })
  const fresh = await t.client.addresses.rotate({ id, overlapMs: DAY_MS })
  const refusal = { data: { code: 'conflict', message: expect.stringContaining('Rotate the one that took its place') } }
  await expect(t.client.addresses.rotate({ id, overlapMs: 0 })).rejects.toMatchObject(refusal)
  expect(await t.client.addresses.list({ hookId: hookId as HookId })).toMatchObject([{ id, replaced: true }, { id: fresh.id, expiresAt: clock.now() + 5 * DAY_MS }])
  await t.client.addresses.remove({ id: fresh.id })
  await expect(t.client.addresses.rotate({ id: fresh.id, overlapMs: 0 })).rejects.toMatchObject(refusal)
})

test('during an overlap one sees who still uses the old address', async () => {
  const { url, hookId } = await t.makeHook({ name: 'overlap' })
  const id = await addressOf(hookId)
  const { url: newUrl, id: newId } = await t.client.addresses.rotate({ id, overlapMs: DAY_MS })
  for (const [to, agent, times] of [[url, 'Jenkins/2', 2], [newUrl, 'Grafana/11', 1], [url, '', 1]] as const) for (let time = 0; time < times; time += 1) await sendJson(to, { text: `${agent} ${time}` }, { 'User-Agent': agent })
  await t.app.ctx.write(() => undefined)
  const users = async (one: AddressId) => (await t.client.addresses.users({ id: one })).map(({ userAgent, requests }) => [userAgent, requests]).sort()
  expect(await users(id)).toEqual([['', 1], ['Jenkins/2', 2]])
  expect(await users(newId)).toEqual([['Grafana/11', 1]])
})

test('an address in a text is recognised by its secret, whatever its host, and masked; for who may not manage it without its ids', async () => {
  const { url, hookId } = await t.makeHook({ name: 'leaky', dialect: 'slack' })
  const elsewhere = url.replace(/^http:\/\/[^/]+/, 'https://hooks.example.com/behind/a/folder')
  const secretTail = url.slice(-24)
  const text = `Post to ${url}, or (${elsewhere}). Docs: https://example.com/hooks and https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX`
  const found = await t.client.addresses.recognise({ text })
  expect(found).toMatchObject([{ url, hookId, hookName: 'leaky' }, { url: elsewhere, hookId }])
  for (const { masked } of found) {
    expect(masked).not.toContain(secretTail)
    expect(masked).toContain(`••••${url.slice(-4)}`)
  }
  await t.client.people.create({ username: 'kim', displayName: 'Kim', role: 'member' })
  const asMember = t.clientAs(t.app.findActor('kim'))
  expect(await asMember.addresses.recognise({ text })).toMatchObject([{ hookId: null, addressId: null, hookName: 'leaky' }, { hookId: null }])
  await t.client.addresses.remove({ id: await addressOf(hookId) })
  expect(await t.client.addresses.recognise({ text })).toEqual([])
})

test('a tool that posts its own address shows only the end of it', async () => {
  const { url, hookId } = await t.makeHook({ name: 'env dump' })
  await sendJson(url, { text: `WEBHOOK=${url}`, attachments: [{ text: url }] })
  const [message] = (await t.client.messages.list({ channel: 'town-square', limit: 1 })).messages
  expect(message?.text).toMatch(/^WEBHOOK=http.*••••.{4}$/)
  expect(JSON.stringify(message)).not.toContain(url.slice(-20))
  await t.app.ctx.write(() => undefined)
  expect((await t.client.verdicts.list({ hookId: hookId as HookId, limit: 1 }))[0]?.ignored).toContain('its own address (hidden)')
})

describe.each(['any', 'kchat', 'slack', 'emakin', 'rocketchat', 'discord'] as const)('%s: whoever posts its own address', (dialect) => {
  const ways: readonly (readonly [name: string, sent: (words: string) => { body?: string | Buffer; type?: string; query?: string }])[] = [
    ['JSON', (words) => ({ body: JSON.stringify({ text: words, content: words }) })],
    ['JSON of PHP', (words) => ({ body: JSON.stringify({ text: words, content: words }).replaceAll('/', '\\/') })],
    ['escaped JSON', (words) => ({ body: `{"text":"${escaped(words)}","content":"${escaped(words)}"}` })],
    ['a form', (words) => ({ type: 'application/x-www-form-urlencoded', body: `payload=${encodeURIComponent(JSON.stringify({ text: words, content: words }))}` })],
    ['multipart', (words) => ({ type: multipartType, body: formOf({ payload_json: JSON.stringify({ text: words, content: words }) }) })],
    ['a field of multipart', (words) => ({ type: multipartType, body: formOf({ text: words, content: words }) })],
    ['the name of a file', (words) => ({ type: multipartType, body: multipart([{ name: 'text', content: words }, { name: 'content', content: words }, { name: 'file', fileName: words.slice(8), content: 'x' }]) })],
    ['a query', (words) => ({ type: 'application/x-www-form-urlencoded', body: '', query: `?payload=${encodeURIComponent(JSON.stringify({ text: words, content: words }))}` })],
    ['a name in JSON', (words) => ({ body: JSON.stringify({ text: 'x', content: 'x', props: { [words]: 1 }, attachments: [{ text: 'x', fields: [{ title: words, value: 1 }] }] }) })],
  ]
  // It has no such fields, and its chat takes no such query.
  const taken = ways.filter(([name]) => dialect !== 'discord' || (name !== 'a query' && name !== 'a name in JSON'))
  test.each(taken)('%s: its end alone is kept, wherever that is', async (name, sent) => {
    const { url, hookId } = await t.makeHook({ name: `${dialect} ${name}`, dialect })
    const { pathname } = new URL(url)
    const secret = pathname.slice(-24)
    const spelled = dialect === 'kchat' || dialect === 'emakin' ? ` and ${url.toUpperCase()}` : ''
    const { body = '', type = 'application/json', query = '' } = sent(`WEBHOOK=${url} (${url.replaceAll('/', '%2F')}${spelled})`)
    const { status } = await send(`${url}${query}`, { headers: { 'Content-Type': type, 'X-Hookline-Key': url }, body })
    expect(status).toBeLessThan(300)
    await t.app.ctx.write(() => undefined)
    const { reader } = t.app.ctx
    const tables = reader.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'").map((table) => table.name)
    const rowsOf = (table: string): string => JSON.stringify(reader.all(`SELECT * FROM "${table}"`), (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value)).toLowerCase()
    expect(tables.filter((table) => rowsOf(table).includes(secret.toLowerCase()))).toEqual([])
    expect(rowsOf('message')).toContain(`••••${url.slice(-4)}`.toLowerCase())
    expect((await t.client.verdicts.list({ hookId: hookId as HookId, limit: 1 }))[0]?.ignored).toContain('its own address (hidden)')
  })
})

const escaped = (words: string): string => [...words].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')