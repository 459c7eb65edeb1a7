/** Loaded before a process of a team (`--import`): its clock is ahead by what a test writes into a file, and wrong by what its environment says. Timers run as ever. */
import { readFileSync } from 'node:fs'

const file = process.env['HOOKLINE_TEST_CLOCK'] ?? ''
const wrongMs = Number(process.env['HOOKLINE_TEST_CLOCK_WRONG'] ?? 0)
/** Between two looks at the file, ms. */
const LOOK_MS = 20
const realNow = Date.now.bind(Date)
let [aheadMs, lookedAt] = [0, Number.NEGATIVE_INFINITY]

function now(): number {
  if (performance.now() - lookedAt > LOOK_MS) {
    lookedAt = performance.now()
    aheadMs = Number(readFileSync(file, 'utf8'))
  }
  return realNow() + aheadMs + wrongMs
}

globalThis.Date = class extends Date {
  static override now = now

  constructor(...given: unknown[]) {
    super(...((given.length === 0 ? [now()] : given) as [number]))
  }
} as DateConstructor
