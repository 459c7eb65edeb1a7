/** Verdicts: newest first in pages, bounded per hook and in age, and requests that reached no hook counted in few rows. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { HookId } from '#shared/contract/ids.ts'
import { createVerdictRecorder, type NewVerdict } from '#server/actions/posts/record-verdict.ts'
import { strayRowsKept } from '#server/store/verdicts.ts'
import { send, sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

let t: TestApp
let url = ''
let hookId = '' as HookId
/** ms since epoch, for what `record` writes. */
let clock = 0
/** How the writes were to be committed, one after the other. */
const levels: string[] = []
beforeAll(async () => {
  t = await startApp({ trace: (sql) => void (/synchronous/i.test(sql) && levels.push(sql)) })
})
beforeEach(async () => {
  await t.client.settings.set({ key: 'verdicts.keepPerHook', value: 1000 })
  const made = await t.makeHook({ name: `hook ${Math.random()}` })
  url = made.url
  hookId = made.hookId as HookId
  await t.app.ctx.write((tx) => tx.run('DELETE FROM verdict'))
  clock = Date.now()
})
afterAll(() => t.stop())

const list = (limit = 1000, before?: Parameters<typeof t.client.verdicts.list>[0]['before']) => t.client.verdicts.list({ hookId, limit, before })

/** Records through the real recorder, at `clock`. */
function record(...verdicts: NewVerdict[]): Promise<void> {
  const recorder = createVerdictRecorder({ ...t.app.ctx, now: () => clock })
  return t.app.ctx.write((tx) => verdicts.forEach((verdict) => recorder(tx, verdict)))
}
function verdict(fields: Partial<NewVerdict> = {}): NewVerdict {
  return {
    hookId, addressId: null, dialect: 'mattermost', lastFour: 'abcd', method: 'POST', status: 200, reason: 'posted', detail: 'd', ignored: [], messageId: null,
    channel: null, sizeBytes: 1, durationMs: 0.5, remote: '127.0.0.1', userAgent: 'ua', contentType: 'ct', requestId: 'r', signature: null, key: null, ...fields,
  }
}
const stray = (fields: Partial<NewVerdict> = {}) => verdict({ hookId: null, status: 400, reason: 'no_such_address', lastFour: '', ...fields })
const strays = async () => (await t.client.verdicts.list({ limit: 1000 })).filter((one) => one.hookId === null)

test('a refusal is kept without waiting for the disk, which posts would wait for, too', async () => {
  await sendJson(url, { text: 'before' })
  levels.length = 0
  expect((await send(url, { body: '{' })).status).toBe(400)
  await expect.poll(async () => (await list()).map(({ reason }) => reason)).toEqual(['bad_json', 'posted'])
  expect(levels).toEqual(['PRAGMA synchronous = NORMAL'])
  await sendJson(url, { text: 'after' })
  expect(levels).toEqual(['PRAGMA synchronous = NORMAL', 'PRAGMA synchronous = FULL'])
})

test('one request, one verdict, with all that is known of it and without its address', async () => {
  const answer = await sendJson(url, { text: 'x', priority: { priority: 'urgent' } }, { 'User-Agent': 'Jenkins/2' })
  const [message] = (await t.client.messages.list({ channel: 'town-square', limit: 1 })).messages
  const [address] = await t.client.addresses.list({ hookId })
  expect(await list()).toEqual([
    {
      id: expect.any(Number) as number, at: expect.any(Number) as number, hookId, addressId: address?.id, dialect: 'mattermost', lastFour: url.slice(-4), method: 'POST', status: 200,
      reason: 'posted', detail: 'Posted to #town-square.', ignored: expect.any(Array) as string[], messageId: message?.id, channel: 'town-square', sizeBytes: 45,
      durationMs: expect.any(Number) as number, remote: '127.0.0.1', userAgent: 'Jenkins/2', contentType: 'application/json', requestId: answer.headers['x-request-id'], count: 1, signature: null, key: null, replayOf: null,
    },
  ])
})

test('newest first, in pages that neither repeat nor skip', async () => {
  for (let number = 0; number < 10; number += 1) await sendJson(url, { text: number % 2 === 0 ? String(number) : '' })
  await t.app.ctx.write(() => undefined)
  const all = await list()
  const pages = []
  for (let page = await list(3); page.length > 0; page = await list(3, page.at(-1)?.id)) pages.push(page)
  expect(all.map(({ status }) => status)).toEqual([400, 200, 400, 200, 400, 200, 400, 200, 400, 200])
  expect([pages.map((page) => page.length), pages.flat()]).toEqual([[3, 3, 3, 1], all])
})

test('the hook tells how many are on record and how many of them were refused', async () => {
  for (const text of ['a', '', 'b', '']) await sendJson(url, { text })
  await t.app.ctx.write(() => undefined)
  expect(await t.client.hooks.show({ id: hookId })).toMatchObject({ requests: 4, refused: 2 })
})

describe('bounded per hook', () => {
  test.each([1, 5, 40, 100])('never more than %i, the newest ones, and a sixteenth fewer at the least', async (keep) => {
    await t.client.settings.set({ key: 'verdicts.keepPerHook', value: keep })
    const counts: number[] = []
    for (let number = 0; number < 3 * keep + 20; number += 1) {
      await record(verdict({ requestId: String(number) }))
      if (number >= keep) counts.push((await list()).length)
    }
    expect([Math.max(...counts), Math.min(...counts) >= keep - Math.floor(keep / 16)]).toEqual([keep, true])
    const kept = await list()
    expect(kept.map(({ requestId }) => Number(requestId))).toEqual(kept.map((_, index) => 3 * keep + 19 - index))
  })

  test('over HTTP too, also when a batch is rolled back in between, and for each hook by itself', async () => {
    const other = await t.makeHook({ name: `other ${Math.random()}` })
    await sendJson(other.url, { text: 'kept' })
    await t.client.settings.set({ key: 'verdicts.keepPerHook', value: 5 })
    for (let round = 0; round < 6; round += 1) {
      const guilty = t.app.ctx.write((tx) => {
        tx.run('DELETE FROM verdict')
        throw new Error('guilty')
      })
      const posts = Array.from({ length: 10 }, (_, number) => sendJson(url, { text: `${round} ${number}` }))
      await expect(guilty).rejects.toThrow('guilty')
      await Promise.all(posts)
      expect((await list()).length).toBeLessThanOrEqual(5)
    }
    expect(await t.client.verdicts.list({ hookId: other.hookId as HookId })).toHaveLength(1)
  })

  test('lowered, it holds from the next request on', async () => {
    await record(...Array.from({ length: 50 }, () => verdict()))
    await t.client.settings.set({ key: 'verdicts.keepPerHook', value: 3 })
    await record(verdict({ requestId: 'last' }))
    expect((await list()).map(({ requestId }) => requestId)).toEqual(['last', 'r', 'r'])
  })
})

describe('bounded in age', () => {
  test('what is older than the settings keep it is dropped when the app starts to listen', async () => {
    await t.client.settings.set({ key: 'verdicts.keepDays', value: 2 })
    const now = clock
    for (const [age, requestId] of [[3 * dayMs, 'three days'], [2 * dayMs + hourMs, 'a little over'], [2 * dayMs - hourMs, 'a little under'], [0, 'now']] as const) {
      clock = now - age
      await record(verdict({ requestId }))
    }
    await t.app.listen(0)
    await expect.poll(async () => (await list()).map(({ requestId }) => requestId)).toEqual(['now', 'a little under'])
    await t.client.settings.set({ key: 'verdicts.keepDays', value: 7 })
  })

  test('all may be too old', async () => {
    clock -= 30 * dayMs
    await record(verdict(), verdict(), stray())
    await t.app.listen(0)
    await expect.poll(async () => [await list(), await strays()]).toEqual([[], []])
  })
})

test('one that came while the clock was far ahead keeps nothing that is too old', async () => {
  const now = clock
  for (const [at, requestId] of [[now + 30 * dayMs, 'ahead'], [now - 10 * dayMs, 'old'], [now, 'now'], [now + 30 * dayMs, 'ahead again']] as const) {
    clock = at
    await record(verdict({ requestId }))
  }
  await t.app.listen(0)
  await expect.poll(async () => (await list()).map(({ requestId }) => requestId)).toEqual(['ahead again', 'now'])
})

test('a clock that is years behind now drops nothing but what is older still', async () => {
  const now = clock
  for (const [at, requestId] of [[now - 30 * dayMs, 'old'], [now + 10_000 * dayMs, 'by the right clock'], [now + 10_001 * dayMs, 'too'], [now, 'now']] as const) {
    clock = at
    await record(verdict({ requestId }))
  }
  await t.app.listen(0)
  await expect.poll(async () => (await list()).map(({ requestId }) => requestId)).toEqual(['now', 'too', 'by the right clock'])
})

test('many are dropped a few at a time, and whoever writes meanwhile does not wait for all', async () => {
  clock -= 30 * dayMs
  await record(...Array.from({ length: 400 }, () => verdict()), ...Array.from({ length: 900 }, () => verdict({ hookId: 'another' as HookId })))
  const left = () => t.app.ctx.write((tx) => tx.get<{ n: number }>('SELECT count(*) AS n FROM verdict')!.n)
  await t.app.listen(0)
  const seen: number[] = []
  for (let n = await left(); n > 0; n = await left()) seen.push(n)
  expect(seen.filter((n) => n < 1300).length).toBeGreaterThanOrEqual(2)
})

describe('numbers', () => {
  test('are never given again, also where all were dropped: a link leads to its own request or to none', async () => {
    clock -= 30 * dayMs
    await record(verdict(), verdict({ requestId: 'dropped' }))
    const { id } = (await list())[0]!
    await t.app.listen(0)
    await expect.poll(() => list()).toEqual([])
    clock = Date.now()
    await record(verdict({ requestId: 'new' }), stray())
    expect((await list())[0]!.id).toBeGreaterThan(id)
    await expect(t.client.verdicts.show({ id })).rejects.toMatchObject({ data: { code: 'not_found' } })
  })
})

describe('requests to no hook', () => {
  test('one row per shape, reason, remote and hour, with a counter and the time of the last', async () => {
    clock = Math.floor(clock / hourMs) * hourMs
    const begin = clock
    await record(stray(), stray(), stray({ dialect: 'slack' }), stray({ reason: 'method_refused' }), stray({ remote: '::1' }))
    clock += hourMs - 1
    await record(stray())
    clock += 1
    await record(stray())
    expect((await strays()).map(({ count, at, dialect, reason, remote }) => [count, at - begin, dialect, reason, remote])).toEqual([
      [1, hourMs, 'mattermost', 'no_such_address', '127.0.0.1'],
      [1, 0, 'mattermost', 'no_such_address', '::1'],
      [1, 0, 'mattermost', 'method_refused', '127.0.0.1'],
      [1, 0, 'slack', 'no_such_address', '127.0.0.1'],
      [3, hourMs - 1, 'mattermost', 'no_such_address', '127.0.0.1'],
    ])
  })

  test('a thousand wrong addresses over HTTP leave one row for each shape', async () => {
    const origin = new URL(url).origin
    const paths = ['/hooks/', '/services/T0/B0/', '/in/', '/nowhere/']
    await Promise.all(Array.from({ length: 1000 }, (_, number) => send(`${origin}${paths[number % 4]}wrong${number}`, { body: '{}' })))
    await t.app.ctx.write(() => undefined)
    // The hour may turn in between: then there are twice as many rows.
    const rows = await strays()
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(1000)
    expect(rows.length).toBeLessThanOrEqual(8)
  })

  test(`at most ${strayRowsKept} rows, whoever knocks`, async () => {
    for (let start = 0; start < strayRowsKept + 2000; start += 1000) await record(...Array.from({ length: 1000 }, (_, index) => stray({ remote: `host ${start + index}` })))
    const rows = t.app.ctx.reader.get<{ n: number }>("SELECT count(*) AS n FROM verdict WHERE hook_id = ''")?.n
    expect(rows).toBeLessThanOrEqual(strayRowsKept)
    expect(rows).toBeGreaterThan(strayRowsKept * 0.9)
    expect((await strays())[0]?.remote).toBe(`host ${strayRowsKept + 1999}`)
  })
})
