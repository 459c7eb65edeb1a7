/** A sender's retry never makes two messages: deliveries with a name of their own are posted once, and answered the same each time. */
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { createRandom, runNode, waitUntilReady } from '../helpers/child.ts'
import { createClock } from '../helpers/clock.ts'
import { send, sendJson, type Received } from '../helpers/post.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
beforeAll(async () => void (t = await startApp()))
afterAll(() => t.stop())

const newHook = async (dialect: DialectId = 'mattermost') => {
  const name = `hook-${Math.random().toString(36).slice(2, 8)}`
  const made = await t.makeHook({ dialect, name })
  return { ...made, hookId: made.hookId as HookId, texts: async () => (await t.client.messages.list({ channel: 'town-square', limit: 1000 })).messages.filter((one) => one.hookId === made.hookId).map(({ text }) => text) }
}
const verdicts = (hookId: HookId) => t.client.verdicts.list({ hookId, limit: 100 })
/** What has to be the same each time; the request's own id and the clock's headers are not. */
const shown = ({ status, body, headers }: Received) => ({ status, body, type: headers['content-type'], id: headers['x-hookline-message-id'] })

const named = ['Idempotency-Key', 'webhook-id', 'svix-id', 'X-GitHub-Delivery', 'X-Gitea-Delivery', 'X-Forgejo-Delivery', 'X-Gogs-Delivery', 'X-Gitlab-Event-UUID', 'X-Atlassian-Webhook-Identifier', 'Linear-Delivery', 'ce-id']

describe('a delivery with a name', () => {
  test.each(named)('%s: the second one posts nothing and is answered as the first', async (header) => {
    const hook = await newHook()
    const headers = { [header]: '8e03978e-40d5-43e8-bc93-6894a57f9324' }
    const first = await sendJson(hook.url, { text: 'once' }, headers)
    const second = await sendJson(hook.url, { text: 'once' }, headers)
    expect(shown(second)).toEqual(shown(first))
    expect([first.headers['x-hookline-reason'], second.headers['x-hookline-reason']]).toEqual(['posted', 'duplicate'])
    expect(await hook.texts()).toEqual(['once'])
    await sendJson(hook.url, { text: 'another' }, { [header]: 'other' })
    expect(await hook.texts()).toEqual(['once', 'another'])
  })

  test.each(['kchat', 'mattermost', 'slack', 'chatalot', 'emakin', 'discord', 'rocketchat', 'any'] as const)('%s: in its dialect’s words', async (dialect) => {
    const hook = await newHook(dialect)
    const url = dialect === 'discord' ? `${hook.url}?wait=true` : hook.url
    const headers = { 'Idempotency-Key': 'k' }
    const first = await sendJson(url, { text: 'a', content: 'a' }, headers)
    const second = await sendJson(url, { text: 'a', content: 'a' }, headers)
    expect(first.status).toBeLessThan(300)
    expect(shown(second)).toEqual(shown(first))
    expect(await hook.texts()).toHaveLength(1)
  })

  test('its verdict names the first request and the message', async () => {
    const hook = await newHook()
    const first = await sendJson(hook.url, { text: 'a' }, { 'webhook-id': 'msg_1' })
    await sendJson(hook.url, { text: 'a' }, { 'webhook-id': 'msg_1' })
    const [repeat] = await verdicts(hook.hookId)
    expect(repeat).toMatchObject({ reason: 'duplicate', status: 200, messageId: first.headers['x-hookline-message-id'], channel: 'town-square' })
    expect(repeat?.detail).toContain(`request ${String(first.headers['x-request-id'])} from `)
    expect(repeat?.detail).toContain('webhook-id: msg_1')
  })

  test('is one hook’s: another one has names of its own', async () => {
    const [one, two] = [await newHook(), await newHook()]
    for (const { url } of [one, two]) await sendJson(url, { text: 'a' }, { 'Idempotency-Key': 'same' })
    expect([await one.texts(), await two.texts()]).toEqual([['a'], ['a']])
  })

  test('comes through another address of the hook: one message, and each dialect’s own words', async () => {
    const hook = await newHook('mattermost')
    const { url } = await t.client.addresses.add({ hookId: hook.hookId, dialect: 'chatalot' })
    const first = await sendJson(hook.url, { text: 'a' }, { 'webhook-id': '1' })
    const second = await sendJson(url, { content: 'a' }, { 'webhook-id': '1' })
    expect([first.body, second.status, second.body, second.headers['x-hookline-message-id']]).toEqual(['ok', 200, '{"status":"ok"}', first.headers['x-hookline-message-id']])
    expect(await hook.texts()).toEqual(['a'])
  })

  test('a quoted key is the same as one without quotes; GitLab’s id of the webhook is no name', async () => {
    const hook = await newHook()
    await sendJson(hook.url, { text: 'a' }, { 'Idempotency-Key': '"k"' })
    await sendJson(hook.url, { text: 'a' }, { 'Idempotency-Key': 'k' })
    for (const text of ['b', 'c']) await sendJson(hook.url, { text }, { 'X-Gitlab-Webhook-UUID': 'the hook' })
    expect(await hook.texts()).toEqual(['a', 'b', 'c'])
  })

  test('a form whose border is new is the same; one with another file is not', async () => {
    const hook = await newHook()
    const post = (border: string, content: string) => {
      const body = [`--${border}\r\nContent-Disposition: form-data; name="text"\r\n\r\nhello\r\n`, `--${border}\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\n${content}\r\n`, `--${border}--\r\n`].join('')
      return send(hook.url, { headers: { 'Content-Type': `multipart/form-data; boundary=${border}`, 'Idempotency-Key': 'form' }, body })
    }
    const answers = [await post('one', 'content'), await post('two', 'content'), await post('three', 'other')]
    expect(answers.map(({ status, headers }) => [status, headers['x-hookline-reason']])).toEqual([
      [200, 'posted'],
      [200, 'duplicate'],
      [422, 'key_reused'],
    ])
    expect(await hook.texts()).toEqual(['hello'])
  })
})

describe('another body under the same name', () => {
  test('an Idempotency-Key is refused with 422, and says what to do', async () => {
    const hook = await newHook('any')
    await sendJson(hook.url, { text: 'a' }, { 'Idempotency-Key': 'k' })
    const answer = await sendJson(hook.url, { text: 'b' }, { 'Idempotency-Key': 'k' })
    expect([answer.status, answer.headers['x-hookline-reason'], answer.headers['x-hookline-message-id']]).toEqual([422, 'key_reused', undefined])
    expect(answer.body).toContain('Send a new key with a new body')
    expect(await hook.texts()).toEqual(['a'])
  })

  test('an id that its vendor calls unique is a repeat, and the verdict tells of the difference', async () => {
    const hook = await newHook()
    for (const text of ['a', 'b']) await sendJson(hook.url, { text }, { 'webhook-id': '1' })
    expect(await hook.texts()).toEqual(['a'])
    expect((await verdicts(hook.hookId))[0]).toMatchObject({ reason: 'duplicate', detail: expect.stringContaining('body differs') as string })
  })

  test('GitLab’s event may cause several requests: each is posted', async () => {
    const hook = await newHook()
    for (const text of ['a', 'b']) await sendJson(hook.url, { text }, { 'X-Gitlab-Event-UUID': '1' })
    expect(await hook.texts()).toEqual(['a', 'b'])
  })

  test.each([['X-Gitlab-Event-UUID', {}], ['ce-id', { 'ce-source': '/tidewater' }]] as const)('%s: tried again, each of an event’s requests is a repeat of its own, also after a restart', async (header, more) => {
    const dataFolder = makeDataFolder()
    const start = () => startApp({ dataFolder })
    let app = await start()
    const { url } = await app.makeHook({ rules: { countRepeats: false } })
    const reasonOf = async (text: string) => (await sendJson(`${app.app.listener.url()}${new URL(url).pathname}`, { text }, { [header]: '1', ...more })).headers['x-hookline-reason']
    const all = async () => [await reasonOf('a'), await reasonOf('b')]
    expect([await all(), await all()]).toEqual([['posted', 'posted'], ['duplicate', 'duplicate']])
    await app.stop()
    app = await start()
    expect(await all()).toEqual(['duplicate', 'duplicate'])
    await app.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })
})

describe('what was refused', () => {
  test('is not remembered: its sender mends it and sends it again', async () => {
    const hook = await newHook()
    const headers = { 'Idempotency-Key': 'k' }
    expect((await sendJson(hook.url, { text: '' }, headers)).status).toBe(400)
    expect((await sendJson(hook.url, { text: 'x', channel: 'nowhere' }, headers)).status).toBe(404)
    expect((await sendJson(hook.url, { text: 'mended' }, headers)).headers['x-hookline-reason']).toBe('posted')
    expect(await hook.texts()).toEqual(['mended'])
  })

  test('nor is what waited and was refused when its turn came, or taken out by a person', async () => {
    await t.client.channels.create({ name: 'waiting' })
    const { hook, addresses } = await t.client.hooks.create({ channel: 'waiting', name: 'waiting', dialects: ['mattermost'], rules: { perMinute: 1, countRepeats: false } })
    const post = (name: string) => sendJson(addresses[0]!.url, { text: name }, { 'Idempotency-Key': name })
    const reasonOf = async (name: string) => (await post(name)).headers['x-hookline-reason']
    expect([await reasonOf('first'), await reasonOf('second'), await reasonOf('second')]).toEqual(['posted', 'queued', 'duplicate'])
    await t.client.channels.archive({ channel: 'waiting' })
    await t.client.hooks.clearBacklog({ id: hook.id, by: 'posting' })
    await expect.poll(async () => (await verdicts(hook.id)).map(({ reason }) => reason)).toContain('channel_archived')
    await t.client.channels.restore({ channel: 'waiting' })
    expect([await reasonOf('second'), await reasonOf('second')]).toEqual(['queued', 'duplicate'])
    await t.client.hooks.clearBacklog({ id: hook.id, by: 'dropping' })
    expect([await reasonOf('second'), await reasonOf('second')]).toEqual(['queued', 'duplicate'])
    await t.client.hooks.clearBacklog({ id: hook.id, by: 'posting' })
    const texts = async () => (await t.client.messages.list({ channel: 'waiting' })).messages.filter(({ type }) => type === 'webhook').map(({ text }) => text)
    await expect.poll(texts).toEqual(['first', 'second'])
    expect(await reasonOf('second')).toBe('duplicate')
    expect(await texts()).toEqual(['first', 'second'])
  })

  test('who may not post any more is told so, also of a repeat', async () => {
    const hook = await newHook('slack')
    const repeat = () => sendJson(hook.url, { text: 'a' }, { 'Idempotency-Key': 'k' })
    await repeat()
    await t.client.hooks.update({ id: hook.hookId, enabled: false })
    expect((await repeat()).status).toBe(404)
    await t.client.hooks.update({ id: hook.hookId, enabled: true })
    expect((await repeat()).headers['x-hookline-reason']).toBe('duplicate')
  })
})

test('a thousand at once make one message and get the same answer', async () => {
  const hook = await newHook('kchat')
  const answers = await Promise.all(Array.from({ length: 1000 }, () => sendJson(hook.url, { text: 'stampede' }, { 'webhook-id': 'msg_stampede' })))
  expect(new Set(answers.map((answer) => JSON.stringify(shown(answer)))).size).toBe(1)
  const reasons = answers.map(({ headers }) => headers['x-hookline-reason'])
  expect([reasons.filter((reason) => reason === 'posted').length, reasons.filter((reason) => reason === 'duplicate').length]).toEqual([1, 999])
  expect(await hook.texts()).toEqual(['stampede'])
})

describe('on the same folder again', () => {
  test('still one message after a restart, for a day and no longer', async () => {
    const dataFolder = makeDataFolder()
    const clock = createClock()
    const start = () => startApp({ dataFolder, clock })
    let app = await start()
    const { url, hookId } = await app.makeHook({ dialect: 'kchat' })
    const path = new URL(url).pathname
    const repeat = () => sendJson(`${app.app.listener.url()}${path}`, { text: 'a' }, { 'X-GitHub-Delivery': 'd' })
    const count = async () => (await app.client.messages.list({ channel: 'town-square' })).messages.filter((one) => one.hookId === hookId).length
    const first = await repeat()
    await app.stop()
    app = await start()
    const rows = () => app.app.ctx.reader.all('SELECT 1 FROM hook_delivery_seen').length
    const settled = () => app.app.ctx.write(() => undefined)
    await clock.pass(24 * 3_600_000 - 60_000, settled)
    expect(shown(await repeat())).toEqual(shown(first))
    expect([await count(), rows()]).toEqual([1, 1])
    // Dropped by the hourly cleaning.
    await expect.poll(async () => clock.pass(3_600_000, settled).then(rows)).toBe(0)
    expect((await repeat()).headers['x-hookline-reason']).toBe('posted')
    expect(await count()).toBe(2)
    await app.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  test('a sender that tries again until it is answered posts once, whenever the app is killed', { timeout: 120_000 }, async () => {
    const dataFolder = makeDataFolder()
    const random = createRandom(7)
    const before = await startApp({ dataFolder, listen: false })
    const { addresses } = await before.client.hooks.create({ channel: 'town-square', name: 'load', dialects: ['mattermost'] })
    await before.stop()
    const path = new URL(addresses[0]?.url ?? '').pathname
    const answered = new Map<string, string>()
    for (let round = 0; round < 4; round += 1) {
      const child = runNode(fileURLToPath(new URL('../helpers/serve-and-die.ts', import.meta.url)), [dataFolder, 'commit', String(random(4, 9)), String(random(0, 250))])
      const { hooksUrl } = await waitUntilReady(child)
      // All that was not answered so far, and ten more.
      const names = Array.from({ length: (round + 1) * 10 }, (_, number) => `event ${number}`)
      const ask = async (name: string) => {
        const answer = await sendJson(hooksUrl + path, { text: name }, { 'webhook-id': name }).catch(() => undefined)
        const id = answer?.headers['x-hookline-message-id']
        if (answer?.status !== 200 || typeof id !== 'string') return
        expect(answered.get(name) ?? id).toBe(id)
        answered.set(name, id)
      }
      for (const name of names) await ask(name)
      child.process.kill('SIGKILL')
      await child.ended
    }
    const after = await startApp({ dataFolder })
    for (let number = 0; number < 40; number += 1) await sendJson(after.app.listener.url() + path, { text: `event ${number}` }, { 'webhook-id': `event ${number}` })
    const { messages } = await after.client.messages.list({ channel: 'town-square', limit: 1000 })
    const stored = messages.filter(({ type }) => type === 'webhook')
    expect(stored.map(({ text }) => text).sort()).toEqual(Array.from({ length: 40 }, (_, number) => `event ${number}`).sort())
    expect([...answered].filter(([text, id]) => stored.find((one) => one.text === text)?.id !== id)).toEqual([])
    await after.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })
})

test('a name that came while the clock was ahead is taken for new a day later, as any other', async () => {
  let now = Date.now()
  const late = await startApp({ clock: { now: () => now, callAt: () => () => undefined } })
  const { url } = await late.makeHook({ name: 'clock' })
  const post = async (text: string) => (await sendJson(url, { text }, { 'Idempotency-Key': 'nightly' })).headers['x-hookline-reason']
  now += 30 * 24 * 3_600_000
  expect(await post('while it was ahead')).toBe('posted')
  now -= 30 * 24 * 3_600_000
  expect(await post('set right')).toBe('posted')
  expect(await post('another body')).toBe('key_reused')
  await late.stop()
})
