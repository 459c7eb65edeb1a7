/** How a hook does: what came by day and week, how fast, the last of either kind; unused after 90 days; paused by itself after five days of faults, its owner told once. */
import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import { defaultHookRules } from '#shared/contract/hook-rules.ts'
import type { HookId, VerdictId } from '#shared/contract/ids.ts'
import { reasonSchema } from '#shared/contract/verdict.ts'
import { isAccepted } from '#shared/core/hook-health.ts'
import { insertVerdict } from '#server/store/verdicts.ts'
import { setLocal } from '#server/store/local-state.ts'
import { createClock, type TestClock } from '../helpers/clock.ts'
import { send, sendJson } from '../helpers/post.ts'
import { rebuild } from '../helpers/projection.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

const hour = 3600_000
const day = 24 * hour
let t: TestApp
let clock: TestClock
beforeEach(async () => {
  clock = createClock(Date.UTC(2026, 3, 1, 9, 30))
  t = await startApp({ clock })
})
afterEach(() => t.stop())

const settled = (): Promise<unknown> => t.app.ctx.write(() => undefined)
const pass = (ms: number): Promise<void> => clock.pass(ms, settled)
const good = (url: string, text = `fine ${clock.now()}`) => sendJson(url, { text })
/** A refusal is answered before it is recorded. */
const bad = async (url: string) => {
  const answer = await send(url, { body: '{' })
  await settled()
  return answer.headers['x-hookline-reason']
}
const show = (id: string) => t.client.hooks.show({ id: id as HookId })
const health = (id: string) => t.client.hooks.health({ id: id as HookId })
const told = async () => (await t.client.messages.list({ channel: '@lena.fischer' }).catch(() => ({ messages: [] }))).messages
/** Days of nothing but faults, one a day, and one more that ends the last of them. */
const failFor = async (url: string, days: number) => {
  for (let n = 0; n < days; n += 1) {
    await bad(url)
    await pass(day)
  }
  return bad(url)
}

test('counts by the hour, the last of either kind, and how fast; replays and other hooks are counted nowhere', async () => {
  const { url, hookId } = await t.makeHook()
  const { hookId: other } = await t.makeHook({ name: 'other' })
  const blank = { accepted: 0, refused: 0 }
  expect(await health(hookId)).toEqual({ hookId, hours: Array.from({ length: 24 }, () => blank), lastDay: blank, lastWeek: blank, p95Ms: null, lastAcceptedAt: null, lastRefusal: null, failingSince: null, failures: 0, unusedSince: null })
  const first = clock.now()
  for (let n = 0; n < 3; n += 1) await good(url, `a ${n}`)
  await pass(2 * hour)
  expect(await bad(url)).toBe('bad_json')
  const refused = (await t.client.verdicts.list({ hookId: hookId as HookId, limit: 1 }))[0]
  const now = await health(hookId)
  expect([now.hours[21], now.hours[23], now.lastDay, now.lastWeek]).toEqual([{ accepted: 3, refused: 0 }, { accepted: 0, refused: 1 }, { accepted: 3, refused: 1 }, { accepted: 3, refused: 1 }])
  expect(now).toMatchObject({ lastAcceptedAt: first, lastRefusal: { at: clock.now(), reason: 'bad_json', verdictId: refused?.id }, failingSince: clock.now(), failures: 1 })
  expect(now.p95Ms).toBeGreaterThan(0)
  await t.client.verdicts.replay({ id: (await t.client.verdicts.list({ hookId: hookId as HookId, state: 'posted', limit: 1 }))[0]?.id as VerdictId })
  expect(await health(hookId)).toMatchObject({ lastDay: now.lastDay, failures: 1 })
  await pass(2 * day)
  expect(await health(hookId)).toMatchObject({ lastDay: blank, lastWeek: { accepted: 3, refused: 1 } })
  await pass(6 * day)
  expect(await health(hookId)).toMatchObject({ lastWeek: blank, lastAcceptedAt: first })
  expect(await t.client.hooks.standings()).toMatchObject([{ hookId, lastWeek: blank }, { hookId: other, lastWeek: blank }])
})

test('what came while the clock was ahead is not of this week', async () => {
  const { url, hookId } = await t.makeHook()
  clock.sleep(400 * day)
  await good(url)
  clock.sleep(-400 * day)
  await good(url)
  expect((await health(hookId)).lastWeek).toEqual({ accepted: 1, refused: 0 })
})

test('counters older than 90 days are dropped, and with the hook all of them', async () => {
  const { url, hookId } = await t.makeHook()
  const rows = (table: string) => t.app.ctx.reader.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n
  await good(url)
  await pass(89 * day)
  await good(url)
  expect(rows('hook_hour')).toBe(2)
  await pass(2 * day)
  await expect.poll(() => rows('hook_hour')).toBe(1)
  await t.client.hooks.delete({ id: hookId as HookId })
  expect([rows('hook_hour'), rows('hook_health')]).toEqual([0, 0])
})

test('of one that lives on another device nobody says that it is unused', async () => {
  const { hookId } = await t.makeHook()
  await pass(90 * day)
  expect((await health(hookId)).unusedSince).not.toBeNull()
  await t.app.ctx.write((tx) => tx.run("UPDATE hook SET home_device = 'another' WHERE id = ?", hookId))
  expect((await health(hookId)).unusedSince).toBeNull()
})

test('unused: 90 days after the last request or since it was made, not while it is off', async () => {
  const made = clock.now()
  const { url, hookId } = await t.makeHook()
  const { hookId: never } = await t.makeHook({ name: 'never' })
  const unused = async () => (await t.client.hooks.standings()).map(({ unusedSince }) => unusedSince)
  await pass(10 * day)
  const last = clock.now()
  await good(url)
  await pass(80 * day - 1)
  expect(await unused()).toEqual([null, null])
  await pass(1)
  expect(await unused()).toEqual([null, made])
  await pass(10 * day)
  expect([await unused(), (await health(hookId)).unusedSince]).toEqual([[last, made], last])
  await t.client.hooks.update({ id: never as HookId, enabled: false })
  expect(await unused()).toEqual([last, null])
  await bad(url)
  expect(await unused()).toEqual([null, null])
})

describe('a pause', () => {
  test('five days of only faults: paused with its reason, the owner told once, one word resumes it', async () => {
    const { url, hookId } = await t.makeHook({ name: 'nightly' })
    const events: AppEvent[] = []
    t.app.ctx.events.subscribe(({ event }) => void events.push(event))
    await good(url)
    const since = clock.now() + day
    await pass(day)
    for (let n = 0; n < 5; n += 1) {
      expect(await bad(url)).toBe('bad_json')
      expect([(await show(hookId)).enabled, await told()]).toEqual([true, []])
      await pass(day)
    }
    expect(await bad(url)).toBe('bad_json')
    expect(await show(hookId)).toMatchObject({ enabled: false, pausedReason: 'failing' })
    expect(events.filter(({ name }) => name === 'hook.changed')).toHaveLength(1)
    expect(await told()).toMatchObject([
      { type: 'webhook', username: 'Hookline', text: expect.stringContaining('“nightly” is paused: since 2026-04-02 every request was refused, 6 in all, the last one as bad_json.') as string, props: { notice: 'hookFailing', reason: 'bad_json', since, count: 6 } },
    ])
    expect([(await good(url)).headers['x-hookline-reason'], await bad(url)]).toEqual(['hook_paused', 'hook_paused'])
    await pass(7 * day)
    expect(await told()).toHaveLength(1)
    // What it was paused for, not that it is paused.
    expect((await health(hookId)).lastRefusal).toMatchObject({ reason: 'bad_json' })
    const { before, after } = await rebuild(t.app.ctx)
    expect(after).toEqual(before)

    expect(await t.client.hooks.update({ id: hookId as HookId, enabled: true })).toMatchObject({ enabled: true, pausedReason: null })
    expect([await bad(url), (await show(hookId)).enabled]).toEqual(['bad_json', true])
    expect((await good(url)).headers['x-hookline-reason']).toBe('posted')
    expect(await health(hookId)).toMatchObject({ failingSince: null, failures: 0 })
  })

  test('one success in between, an edit of the hook, or too few of them begin it anew', async () => {
    const mended = await t.makeHook({ name: 'mended' })
    const edited = await t.makeHook({ name: 'edited' })
    const rare = await t.makeHook({ name: 'rare' })
    for (let days = 0; days < 8; days += 1) {
      await (days === 3 ? good(mended.url) : bad(mended.url))
      if (days === 3) await t.client.hooks.update({ id: edited.hookId as HookId, description: 'looked at' })
      await bad(edited.url)
      if (days % 3 === 0) await bad(rare.url)
      await pass(day)
    }
    for (const { hookId } of [mended, edited, rare]) expect((await show(hookId)).enabled).toBe(true)
    expect(await told()).toEqual([])
  })

  test('nobody causes it without the address, or alone with what is no fault of the sender’s', async () => {
    const { url, hookId } = await t.makeHook({ rules: { sources: ['10.0.0.0/8'] } })
    const { url: open, hookId: openId } = await t.makeHook({ name: 'open' })
    const wrong = `${open.slice(0, -3)}${open.endsWith('aaa') ? 'bbb' : 'aaa'}`
    const reasons = new Set<unknown>()
    for (let n = 0; n < 8; n += 1) {
      for (const target of [url, wrong, wrong.toUpperCase()]) reasons.add(await bad(target))
      reasons.add((await send(open, { method: 'GET' })).headers['x-hookline-reason'])
      reasons.add((await send(open, { body: '{', headers: { Host: 'evil.example' } })).headers['x-hookline-reason'])
      await pass(day)
    }
    expect([...reasons].sort()).toEqual(['host_refused', 'method_refused', 'no_such_address', 'source_refused'])
    for (const id of [hookId, openId]) expect([(await show(id)).enabled, (await health(id)).failures]).toEqual([true, 0])
  })

  test('of a hook that asks for signatures, only with one: the address alone does not pause it', async () => {
    const { url, hookId } = await t.makeHook({ rules: { signature: { ...defaultHookRules.signature, scheme: 'github' } } })
    const { secret } = await t.client.hooks.setSecret({ id: hookId as HookId })
    const failSigned = async (isRight: boolean): Promise<unknown> => {
      const signature = createHmac('sha256', isRight && secret !== null ? secret : 'another').update('{').digest('hex')
      const answer = await send(url, { body: '{', headers: { 'X-Hub-Signature-256': `sha256=${signature}` } })
      await settled()
      return answer.headers['x-hookline-reason']
    }
    const failDaily = async (isRight: boolean): Promise<unknown> => {
      for (let n = 0; n < 6; n += 1) {
        await failSigned(isRight)
        await pass(day)
      }
      return failSigned(isRight)
    }
    expect(await failDaily(false)).toBe('signature_refused')
    expect(await show(hookId)).toMatchObject({ enabled: true, pausedReason: null })
    expect(await failDaily(true)).toBe('hook_paused')
  })

  test('a clock that was ahead when it began holds the pause back no longer than five days', async () => {
    const { url, hookId } = await t.makeHook()
    await pass(365 * day)
    await bad(url)
    await pass(-365 * day)
    const since = clock.now()
    await failFor(url, 5)
    expect(await show(hookId)).toMatchObject({ enabled: false, pausedReason: 'failing' })
    expect(await told()).toMatchObject([{ props: { notice: 'hookFailing', since } }])
  })

  test('a replay of a fault does not count', async () => {
    const { url, hookId } = await t.makeHook()
    for (let n = 0; n < 5; n += 1) {
      expect((await good(url, '')).headers['x-hookline-reason']).toBe('nothing_to_post')
      await pass(day)
    }
    const [newest] = await t.client.verdicts.list({ hookId: hookId as HookId, limit: 1 })
    expect(await t.client.verdicts.replay({ id: newest?.id as VerdictId })).toMatchObject({ reason: 'nothing_to_post', replayOf: newest?.id })
    expect([(await health(hookId)).failures, (await show(hookId)).enabled]).toEqual([5, true])
  })

  test('whose device may not manage it leaves it on', async () => {
    const { url, hookId } = await t.makeHook()
    const { id } = await t.client.people.create({ username: 'jonas' })
    await t.app.ctx.write((tx) => setLocal(tx, 'meId', id))
    await failFor(url, 6)
    expect(await show(hookId)).toMatchObject({ enabled: true, pausedReason: null })
    expect((await health(hookId)).failures).toBe(7)
  })
})

test('refused after it had waited: listed and counted as refused, found by the filter, and a fault', async () => {
  const { url, hookId } = await t.makeHook({ rules: { perMinute: 1 }, channel: 'off-topic' })
  expect([(await good(url, 'a')).headers['x-hookline-reason'], (await good(url, 'b')).headers['x-hookline-reason']]).toEqual(['posted', 'queued'])
  expect(await health(hookId)).toMatchObject({ lastDay: { accepted: 2, refused: 0 } })
  await t.client.channels.archive({ channel: 'off-topic' })
  await t.client.hooks.clearBacklog({ id: hookId as HookId, by: 'posting' })
  const refused = () => t.client.verdicts.list({ hookId: hookId as HookId, state: 'refused' })
  await expect.poll(refused).toMatchObject([{ reason: 'channel_archived', status: 200, detail: expect.stringContaining('It had waited') as string }])
  expect(await t.client.verdicts.list({ hookId: hookId as HookId, state: 'posted' })).toMatchObject([{ reason: 'posted' }])
  expect((await show(hookId)).refused).toBe(1)
  expect(await health(hookId)).toMatchObject({ lastDay: { accepted: 1, refused: 1 }, failures: 1, lastRefusal: { reason: 'channel_archived', verdictId: (await refused())[0]?.id } })
})

test('what is listed and counted as refused is what was not accepted, reason by reason', async () => {
  const { url, hookId } = await t.makeHook()
  await good(url)
  const [one] = await t.client.verdicts.list({ hookId: hookId as HookId })
  const { id: _, count: _1, ...kept } = one!
  for (const reason of reasonSchema.options) await t.app.ctx.write((tx) => insertVerdict(tx, { ...kept, reason }))
  const refused = reasonSchema.options.filter((reason) => !isAccepted(reason))
  expect((await t.client.verdicts.list({ hookId: hookId as HookId, state: 'refused' })).map(({ reason }) => reason).reverse()).toEqual(refused)
  expect((await t.client.verdicts.list({ hookId: hookId as HookId, state: 'posted' })).map(({ reason }) => reason)).toHaveLength(reasonSchema.options.length - refused.length + 1)
  expect((await show(hookId)).refused).toBe(refused.length)
})

test('a replay is a message of its own, also where repeats are counted; with a key it goes where the key says', async () => {
  const { url, hookId } = await t.makeHook()
  const replay = async () => t.client.verdicts.replay({ id: (await t.client.verdicts.list({ hookId: hookId as HookId, limit: 50 })).filter(({ replayOf }) => replayOf === null)[0]?.id as VerdictId })
  const texts = async () => (await t.client.messages.list({ channel: 'town-square' })).messages.filter((message) => message.hookId === hookId).map(({ text, repeats }) => [text, repeats?.count ?? 1])
  await good(url, 'same')
  await good(url, 'same')
  expect(await texts()).toEqual([['same', 2]])
  expect((await replay()).reason).toBe('posted')
  expect(await texts()).toEqual([['same', 2], ['same', 1]])
  await sendJson(url, { text: 'keyed' }, { 'X-Hookline-Key': 'k' })
  expect((await replay()).reason).toBe('edited')
  expect(await texts()).toEqual([['same', 2], ['same', 1], ['keyed', 1]])
})

test('a search over all hooks goes further back in bounded steps until everything was looked at', async () => {
  const { url, hookId } = await t.makeHook()
  await good(url, 'the oldest')
  const [first] = await t.client.verdicts.list({ hookId: hookId as HookId, limit: 1 })
  expect(await t.client.verdicts.search({ text: first?.requestId })).toEqual({ verdicts: [first], next: null })
  await t.app.ctx.write((tx) => tx.run('UPDATE verdict SET id = 1 WHERE id = ?', first?.id ?? 0))
  await t.app.ctx.write((tx) => tx.run("INSERT INTO verdict (id, at, hook_id, last_four, method, status, reason, detail, size_bytes, duration_ms, remote, user_agent, content_type, request_id) SELECT 50001, at, hook_id, last_four, method, status, reason, detail, size_bytes, duration_ms, remote, user_agent, content_type, 'later' FROM verdict WHERE id = 1"))
  const steps: number[] = []
  let before: VerdictId | undefined
  for (;;) {
    const { verdicts, next } = await t.client.verdicts.search({ text: first?.requestId, before })
    steps.push(...verdicts.map(({ id }) => id))
    if (next === null) break
    before = next
    steps.push(0 - next)
  }
  expect(steps).toEqual([-30002, -10002, 1])
})
