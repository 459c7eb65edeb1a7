/** Receivers that answer at random, over real HTTP and a clock that the test moves: attempts, ends and order are as a model has them. `SOAK=1` plays ten times as many. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ORDERED_ATTEMPTS, RETRY_WAITS_MS } from '#shared/core/retry.ts'
import type { DeliveryState } from '#shared/contract/delivery.ts'
import { hour, startRig, textOf, type Rig } from '../helpers/outgoing.ts'

let r: Rig
beforeAll(async () => {
  r = await startRig()
})
afterAll(() => r.stop())

const channels = ['town-square', 'off-topic'] as const

interface Played {
  readonly channel: (typeof channels)[number]
  /** What its attempts are answered, one after the other; 200 from then on. */
  readonly statuses: readonly number[]
}

/** 410 is left out: it pauses the webhook, which ends the play for all. */
const status = fc.oneof(fc.constantFrom(408, 425, 429, 500, 502, 503, 504, 599), fc.constantFrom(200, 201, 204, 301, 302, 400, 401, 404, 422))
const plays = fc.array(fc.record({ channel: fc.constantFrom(...channels), statuses: fc.array(status, { maxLength: 9 }) }), { minLength: 1, maxLength: 8 })

/** Written anew, as the issue says it. */
function model({ statuses }: Played): { attempts: number; state: DeliveryState } {
  for (let attempt = 1; attempt <= RETRY_WAITS_MS.length; attempt += 1) {
    const answered = statuses[attempt - 1] ?? 200
    if (answered < 300) return { attempts: attempt, state: 'delivered' }
    if (![408, 425, 429].includes(answered) && answered < 500) return { attempts: attempt, state: 'failed' }
  }
  return { attempts: RETRY_WAITS_MS.length, state: 'failed' }
}

interface Request {
  readonly index: number
  readonly attempt: number
}

async function play(round: number, played: readonly Played[]) {
  const requests: Request[] = []
  const counts = new Map<number, number>()
  r.receiver.answer = (request) => {
    const index = Number(textOf(request).split(' ')[1])
    const attempt = (counts.get(index) ?? 0) + 1
    counts.set(index, attempt)
    requests.push({ index, attempt })
    return { status: played[index]?.statuses[attempt - 1] ?? 200, headers: { Location: r.receiver.url } }
  }
  const { id } = await r.subscribe({ name: `round ${round}`, channels: [...channels] })
  for (const [index, { channel }] of played.entries()) await r.say(`${round} ${index}`, { channel })
  await r.pass(40 * hour)
  const deliveries = await r.deliveriesOf(id)
  await r.client.subscriptions.delete({ id })
  return { requests, deliveries }
}

/** Of one channel: whoever begins finds all before it over, or past the attempts through which they hold their place. */
function expectOrder(requests: readonly Request[], played: readonly Played[]): void {
  const made = new Map<number, number>()
  for (const { index, attempt } of requests) {
    if (attempt === 1) {
      const before = [...played.keys()].filter((other) => other < index && played[other]!.channel === played[index]!.channel)
      for (const other of before) expect(made.get(other) ?? 0).toBeGreaterThanOrEqual(Math.min(ORDERED_ATTEMPTS, model(played[other]!).attempts))
    }
    made.set(index, attempt)
  }
}

test('any sequence of statuses: as many attempts as the rule says, none after an end, and in order', { timeout: 300_000 }, async () => {
  let round = 0
  await fc.assert(
    fc.asyncProperty(plays, async (played) => {
      const { requests, deliveries } = await play((round += 1), played)
      expect(deliveries.map(({ attempts, state }) => ({ attempts, state }))).toEqual(played.map(model))
      for (const index of played.keys()) expect(requests.filter((request) => request.index === index).map(({ attempt }) => attempt)).toEqual(Array.from({ length: model(played[index]!).attempts }, (_, n) => n + 1))
      expectOrder(requests, played)
    }),
    { numRuns: process.env['SOAK'] ? 200 : 20 },
  )
})
