/** Runs on the sending thread: the next leaves when the one before was accepted, and only then; what must not leave comes back in its order. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRuns, type Runs } from './runs.ts'
import type { Parcel, Sent } from './send-parcel.ts'

interface Stage {
  readonly runs: Runs
  /** Ids of what left, in its order. */
  readonly left: string[]
  /** Ids of what came back, with what came of it. */
  readonly back: [id: string, fate: 'accepted' | 'failed' | 'stayed'][]
  /** Times that they left with. */
  readonly times: number[]
  begin(id: string, run: number): void
  follow(id: string, run: number, asOf?: number): void
  /** The receiver answers the one under way. */
  answer(id: string, isAccepted: boolean): Promise<void>
  forget(): void
}

function stage(): Stage {
  const open = new Map<string, (sent: Sent) => void>()
  const [left, back, times]: [string[], Stage['back'], number[]] = [[], [], []]
  let forgotten = 0
  const send = (parcel: Parcel): Promise<Sent> => {
    left.push(parcel.delivery.id)
    times.push(parcel.at)
    return new Promise((resolve) => open.set(parcel.delivery.id, resolve))
  }
  const runs = createRuns(send, (asOf) => asOf === forgotten)
  const parcelOf = (id: string) => ({ delivery: { id }, at: 1000 }) as unknown as Parcel
  const done = (id: string) => (sent: Sent | undefined) => void back.push([id, sent === undefined ? 'stayed' : sent.attempt.problem === null ? 'accepted' : 'failed'])
  return {
    runs,
    left,
    back,
    times,
    begin: (id, run) => runs.add({ parcel: parcelOf(id), run, place: undefined }, done(id)),
    follow: (id, run, asOf = forgotten) => runs.add({ parcel: parcelOf(id), run: undefined, place: { run, asOf } }, done(id)),
    answer: async (id, isAccepted) => {
      open.get(id)?.({ attempt: { problem: isAccepted ? null : { code: 'answered', detail: '500' } } } as Sent)
      await Promise.resolve()
    },
    forget: () => void (forgotten += 1),
  }
}

test('one leaves at a time, each when the one before was accepted; one that comes late leaves at once', async () => {
  const { begin, follow, answer, left, times } = stage()
  begin('a', 1)
  follow('b', 1)
  follow('c', 1)
  expect(left).toEqual(['a'])
  await answer('a', true)
  expect(left).toEqual(['a', 'b'])
  await answer('b', true)
  await answer('c', true)
  follow('d', 1)
  expect(left).toEqual(['a', 'b', 'c', 'd'])
  expect(times.every((at) => at >= 1000 && at < 60_000)).toBe(true)
})

test('what stands behind one that was not accepted stays, also when it comes later; other runs go on', async () => {
  const { begin, follow, answer, left, back } = stage()
  begin('a', 1)
  begin('x', 2)
  follow('b', 1)
  follow('c', 1)
  follow('y', 2)
  await answer('a', false)
  follow('d', 1)
  await answer('x', true)
  expect(left).toEqual(['a', 'x', 'y'])
  expect(back).toEqual([['a', 'failed'], ['b', 'stayed'], ['c', 'stayed'], ['d', 'stayed'], ['x', 'accepted']])
})

test('when something was forgotten meanwhile the next stays, and all behind it, whenever they were read', async () => {
  const { begin, follow, answer, forget, left, back } = stage()
  begin('a', 1)
  follow('b', 1)
  forget()
  follow('c', 1)
  await answer('a', true)
  expect([left, back]).toEqual([['a'], [['a', 'accepted'], ['b', 'stayed'], ['c', 'stayed']]])
})

test('behind a run that is not known nothing leaves', () => {
  const { begin, follow, left, back } = stage()
  follow('a', 7)
  for (let run = 10; run < 2000; run += 1) begin(`${run}`, run)
  follow('b', 10)
  expect(left).not.toContain('b')
  expect(back).toEqual([['a', 'stayed'], ['b', 'stayed']])
})

/** What may happen to a run: one more comes, the one under way is answered, or something is forgotten. */
const happening = fc.constantFrom<'follow' | 'accept' | 'fail' | 'forget'>('follow', 'follow', 'follow', 'accept', 'accept', 'accept', 'fail', 'forget')

test('whatever happens: all come back once and in order, and nothing leaves behind one that was not accepted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (happenings) => {
      const { begin, follow, answer, forget, left, back } = stage()
      begin('0', 1)
      let count = 1
      const underWay = () => left[back.filter(([, fate]) => fate !== 'stayed').length]
      for (const what of happenings) {
        if (what === 'follow') follow(String(count++), 1)
        else if (what === 'forget') forget()
        else if (underWay() !== undefined) await answer(underWay()!, what === 'accept')
      }
      for (let id = underWay(); id !== undefined; id = underWay()) await answer(id, true)
      const all = Array.from({ length: count }, (_, number) => String(number))
      expect(back.map(([id]) => id)).toEqual(all)
      expect(left).toEqual(all.slice(0, left.length))
      expect(back.slice(0, left.length - 1).every(([, fate]) => fate === 'accepted')).toBe(true)
      expect(back.slice(left.length).every(([, fate]) => fate === 'stayed')).toBe(true)
    }),
  )
})
