/** A stand-in works once and for its own shape; nothing of it is left. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createPasses, type Pass } from './passes.ts'
import { matchRoute } from './routes.ts'

const pass: Pass = { tokenHash: new Uint8Array(32), purpose: 'probe', by: 'lena', isVouched: false, record: () => undefined as never }

test('used once, or taken back', () => {
  const passes = createPasses({ random: (sizeBytes) => randomBytes(sizeBytes) })
  const { path } = passes.issue('slack', pass)
  expect(passes.take(matchRoute(path.replace(/.{4}$/, 'zzzz')))).toBeUndefined()
  expect(passes.take(matchRoute(path))).toBe(pass)
  expect(passes.take(matchRoute(path))).toBeUndefined()
  const second = passes.issue('any', pass)
  second.revoke()
  expect(passes.take(matchRoute(second.path))).toBeUndefined()
})
