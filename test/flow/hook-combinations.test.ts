/** Rules of a webhook that meet: what waits and a channel's new name, repeats and whom they tell, keys and repeats, tests that are sent again, and what a deleted one leaves. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HookRules } from '#shared/contract/hook-rules.ts'
import type { DialectId } from '#shared/contract/hook.ts'
import { send, sendJson, type Received } from '../helpers/post.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
beforeAll(async () => {
  t = await startApp()
  await t.client.people.create({ username: 'jim' })
})
afterAll(() => t.stop())

/** A hook with a channel of its own. */
async function make(name: string, rules: Partial<HookRules> = {}, dialect: DialectId = 'mattermost', app: TestApp = t) {
  await app.client.channels.create({ name, members: ['jim'] })
  const { hook, addresses } = await app.client.hooks.create({ channel: name, name, dialects: [dialect], rules })
  const { url } = addresses[0]!
  const messages = async (channel = name) => (await t.client.messages.list({ channel, limit: 1000, withReplies: true })).messages.filter(({ type }) => type === 'webhook')
  return {
    id: hook.id,
    url,
    post: (body: object, headers: Record<string, string> = {}): Promise<Received> => sendJson(url, body, headers),
    messages,
    /** Each with how often it came. */
    counted: async (channel = name) => (await messages(channel)).map(({ text, repeats }) => [text, repeats?.count ?? 1]),
    verdicts: () => t.client.verdicts.list({ hookId: hook.id, limit: 200 }),
    drain: () => t.client.hooks.clearBacklog({ id: hook.id, by: 'posting' }),
  }
}

describe('what waits for a channel that it names', () => {
  test('comes there under the channel’s new name, and not to another that has the old one now', async () => {
    const hook = await make('monitor', { perMinute: 1, countRepeats: false })
    await t.client.channels.create({ name: 'ops' })
    for (const text of ['one', 'two', 'three']) expect((await hook.post({ text, channel: '#ops' })).status).toBe(200)
    await t.client.channels.update({ channel: 'ops', name: 'operations' })
    await t.client.channels.create({ name: 'ops' })
    await hook.drain()
    await expect.poll(() => hook.counted('operations')).toEqual([['one', 1], ['two', 1], ['three', 1]])
    expect(await hook.counted('ops')).toEqual([])
    expect((await hook.verdicts())[0]).toMatchObject({ reason: 'posted', detail: expect.stringMatching(/^Posted to #operations after/) as string })
  })

  test('is refused when that was archived, with its name of now', async () => {
    const hook = await make('monitor-2', { perMinute: 1, countRepeats: false })
    await t.client.channels.create({ name: 'short-lived' })
    for (const text of ['one', 'two']) await hook.post({ text, channel: 'short-lived' })
    await t.client.channels.update({ channel: 'short-lived', name: 'gone' })
    await t.client.channels.archive({ channel: 'gone' })
    await hook.drain()
    await expect.poll(async () => (await hook.verdicts())[0]).toMatchObject({ reason: 'channel_archived', detail: expect.stringMatching(/^#gone is archived\./) as string })
  })

  test('or for what it answers: it comes there also when the webhook has moved; the rest goes where that is now', async () => {
    const hook = await make('moved', { perMinute: 1, countRepeats: false })
    await t.client.channels.create({ name: 'moved-to' })
    const root = (await hook.post({ text: 'root' })).headers['x-hookline-message-id']
    await hook.post({ text: 'reply', root_id: root })
    await hook.post({ text: 'plain' })
    await t.client.hooks.update({ id: hook.id, channel: 'moved-to' })
    await hook.drain()
    await expect.poll(() => hook.counted('moved-to')).toEqual([['plain', 1]])
    expect(await hook.counted()).toEqual([['root', 1], ['reply', 1]])
  })

  test('after a restart, too', async () => {
    const dataFolder = makeDataFolder()
    const first = await startApp({ dataFolder })
    await first.client.people.create({ username: 'jim' })
    const hook = await make('home', { perMinute: 1, countRepeats: false }, 'mattermost', first)
    await first.client.channels.create({ name: 'ops' })
    for (const text of ['one', 'two']) await hook.post({ text, channel: 'ops' })
    await first.client.channels.update({ channel: 'ops', name: 'operations' })
    await first.stop()
    const second = await startApp({ dataFolder })
    await second.client.hooks.clearBacklog({ id: hook.id, by: 'posting' })
    await expect.poll(async () => (await second.client.messages.list({ channel: 'operations', limit: 100 })).messages.filter(({ type }) => type === 'webhook').map(({ text }) => text)).toEqual(['one', 'two'])
    await second.stop()
  })
})

describe('the same again', () => {
  const noticesOf = async (id: string | undefined) => (await t.clientAs(t.app.findActor('jim')).messages.notices({})).notices.filter(({ message }) => message.id === id).length

  test('is a message of its own where it tells somebody whom the first one did not; a third is counted', async () => {
    const hook = await make('quiet-first', {}, 'discord')
    const content = '@everyone the database is down'
    await hook.post({ content, allowed_mentions: { parse: [] } })
    await hook.post({ content, allowed_mentions: { parse: [] } })
    await hook.post({ content })
    await hook.post({ content })
    // Whoever wants fewer to be told is no reason for another message.
    await hook.post({ content, allowed_mentions: { parse: [] } })
    await expect.poll(() => hook.counted()).toEqual([[content, 2], [content, 3]])
    const [quiet, loud] = await hook.messages()
    expect([await noticesOf(quiet?.id), await noticesOf(loud?.id)]).toEqual([0, 1])
  })

  test('is counted while nobody may be told, and told once somebody may be', async () => {
    const hook = await make('budget', { mentionsPerHour: 1 })
    await hook.post({ text: '@jim first' })
    for (let count = 0; count < 3; count += 1) await hook.post({ text: '@jim second' })
    await expect.poll(() => hook.counted()).toEqual([['@jim first', 1], ['@jim second', 3]])
    await t.client.hooks.update({ id: hook.id, rules: { mentionsPerHour: 2 } })
    for (let count = 0; count < 3; count += 1) await hook.post({ text: '@jim second' })
    await expect.poll(() => hook.counted()).toEqual([['@jim first', 1], ['@jim second', 3], ['@jim second', 3]])
    expect(await Promise.all((await hook.messages()).map(({ id }) => noticesOf(id)))).toEqual([1, 0, 1])
  })

  test('of those whom the owner chose: counted, as they were told', async () => {
    const jim = await t.client.people.list()
    const hook = await make('chosen', { mentions: 'named', named: jim.filter(({ username }) => username === 'jim').map(({ id }) => id) })
    for (let count = 0; count < 3; count += 1) await hook.post({ text: '@jim @lena.fischer @channel look' })
    await expect.poll(() => hook.counted()).toEqual([['@jim @lena.fischer @channel look', 3]])
  })
})

describe('a key', () => {
  test('does not change what others without it said, too: that stays, and the key goes on with a new message', async () => {
    const hook = await make('mixed')
    const key = { 'X-Hookline-Key': 'disk' }
    await hook.post({ text: 'disk full' }, key)
    await hook.post({ text: 'disk full' })
    expect((await hook.post({ text: 'all is well' }, key)).headers['x-hookline-reason']).toBe('posted')
    expect((await hook.post({ text: 'all is very well' }, key)).headers['x-hookline-reason']).toBe('edited')
    await expect.poll(() => hook.counted()).toEqual([['disk full', 2], ['all is very well', 1]])
  })

  test('that is a long number is told from its neighbour, and shown as it was sent', async () => {
    const hook = await make('numbers', { keyField: 'alert.id' }, 'any')
    for (const id of ['9007199254740992', '9007199254740993', '9007199254740993']) await send(hook.url, { method: 'POST', body: `{"alert": {"id": ${id}, "load": 1.5}}` })
    expect((await hook.verdicts()).map(({ reason, key }) => [reason, key])).toEqual([['edited', '9007199254740993'], ['posted', '9007199254740993'], ['posted', '9007199254740992']])
    expect((await hook.messages()).map(({ attachments }) => attachments[0]?.fields?.[0]?.value)).toEqual(['9007199254740992', '9007199254740993'])
  })

  test('in a header is the same as in the body, in any script', async () => {
    const hook = await make('scripts', { keyField: 'k' })
    const bytes = (text: string): string => Buffer.from(text).toString('latin1')
    await hook.post({ text: 'one', k: 'größe 100% 漢' })
    await hook.post({ text: 'two' }, { 'X-Hookline-Key': bytes('größe 100% 漢') })
    await hook.post({ text: 'three' }, { 'X-Hookline-Key': 'caf\xe9' })
    await expect.poll(() => hook.counted()).toEqual([['two', 1], ['three', 1]])
    expect((await hook.verdicts()).map(({ key }) => key)).toEqual(['café', 'größe 100% 漢', 'größe 100% 漢'])
  })
})

describe('a test', () => {
  test('that is sent again is a test again', async () => {
    const hook = await make('tested')
    const { verdict } = await t.client.hooks.test({ id: hook.id, sample: 'mention' })
    expect(await t.client.verdicts.replay({ id: verdict.id })).toMatchObject({ reason: 'posted', source: 'test', replayOf: verdict.id })
    expect((await hook.messages()).map((one) => [one.test, one.silent])).toEqual([[true, true], [true, true]])
  })

  test('of a case opens one each time, and takes no id from a tool', async () => {
    const hook = await make('cases-tested', {}, 'emakin')
    for (const again of [1, 2]) expect([again, (await t.client.hooks.test({ id: hook.id, sample: 'case' })).verdict.reason]).toEqual([again, 'posted'])
    expect((await hook.post({ id: 'hookline-test', text: 'of a tool' })).status).toBe(200)
  })
})

describe('a form', () => {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

  test('has keys in its fields, and in the JSON of its part', async () => {
    const hook = await make('forms', { keyField: 'Host' }, 'any')
    const multipart = (): FormData => {
      const made = new FormData()
      made.set('data', '{"Host": "db1", "msg": "in a part"}')
      return made
    }
    await send(hook.url, { method: 'POST', body: 'Host=db1&state=down', headers: form })
    await send(hook.url, { method: 'POST', body: 'Host=db1&state=up', headers: form })
    expect((await fetch(hook.url, { method: 'POST', body: multipart() })).status).toBe(200)
    expect((await hook.verdicts()).map(({ reason, key, ignored }) => [reason, key, ignored])).toEqual([['edited', 'db1', []], ['edited', 'db1', []], ['posted', 'db1', []]])
    expect((await hook.messages()).length).toBe(1)
  })

  test('that changes the text of a message leaves its cards', async () => {
    const hook = await make('form-changes', {}, 'any')
    const id = (await hook.post({ text: 'running', attachments: [{ title: 'Build 7' }], props: { card: 'more' } })).headers['x-hookline-message-id'] as string
    expect((await send(`${hook.url}/messages/${id}`, { method: 'PATCH', body: 'text=done', headers: form })).status).toBe(200)
    expect((await hook.messages()).map(({ text, attachments, props }) => [text, attachments, props])).toEqual([['done', [{ title: 'Build 7' }], { card: 'more' }]])
  })
})

test('a deleted webhook leaves no counts of what waited', async () => {
  const hook = await make('leaves-no-counts', { perMinute: 1, countRepeats: false })
  for (const text of ['one', 'two']) await hook.post({ text })
  await t.client.hooks.delete({ id: hook.id })
  await expect.poll(async () => (await t.app.ctx.write(() => undefined), t.app.ctx.reader.all('SELECT 1 FROM hook_queue WHERE hook_id = ?', hook.id).length)).toBe(0)
  expect(['hook_health', 'hook_hour'].map((table) => t.app.ctx.reader.all(`SELECT 1 FROM ${table} WHERE hook_id = ?`, hook.id).length)).toEqual([0, 0])
})

test('a deleted webhook leaves no keys and no names of deliveries', async () => {
  const hook = await make('leaves-nothing')
  await hook.post({ text: 'one' }, { 'X-Hookline-Key': 'customer-4711', 'Idempotency-Key': 'a' })
  const { reader } = t.app.ctx
  const left = () => [reader.all('SELECT 1 FROM hook_key WHERE hook_id = ?', hook.id).length, reader.all("SELECT 1 FROM hook_key_new WHERE entries LIKE '%customer-4711%'").length, reader.all('SELECT 1 FROM hook_delivery_seen WHERE hook_id = ?', hook.id).length]
  expect(left()).toEqual([0, 1, 1])
  await t.client.hooks.delete({ id: hook.id })
  expect(left()).toEqual([0, 0, 0])
})
