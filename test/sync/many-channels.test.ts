/** A device with more channels than one subscription may have: all of them are followed, and an end of one part begins all anew. */
import { afterEach, expect, test } from 'vitest'
import type { RelayRecord, Subject } from '#shared/contract/envelope.ts'
import { createFollow } from '#server/sync/engine/follow.ts'
import type { RelayRefused } from '#server/sync/relay.ts'
import { channel, envelope } from './envelopes.ts'
import { hostRelay, type Hosted } from './hosted-relay.ts'

let hosted: Hosted | undefined
afterEach(() => hosted?.close())

test('2500 channels are followed over one connection, as one', { timeout: 60_000 }, async () => {
  hosted = await hostRelay()
  const relay = hosted.connect()
  const subjects = Array.from({ length: 2500 }, channel)
  const [taken, ends]: [Map<Subject, number>, (RelayRefused | undefined)[]] = [new Map(), []]
  const follow = createFollow({
    relay,
    after: (subject) => taken.get(subject) ?? 0,
    onRecord: ({ subject, position }: RelayRecord) => void taken.set(subject, position),
    onEnd: (error) => void ends.push(error),
  })
  follow.set(new Set(subjects))
  const some = [0, 999, 1000, 1999, 2000, 2499].map((index) => subjects[index]!)
  for (const subject of some) await relay.append(envelope(subject))
  await expect.poll(() => some.map((subject) => taken.get(subject)), { timeout: 10_000 }).toEqual(some.map(() => 1))
  expect(ends).toEqual([])
  // The relay knows less of one than this device: nothing of it goes on, and that is said once.
  follow.stop()
  taken.set(subjects[2400]!, 5)
  follow.set(new Set(subjects))
  await expect.poll(() => ends.map((error) => error?.reason), { timeout: 10_000 }).toEqual(['conflict'])
  await relay.append(envelope(subjects[0]!))
  expect(taken.get(subjects[0]!)).toBe(1)
  follow.stop()
})
