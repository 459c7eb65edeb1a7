import { expect, test } from 'vitest'
import { stampMs } from './stamp-ms.ts'

const at = Date.UTC(2026, 10, 20, 9)

test.each([at / 1000, String(at / 1000), `${at / 1000}.000000`, at, at * 1000, at * 1e6, 0, -86_400])('%s is a time of this age', (ts) => {
  expect(stampMs(ts)).toBe(ts === 0 ? 0 : ts === -86_400 ? -86_400_000 : at)
})

test.each(['soon', '2026-11-20T09:00:00Z', 'NaN', Infinity])('%s is none', (ts) => expect(Number.isFinite(stampMs(ts))).toBe(false))
