/** Floods over real HTTP: the same again is one message with a number, what is too fast waits in order or is told when to come back, and nothing is lost. */
import http from 'node:http'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import type { HookRules } from '#shared/contract/hook-rules.ts'
import type { DialectId } from '#shared/contract/hook.ts'
import type { HookId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { sendJson, type Received } from '../helpers/post.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
beforeAll(async () => {
  t = await startApp()
})
afterAll(() => t.stop())

interface Made {
  readonly url: string
  readonly hookId: HookId
  readonly channel: string
}

/** A hook with a channel of its own. */
async function make(name: string, rules: Partial<HookRules> = {}, dialect: DialectId = 'mattermost', app: TestApp = t): Promise<Made> {
  await app.client.channels.create({ name })
  const { hook, addresses } = await app.client.hooks.create({ channel: name, name, dialects: [dialect], rules })
  return { url: addresses[0]!.url, hookId: hook.id, channel: name }
}

const messagesOf = async ({ channel }: Made, app: TestApp = t): Promise<Message[]> => (await app.client.messages.list({ channel, limit: 1000 })).messages.filter(({ type }) => type === 'webhook')
const textsOf = async (made: Made, app: TestApp = t): Promise<string[]> => (await messagesOf(made, app)).map(({ text }) => text)
const verdictsOf = ({ hookId }: Made, app: TestApp = t): Promise<Verdict[]> => app.client.verdicts.list({ hookId, limit: 200 })
const post = ({ url }: Made, text: string, more: object = {}): Promise<Received> => sendJson(url, { text, ...more })
const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `number ${index}`)

/** Over kept connections, eight at a time. @returns how long each took, in ms, and the statuses that were answered. */
async function pour({ url }: Made, count: number): Promise<{ ms: number[]; statuses: Set<number> }> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 })
  const body = JSON.stringify({ text: 'Disk full on db-7' })
  const ms: number[] = []
  const statuses = new Set<number>()
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const startedAt = performance.now()
      const request = http.request(url, { method: 'POST', agent, headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } }, (response) => {
        statuses.add(response.statusCode ?? 0)
        response.resume()
        response.on('end', () => {
          ms.push(performance.now() - startedAt)
          resolve()
        })
      })
      request.on('error', reject)
      request.end(body)
    })
  let left = count
  const lane = async (): Promise<void> => {
    while (left-- > 0) await one()
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  agent.destroy()
  return { ms, statuses }
}

test('two thousand of the same are one message with the exact number, one notification, and every time is on record', async () => {
  await t.client.settings.set({ key: 'verdicts.keepPerHook', value: 500 })
  const hook = await make('two-thousand')
  const heard: AppEvent[] = []
  const stop = t.app.ctx.events.subscribe(({ event }) => void heard.push(event), t.app.me.personId)
  await t.client.channels.setPreference({ channel: hook.channel, notify: 'all' })
  const { statuses } = await pour(hook, 2000)
  expect([...statuses]).toEqual([200])
  await expect.poll(async () => (await messagesOf(hook)).map(({ text, repeats }) => [text, repeats?.count])).toEqual([['Disk full on db-7', 2000]])
  stop()
  const [message] = await messagesOf(hook)
  expect(heard.filter(({ name }) => name === 'notification.raised')).toHaveLength(1)
  expect(heard.filter(({ name }) => name === 'message.posted')).toHaveLength(1)
  // At most one a second, and one at the beginning.
  const seconds = (message!.repeats!.lastAt - message!.createdAt) / 1000
  expect(heard.filter(({ name }) => name === 'message.changed').length).toBeLessThanOrEqual(seconds + 3)

  const first = await t.client.messages.repeats({ messageId: message!.id, limit: 1000 })
  const second = await t.client.messages.repeats({ messageId: message!.id, limit: 1000, before: first.nextBefore! })
  const times = [...first.times, ...second.times]
  expect([first.count, first.firstAt, times.length, second.nextBefore]).toEqual([2000, message!.createdAt, 1999, null])
  expect(times.map(({ number }) => number)).toEqual(Array.from({ length: 1999 }, (_, index) => 2000 - index))
  expect(new Set(times.map(({ requestId }) => requestId)).size).toBe(1999)
  expect(times.every(({ at }) => at >= message!.createdAt && at <= message!.repeats!.lastAt)).toBe(true)
  const verdicts = await verdictsOf(hook)
  expect(verdicts.slice(0, 100).every(({ reason, messageId }) => reason === 'counted' && messageId === message!.id)).toBe(true)
  expect(new Set(verdicts.map(({ requestId }) => requestId)).has(times[0]!.requestId)).toBe(true)
  expect((await t.client.hooks.show({ id: hook.hookId })).requests).toBeLessThanOrEqual(500)
})

test('only what is the same in every way, in the same place and with nobody after it, is counted', async () => {
  const hook = await make('the-same')
  const send = async (text: string, more: object = {}): Promise<void> => void expect((await post(hook, text, more)).status).toBe(200)
  const counts = async (): Promise<unknown[]> => (await messagesOf(hook)).map(({ text, repeats }) => [text, repeats?.count ?? 1])
  await send('a')
  await send('a', { username: 'Other' })
  await send('a', { username: 'Other', icon_emoji: 'ship' })
  await send('a', { username: 'Other', icon_emoji: 'ship', attachments: [{ text: 'card' }] })
  await send('a', { username: 'Other', icon_emoji: 'ship', attachments: [{ text: 'card' }] })
  await expect.poll(counts).toEqual([['a', 1], ['a', 1], ['a', 1], ['a', 2]])
  await t.client.messages.post({ channel: hook.channel, text: 'I see' })
  await send('a', { username: 'Other', icon_emoji: 'ship', attachments: [{ text: 'card' }] })
  await expect.poll(counts).toEqual([['a', 1], ['a', 1], ['a', 1], ['a', 2], ['a', 1]])

  const [root] = await messagesOf(hook)
  await send('in thread', { root_id: root!.id })
  await send('in thread', { root_id: root!.id })
  const replies = await t.client.messages.list({ channel: hook.channel, thread: root!.id })
  expect(replies.messages.map(({ text, repeats }) => [text, repeats?.count])).toEqual([['in thread', 2]])

  await t.client.hooks.update({ id: hook.hookId, rules: { countRepeats: false } })
  await send('b')
  await send('b')
  expect((await textsOf(hook)).slice(-2)).toEqual(['b', 'b'])
})

test('a new message begins after ten minutes, after a deletion, and for another webhook of the channel', async () => {
  let now = Date.now()
  const later = await startApp({ clock: { now: () => now, callAt: () => () => undefined } })
  const hook = await make('ten-minutes', {}, 'mattermost', later)
  const counts = async (): Promise<unknown[]> => (await messagesOf(hook, later)).map(({ repeats }) => repeats?.count ?? 1)
  await post(hook, 'same')
  now += 10 * 60_000
  await post(hook, 'same')
  expect(await counts()).toEqual([2])
  now += 1
  await post(hook, 'same')
  expect(await counts()).toEqual([2, 1])
  await later.client.messages.delete({ messageId: (await messagesOf(hook, later))[1]!.id })
  await post(hook, 'same')
  expect(await counts()).toEqual([2, 1])
  const { addresses } = await later.client.hooks.create({ channel: 'ten-minutes', name: 'other', dialects: ['mattermost'] })
  await sendJson(addresses[0]!.url, { text: 'same' })
  expect(await counts()).toEqual([2, 1, 1])
  await later.stop()
})

test('senders that know their messages get the same one back', async () => {
  const discord = await make('again-discord', {}, 'discord')
  const ids = await Promise.all([1, 2, 3].map(async () => (JSON.parse((await sendJson(`${discord.url}?wait=true`, { content: 'same' })).body) as { id: string }).id))
  expect(new Set(ids).size).toBe(1)
  const chatalot = await make('again-chatalot', {}, 'chatalot')
  const answers = await Promise.all([1, 2].map(async () => JSON.parse((await sendJson(chatalot.url, { content: 'same' })).body) as { message_id: string }))
  expect(new Set(answers.map(({ message_id }) => message_id))).toEqual(new Set([(await messagesOf(chatalot))[0]!.id]))
})

test('a busy hook takes nothing from another', async () => {
  const [busy, calm] = [await make('busy'), await make('calm', { countRepeats: false, perMinute: null })]
  await pour(calm, 100)
  const median = ({ ms }: { ms: number[] }): number => ms.sort((a, b) => a - b)[Math.floor(ms.length / 2)] ?? 0
  /** Both ask through eight connections, so that the computer has the same to do beside it; only the hook differs. */
  const beside = async (other: Made): Promise<number> => {
    const [own] = await Promise.all([pour(calm, 400), pour(other, 400)])
    return median(own)
  }
  const rest = await make('rest', { countRepeats: false, perMinute: null })
  const ratios: number[] = []
  for (let round = 0; round < 3; round += 1) ratios.push((await beside(busy)) / (await beside(rest)))
  expect(Math.min(...ratios)).toBeLessThan(1.5)
}, 60_000)

test('what is faster than its pace waits, is told so as a success, and comes in its order', async () => {
  const hook = await make('in-order', { perMinute: 60, countRepeats: false })
  const texts = numbers(60)
  for (const text of texts) expect(await post(hook, text)).toMatchObject({ status: 200, body: 'ok' })
  const waited = (await t.client.hooks.backlog({ id: hook.hookId })).waiting
  expect(waited).toBeGreaterThan(0)
  const queued = (await verdictsOf(hook))[0]!
  expect([queued.reason, queued.status, queued.messageId]).toEqual(['queued', 200, null])
  await t.client.hooks.clearBacklog({ id: hook.hookId, by: 'posting' })
  await expect.poll(() => textsOf(hook)).toEqual(texts)
  const ended = (await verdictsOf(hook)).find(({ id }) => id === queued.id)!
  expect(ended).toMatchObject({ reason: 'posted', status: 200, channel: 'in-order', messageId: (await messagesOf(hook)).at(-1)!.id })
  expect(ended.detail).toMatch(/^Posted to #in-order after \d+ s in the queue\.$/)
  expect(await t.client.hooks.backlog({ id: hook.hookId })).toMatchObject({ waiting: 0, oldestAt: null })
}, 60_000)

test('it waits at its pace: nothing comes early, and what repeats in the queue takes no turn', async () => {
  const hook = await make('at-its-pace', { perMinute: 300 })
  const texts = numbers(105)
  for (const text of texts) await post(hook, text)
  for (let time = 0; time < 50; time += 1) await post(hook, 'the same')
  const startedAt = performance.now()
  const before = (await textsOf(hook)).length
  await expect.poll(() => textsOf(hook), { timeout: 20_000 }).toEqual([...texts, 'the same'])
  const posted = texts.length + 1 - before
  // Five a second; the first may be due at once.
  expect(performance.now() - startedAt).toBeGreaterThan((posted - 2) * 200)
  await expect.poll(async () => (await messagesOf(hook)).at(-1)?.repeats?.count).toBe(50)
}, 30_000)

test.each([
  ['mattermost', { text: 'x' }, { status_code: 429 }],
  ['chatalot', { content: 'x' }, { error: expect.stringContaining('Come back in 60 s') }],
  ['rocketchat', { text: 'x' }, { success: false }],
  ['discord', { content: 'x' }, { retry_after: 60 }],
  ['emakin', { text: 'x' }, { reason: 'rate_limited' }],
] as const)('a hook that refuses says when to come back: %s', async (dialect, body, said) => {
  const hook = await make(`refusing-${dialect}`, { perMinute: 1, whenFull: 'refuse', countRepeats: false }, dialect)
  expect((await sendJson(hook.url, body)).status).toBeLessThan(300)
  const answer = await sendJson(hook.url, body)
  expect([answer.status, answer.headers['retry-after']]).toEqual([429, '60'])
  expect(JSON.parse(answer.body)).toMatchObject(said)
  expect((await verdictsOf(hook))[0]).toMatchObject({ reason: 'rate_limited', status: 429, messageId: null })
  expect(await messagesOf(hook)).toHaveLength(1)
})

test('Retry-After is true: who comes back then is posted', async () => {
  const hook = await make('come-back', { perMinute: 60, whenFull: 'refuse', countRepeats: false })
  let answer = await post(hook, 'x')
  while (answer.status === 200) answer = await post(hook, 'x')
  const waitMs = Number(answer.headers['retry-after']) * 1000
  expect(waitMs).toBe(1000)
  await new Promise((resolve) => setTimeout(resolve, waitMs))
  expect((await post(hook, 'back')).status).toBe(200)
})

test('answers of what waits, and who cannot wait because they want their message', async () => {
  const slow: Partial<HookRules> = { perMinute: 1, countRepeats: false }
  const second = async (dialect: DialectId, body: object, query = ''): Promise<Received> => {
    const hook = await make(`waits-${dialect}${query.length}`, slow, dialect)
    await sendJson(hook.url, body)
    return sendJson(hook.url + query, body)
  }
  const emakin = await make('waits-emakin', slow, 'emakin')
  await sendJson(emakin.url, { id: 'first', text: 'x' })
  const case2 = await sendJson(emakin.url, { id: 'event2', text: 'y' })
  expect([case2.status, JSON.parse(case2.body)]).toEqual([200, { id: 'event2', messageId: null, caseId: null, reason: 'queued' }])
  // What it names waits before it.
  expect((await sendJson(emakin.url, { id: 'event3', references: ['event2'], text: 'z' })).status).toBe(200)
  // This one was reported and is no success that waits.
  expect((await sendJson(emakin.url, { id: 'first', text: 'x' })).status).toBe(208)
  await t.client.hooks.clearBacklog({ id: emakin.hookId, by: 'posting' })
  const reported = async () => (await t.client.messages.list({ channel: emakin.channel, withReplies: true })).messages.filter(({ type }) => type === 'webhook')
  await expect.poll(async () => (await reported()).map(({ text }) => text)).toEqual(['x', 'y', 'z'])
  const [, opens, updates] = await reported()
  expect([opens!.caseId, updates!.caseId, updates!.threadRootId]).toEqual([opens!.id, opens!.id, opens!.id])

  expect(await second('discord', { content: 'x' })).toMatchObject({ status: 204 })
  expect(await second('discord', { content: 'x' }, '?wait=true')).toMatchObject({ status: 429, headers: { 'retry-after': '60' } })
  expect(await second('slack', { text: 'x' })).toMatchObject({ status: 200, body: 'ok' })
  expect(await second('rocketchat', { text: 'x' })).toMatchObject({ status: 200, body: '{"success":true}' })
})

test('what waits is answered as what is posted, also where the body or the end of the path decides about the answer', async () => {
  const slow: Partial<HookRules> = { perMinute: 1, countRepeats: false }
  const [any, slack] = [await make('waits-any', slow, 'any'), await make('waits-below', slow, 'discord')]
  const asks = [
    [any.url, { embeds: [{ title: 'x' }] }],
    [`${slack.url}/slack`, { text: 'x' }],
  ] as const
  for (const [url, body] of asks) {
    const [posted, queued] = [await sendJson(url, body), await sendJson(url, body)]
    expect([posted.headers['x-hookline-reason'], queued.headers['x-hookline-reason']]).toEqual(['posted', 'queued'])
    expect([queued.status, queued.body, queued.headers['content-type']]).toEqual([posted.status, posted.body, posted.headers['content-type']])
  }
})

test('a hook that is switched off keeps what waits, one whose channel is gone refuses it, one that is deleted too, and people can drop it', async () => {
  const slow: Partial<HookRules> = { perMinute: 1, countRepeats: false }
  const off = await make('switched-off', slow)
  for (const text of numbers(4)) await post(off, text)
  await t.client.hooks.update({ id: off.hookId, enabled: false })
  await t.client.hooks.clearBacklog({ id: off.hookId, by: 'posting' })
  expect(await t.client.hooks.backlog({ id: off.hookId })).toMatchObject({ waiting: 3, isHeld: true })
  await t.client.hooks.update({ id: off.hookId, enabled: true })
  await expect.poll(() => textsOf(off)).toEqual(numbers(4))

  const archived = await make('archived', slow)
  for (const text of numbers(2)) await post(archived, text)
  await t.client.channels.archive({ channel: 'archived' })
  await t.client.hooks.clearBacklog({ id: archived.hookId, by: 'posting' })
  await expect.poll(async () => (await verdictsOf(archived))[0]).toMatchObject({ reason: 'channel_archived', detail: expect.stringMatching(/^#archived is archived\. It had waited \d+ s\.$/) })

  const deleted = await make('deleted', slow)
  for (const text of numbers(3)) await post(deleted, text)
  await t.client.hooks.delete({ id: deleted.hookId })
  await expect.poll(() => t.app.ctx.reader.all<{ reason: string; n: number }>('SELECT reason, count(*) AS n FROM verdict WHERE hook_id = ? GROUP BY reason ORDER BY reason', deleted.hookId)).toEqual([{ reason: 'no_such_address', n: 2 }, { reason: 'posted', n: 1 }])

  const dropped = await make('dropped', slow)
  for (const text of numbers(3)) await post(dropped, text)
  expect(await t.client.hooks.clearBacklog({ id: dropped.hookId, by: 'dropping' })).toMatchObject({ waiting: 0 })
  expect((await verdictsOf(dropped)).map(({ reason }) => reason)).toEqual(['discarded', 'discarded', 'posted'])
  expect((await verdictsOf(dropped))[0]!.detail).toMatch(/^@lena\.fischer discarded it while it waited/)
  expect(await textsOf(dropped)).toEqual(['number 0'])
})

test('what a hook that is switched off keeps costs nothing while others wait', async () => {
  const busy = await make('busy-beside', { countRepeats: false, perMinute: 1 })
  const off = await make('kept', { countRepeats: false, perMinute: 60 })
  for (const text of numbers(40)) await post(off, text)
  await t.client.hooks.update({ id: off.hookId, enabled: false, rules: { perMinute: 6000 } })
  // It has all its turns again.
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const { waiting } = await t.client.hooks.backlog({ id: off.hookId })
  expect(waiting).toBeGreaterThan(5)
  let taken = 0
  const { pace } = t.app.ctx
  const take = pace.take.bind(pace)
  pace.take = (hookId, perMinute) => {
    taken += Number(hookId === off.hookId)
    return take(hookId, perMinute)
  }
  for (const text of numbers(30)) await post(busy, text)
  pace.take = take
  expect(taken).toBeLessThan(30)
  await t.client.hooks.update({ id: off.hookId, enabled: true, rules: { perMinute: null } })
  await expect.poll(() => textsOf(off)).toEqual(numbers(40))
})

test('two people who drop what waits at once drop nothing that comes meanwhile', async () => {
  const hook = await make('dropped-twice', { perMinute: 1, countRepeats: false })
  await Promise.all(numbers(900).map((text) => post(hook, text)))
  const drop = () => t.client.hooks.clearBacklog({ id: hook.hookId, by: 'dropping' })
  const later = Array.from({ length: 60 }, (_, index) => `later ${index}`)
  await Promise.all([drop(), drop(), ...later.map((text) => post(hook, text))])
  const waiting = t.app.ctx.reader.all<{ post: string }>('SELECT post FROM hook_queue WHERE hook_id = ?', hook.hookId)
  expect(waiting.map(({ post: kept }) => (JSON.parse(kept) as { post: { text: string } }).post.text).sort()).toEqual(later.sort())
}, 60_000)

test('an update by key that waited changes its message and says so', async () => {
  const made = await make('keyed', { perMinute: 1 })
  const keyed = (text: string): Promise<Received> => sendJson(made.url, { text }, { 'X-Hookline-Key': 'alert-7' })
  expect((await keyed('firing')).headers['x-hookline-reason']).toBe('posted')
  expect((await keyed('resolved')).headers['x-hookline-reason']).toBe('queued')
  await t.client.hooks.clearBacklog({ id: made.hookId, by: 'posting' })
  await expect.poll(() => textsOf(made)).toEqual(['resolved'])
  expect((await verdictsOf(made)).map(({ reason, detail }) => [reason, detail])).toEqual([
    ['edited', expect.stringMatching(/^Updated a message in #keyed after \d+ s in the queue\.$/)],
    ['posted', 'Posted to #keyed.'],
  ])
})

test('the queue has an end, and says when it will be empty', async () => {
  const hook = await make('full', { perMinute: 60, countRepeats: false })
  for (const text of numbers(25)) await post(hook, text)
  await t.client.hooks.update({ id: hook.hookId, enabled: false })
  const waiting = (await t.client.hooks.backlog({ id: hook.hookId })).waiting
  await t.app.ctx.write((tx) => void tx.run('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO hook_queue (hook_id, at, post, size_bytes) SELECT hook_id, at, post, size_bytes FROM n, (SELECT * FROM hook_queue WHERE hook_id = ? LIMIT 1)', 10_000 - waiting, hook.hookId))
  await t.app.ctx.write((tx) => void tx.cache.clear())
  await t.client.hooks.update({ id: hook.hookId, rules: { perMinute: 1 } })
  await t.client.hooks.update({ id: hook.hookId, enabled: true, rules: { perMinute: 1 } })
  const refused = await post(hook, 'too many')
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, String(10_000 * 60)])
  await t.client.hooks.clearBacklog({ id: hook.hookId, by: 'dropping' })
  expect((await post(hook, 'room again')).status).toBe(200)
}, 60_000)

test('a post that waits keeps its files, and a restart loses none', async () => {
  const dataFolder = makeDataFolder()
  const first = await startApp({ dataFolder })
  const hook = await make('restarted', { perMinute: 2, countRepeats: true }, 'mattermost', first)
  for (const text of ['a', 'a', 'a', 'b', 'c', 'd']) await post(hook, text)
  const { hookId } = hook
  expect((await first.client.hooks.backlog({ id: hookId })).waiting).toBe(3)
  const body = '--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nwith file\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="log.txt"\r\nContent-Type: text/plain\r\n\r\nthe log\r\n--b--\r\n'
  expect((await fetch(hook.url, { method: 'POST', headers: { 'Content-Type': 'multipart/form-data; boundary=b' }, body })).status).toBe(200)
  await first.stop()
  const second = await startApp({ dataFolder })
  expect((await messagesOf(hook, second)).map(({ text, repeats }) => [text, repeats?.count])).toEqual([['a', 3]])
  await second.client.hooks.clearBacklog({ id: hookId, by: 'posting' })
  await expect.poll(async () => (await messagesOf(hook, second)).map(({ text, files }) => [text, files.map(({ name }) => name)])).toEqual([['a', []], ['b', []], ['c', []], ['d', []], ['with file', ['log.txt']]])
  await second.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})
