/** What waits of a subscription is found in its lanes and apart from them: always the same as by looking at every row. */
import { afterAll, expect, test } from 'vitest'
import fc from 'fast-check'
import type { DeliveryId, SubscriptionId } from '#shared/contract/ids.ts'
import { openConnection } from './connection.ts'
import { migrate } from './migrate.ts'
import { countWaiting, dropWaiting, dropWaitingFor, listWaiting, redirectWaiting } from './waiting-deliveries.ts'

const connection = openConnection({ path: ':memory:' })
migrate(connection.db)
// Subscriptions and channels play no part.
connection.db.pragma('foreign_keys = OFF')
const tx = { ...connection, emit: () => undefined }
afterAll(() => connection.close())

const subscriptions = ['a', 'b'] as unknown as SubscriptionId[]
const states = ['queued', 'retrying', 'parked', 'delivered', 'failed', 'dropped'] as const
const row = fc.record({ subscription: fc.constantFrom(...subscriptions), channel: fc.constantFrom('x', 'y', 'z'), again: fc.boolean(), state: fc.constantFrom(...states), url: fc.constantFrom('old', 'other') })

interface Found {
  readonly id: DeliveryId
  readonly state: string
  readonly url: string
}

function fill(rows: readonly (typeof row extends fc.Arbitrary<infer Row> ? Row : never)[]): void {
  connection.db.exec('DELETE FROM delivery; DELETE FROM delivery_lane')
  for (const [index, { subscription, channel, again, state, url }] of rows.entries()) {
    connection.run('INSERT OR IGNORE INTO delivery_lane (subscription_id, address, channel_id) VALUES (?, 0, ?)', subscription, channel)
    const lane = connection.get<{ id: number }>('SELECT id FROM delivery_lane WHERE subscription_id = ? AND channel_id = ?', subscription, channel)!.id
    connection.run(
      `INSERT INTO delivery (id, subscription_id, url, address, lane, channel_id, position, change_id, event, trigger_word, hops, state, created_at, finished_at)
       VALUES (?, ?, ?, 0, ?, ?, ?, '', 'posted', '', 0, ?, 0, ?)`,
      String(index).padStart(3, '0'),
      subscription,
      url,
      again ? null : lane,
      channel,
      // Facts stand where what was said last does.
      Math.floor(index / 2),
      state,
      states.indexOf(state) < 3 ? null : 1,
    )
  }
}

const naive = (id: SubscriptionId): Found[] => connection.all<Found>('SELECT id, state, url FROM delivery WHERE subscription_id = ? AND finished_at IS NULL ORDER BY id DESC', id)

test('pages, states and counts', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (rows, limit) => {
      fill(rows)
      for (const id of subscriptions) {
        const all = naive(id)
        const before = all[limit - 1]?.id
        expect(listWaiting(connection, id, { limit })).toEqual(all.slice(0, limit).map((one) => one.id))
        if (before) expect(listWaiting(connection, id, { limit, before })).toEqual(all.slice(limit, 2 * limit).map((one) => one.id))
        const parked = all.filter(({ state }) => state === 'parked')
        expect(listWaiting(connection, id, { limit, states: ['parked'] })).toEqual(parked.slice(0, limit).map((one) => one.id))
        expect(countWaiting(connection, id, limit)).toBe(Math.min(limit, all.length))
      }
    }),
  )
})

test('a new address and the end of a subscription reach all of it and nothing else', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      fill(rows)
      const [a, b] = subscriptions as [SubscriptionId, SubscriptionId]
      const [ofA, ofB] = [naive(a), naive(b)]
      redirectWaiting(tx, a, 'old', 'new')
      expect(naive(a)).toEqual(ofA.map((one) => ({ ...one, url: one.url === 'old' ? 'new' : one.url })))
      dropWaiting(tx, a, 7, 'webhook_deleted')
      expect(naive(a)).toEqual([])
      expect(connection.get("SELECT count(*) AS n FROM delivery WHERE finished_at = 7 AND state = 'dropped' AND due_at IS NULL AND last_problem = 'webhook_deleted'")).toEqual({ n: ofA.length })
      expect(naive(b)).toEqual(ofB)
    }),
  )
})

test('an address that is taken off takes all with it that waits for it, and whoever was behind is due', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      fill(rows)
      const [a, b] = subscriptions as [SubscriptionId, SubscriptionId]
      const [ofA, ofB] = [naive(a), naive(b)]
      dropWaitingFor(tx, a, 'old', 7)
      expect(naive(a)).toEqual(ofA.filter(({ url }) => url === 'other'))
      expect(connection.get("SELECT count(*) AS n FROM delivery WHERE finished_at = 7 AND state = 'dropped' AND due_at IS NULL AND last_problem = 'address_removed'")).toEqual({ n: ofA.length - naive(a).length })
      expect(naive(b)).toEqual(ofB)
      const inLanes = "SELECT id, due_at AS dueAt, lane FROM delivery WHERE subscription_id = ? AND lane IS NOT NULL AND state IN ('queued', 'retrying') ORDER BY position, rowid"
      const firsts = new Map(connection.all<{ id: string; dueAt: number | null; lane: number }>(inLanes, a).toReversed().map((one) => [one.lane, one]))
      expect([...firsts.values()].filter(({ dueAt }) => dueAt !== 7)).toEqual([])
    }),
  )
})
