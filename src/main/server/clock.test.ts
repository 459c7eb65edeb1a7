/** The computer's clock: who waits for a time is called when it is so late, also when the computer slept meanwhile or its clock was set. */
import { afterEach, expect, test, vi } from 'vitest'
import { createSystemClock } from './clock.ts'

const hourMs = 3_600_000
const clock = createSystemClock(20)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const waiting: (() => void)[] = []
const callAt = (at: number, run: () => void): number => waiting.push(clock.callAt(at, run))
afterEach(() => {
  // One that looks on would look by the timers that another file fakes.
  waiting.splice(0).forEach((stop) => stop())
  vi.useRealTimers()
})

/** As far as a program can tell, its timers stood still for so long; or somebody set the clock. */
function move(ms: number): void {
  const now = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: now + ms })
}

test('a computer that slept past the time is late by a look, not by as long as it slept', async () => {
  const calls: string[] = []
  callAt(clock.now() + 5 * hourMs, () => calls.push('in five hours'))
  callAt(clock.now() + 9 * hourMs, () => calls.push('in nine hours'))
  await pause(50)
  expect(calls).toEqual([])
  move(6 * hourMs)
  await expect.poll(() => calls).toEqual(['in five hours'])
  await pause(50)
  expect(calls).toHaveLength(1)
})

test('a clock that is set back keeps nobody waiting for longer', async () => {
  const calls: string[] = []
  callAt(clock.now() + 100, () => calls.push('soon'))
  move(-365 * 24 * hourMs)
  await expect.poll(() => calls).toEqual(['soon'])
})

test('what has passed is called at once, what is called off never, and a year holds in no timer', async () => {
  const calls: string[] = []
  callAt(clock.now() - hourMs, () => calls.push('passed'))
  callAt(clock.now() + 400 * 24 * hourMs, () => calls.push('in a year'))
  clock.callAt(clock.now() + 30, () => calls.push('called off'))()
  await pause(100)
  expect(calls).toEqual(['passed'])
})
