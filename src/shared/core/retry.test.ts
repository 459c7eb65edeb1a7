/** The schedule of attempts: whatever a receiver answers, over a clock that moves by what the rule says. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideNext, parseRetryAfter, RETRY_WAITS_MS, type AttemptOutcome, type Next } from './retry.ts'

const hour = 3_600_000
const answered = (status: number, retryAfterMs: number | null = null): AttemptOutcome => ({ kind: 'answered', status, retryAfterMs })

/** Plays a receiver's outcomes until the rule says that it is over, or they run out. @returns when each attempt was made, and how it ended. */
function play(outcomes: readonly AttemptOutcome[], { policy = 'retry', random }: { policy?: 'retry' | 'once'; random: () => number }): { at: number[]; end: Next } {
  const at: number[] = []
  let now = 0
  let end: Next = { kind: 'retry', inMs: 0 }
  for (const [index, outcome] of outcomes.entries()) {
    at.push(now)
    end = decideNext(outcome, { attempt: index + 1, policy, random: random() })
    if (end.kind !== 'retry') break
    now += end.inMs
  }
  return { at, end }
}

const anyOutcome: fc.Arbitrary<AttemptOutcome> = fc.oneof(
  fc.record({ kind: fc.constant('answered' as const), status: fc.integer({ min: 200, max: 599 }), retryAfterMs: fc.option(fc.integer({ min: 0, max: 48 * hour })) }),
  fc.constant({ kind: 'unreachable' as const }),
  fc.constant({ kind: 'forbidden' as const }),
)
/** Those that mean "later". */
const later: fc.Arbitrary<AttemptOutcome> = fc.oneof(
  fc.constant({ kind: 'unreachable' as const }),
  fc.tuple(fc.constantFrom(408, 425, 429, 500, 502, 503, 504, 599), fc.option(fc.integer({ min: 0, max: 48 * hour }))).map(([status, wait]) => answered(status, wait)),
)
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

/** Written anew, as the issue says it: 2xx is over, 410 is gone, timeouts and these are tried again, all else failed. */
function meaning(outcome: AttemptOutcome): 'delivered' | 'gone' | 'failed' | 'retry' {
  if (outcome.kind !== 'answered') return outcome.kind === 'forbidden' ? 'failed' : 'retry'
  const { status } = outcome
  if (status < 300) return 'delivered'
  if (status === 410) return 'gone'
  return [408, 425, 429].includes(status) || status >= 500 ? 'retry' : 'failed'
}

test('the first attempt is at once and the waits are those of the specification', () => {
  expect(RETRY_WAITS_MS.map((ms) => ms / 1000)).toEqual([0, 5, 300, 1800, 7200, 18_000, 36_000, 36_000])
})

test('any sequence of outcomes: it ends at the first that is final, and after eight attempts at the latest', () => {
  fc.assert(
    fc.property(fc.array(anyOutcome, { minLength: 8, maxLength: 12 }), fc.infiniteStream(chance), (outcomes, chances) => {
      const { at, end } = play(outcomes, { random: () => chances.next().value })
      const final = outcomes.findIndex((outcome) => meaning(outcome) !== 'retry')
      const made = final === -1 ? 8 : Math.min(8, final + 1)
      const last = outcomes[made - 1]!
      expect([at.length, end.kind]).toEqual([made, meaning(last) === 'retry' ? 'failed' : meaning(last)])
    }),
  )
})

test('the spacing is the schedule give or take a tenth, and Retry-After is never undercut', () => {
  fc.assert(
    fc.property(fc.array(later, { minLength: 8, maxLength: 8 }), fc.infiniteStream(chance), (outcomes, chances) => {
      const { at, end } = play(outcomes, { random: () => chances.next().value })
      expect([at.length, end]).toEqual([8, { kind: 'failed' }])
      for (let index = 1; index < 8; index += 1) {
        const outcome = outcomes[index - 1]!
        const asked = outcome.kind === 'answered' ? Math.min(outcome.retryAfterMs ?? 0, 24 * hour) : 0
        const [waited, planned] = [at[index]! - at[index - 1]!, RETRY_WAITS_MS[index]!]
        expect(waited).toBeGreaterThanOrEqual(Math.max(asked, Math.floor(planned * 0.9)))
        expect(waited).toBeLessThanOrEqual(Math.max(asked, Math.ceil(planned * 1.1)))
      }
    }),
  )
})

test('with the policy once there is one attempt, whatever came of it', () => {
  fc.assert(
    fc.property(anyOutcome, chance, (outcome, random) => {
      const { at, end } = play([outcome, outcome], { policy: 'once', random: () => random })
      expect([at, end.kind]).toEqual([[0], meaning(outcome) === 'retry' ? 'failed' : meaning(outcome)])
    }),
  )
})

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 21, 12, 0, 0)
  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Sat, 21 Nov 2026 12:05:00 GMT', 300_000],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('%s', (raw, expected) => {
    expect(parseRetryAfter(raw, now)).toBe(expected)
  })
})
