/** What was seen before, in memory and in its tables: always as a plain list of everything says, also after a rollback, a start and a flood. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { HookId } from '#shared/contract/ids.ts'
import { openConnection } from './connection.ts'
import { writeGathered } from './gather.ts'
import { migrate } from './migrate.ts'
import { deleteSeen, deleteSeenOf, findSeen, insertSeen, seenForMs } from './seen-deliveries.ts'
import { forgetSigned, isSignedSeen, noteSigned } from './signed-requests.ts'

import { countRequests, deleteHealthOf, listHours } from './hook-health.ts'

const connection = openConnection({ path: ':memory:' })
migrate(connection.db)
const tx = { ...connection, emit: () => undefined }
afterAll(() => connection.close())
beforeEach(() => {
  connection.db.exec('DELETE FROM hook_delivery_seen; DELETE FROM hook_signed_seen')
  connection.cache.clear()
  connection.gathered.clear()
})

const hooks = ['a', 'b'] as unknown as HookId[]
const hook = fc.constantFrom(...hooks)
const dropOf = (model: Set<string> | Map<string, unknown>, hookId: HookId): void => [...model.keys()].filter((key) => key.startsWith(`${hookId}/`)).forEach((key) => void model.delete(key))

describe('signed requests', () => {
  const stored = () => connection.all<{ contents: string }>('SELECT contents FROM hook_signed_seen').reduce((sum, { contents }) => sum + contents.split(' ').length, 0)
  // More moments than are held, and requests that come late or early.
  const does = fc.oneof({ weight: 12, arbitrary: fc.constant('post' as const) }, fc.constantFrom('restart' as const, 'forget' as const, 'commit' as const, 'undo part' as const))
  const step = fc.record({ does, hook, second: fc.nat(12), content: fc.constantFrom('p', 'q', 'r') })

  test('are known as long as they are kept', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const model = new Set<string>()
        for (const hookId of hooks) forgetSigned(tx, hookId)
        for (const one of steps) {
          if (one.does === 'restart' || one.does === 'commit') writeGathered(connection)
          // What is held in memory goes also when a part of a batch is undone; what others of the batch gathered stays.
          if (one.does === 'restart' || one.does === 'undo part') connection.cache.clear()
          else if (one.does === 'forget') {
            forgetSigned(tx, one.hook)
            dropOf(model, one.hook)
          } else if (one.does === 'post') {
            const request = { at: one.second * 1000, content: one.content }
            const key = `${one.hook}/${request.at}/${one.content}`
            expect(isSignedSeen(tx, one.hook, request)).toBe(model.has(key))
            if (!model.has(key)) noteSigned(tx, one.hook, request, 0)
            model.add(key)
          }
        }
        writeGathered(connection)
        expect(stored()).toBe(model.size)
      }),
      { numRuns: 300 },
    )
  })

  test('of one second and one batch are one row, and old ones go', () => {
    const [hookId] = hooks as [HookId]
    for (let number = 0; number < 5000; number += 1) {
      noteSigned(tx, hookId, { at: 1000, content: `c${number}` }, 0)
      if (number % 1000 === 999) writeGathered(connection)
    }
    expect([connection.all('SELECT 1 FROM hook_signed_seen').length, stored()]).toEqual([5, 5000])
    expect([isSignedSeen(tx, hookId, { at: 1000, content: 'c0' }), isSignedSeen(tx, hookId, { at: 1000, content: 'c5000' })]).toEqual([true, false])
    for (let second = 2; second < 66; second += 1) {
      noteSigned(tx, hookId, { at: second * 1000, content: 'c' }, 60_000)
      writeGathered(connection)
    }
    expect(connection.get<{ first: number }>('SELECT min(signed_at) AS first FROM hook_signed_seen')?.first).toBeGreaterThanOrEqual(60_000 - 8000)
    expect(connection.all('SELECT 1 FROM hook_signed_seen').length).toBeLessThan(100)
  })
})

describe('named deliveries', () => {
  const keyOf = (name: number): Uint8Array => Buffer.from(String(name).padStart(16, '0'))
  const seen = (at: number, requestId: string) => ({ at, bodyHash: 'h', dialect: 'slack' as const, requestId, messageId: null, answer: '{}' })

  const does = fc.oneof({ weight: 6, arbitrary: fc.constant('post' as const) }, fc.constantFrom('restart' as const, 'forget' as const, 'clean' as const, 'day' as const, 'commit' as const, 'undo part' as const))
  const step = fc.record({ does, hook, name: fc.nat(9) })

  test('are found for a day, the newest of each name', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const model = new Map<string, { at: number; requestId: string }>()
        for (const hookId of hooks) deleteSeenOf(tx, hookId)
        let now = seenForMs
        for (const [index, one] of steps.entries()) {
          now += 1000
          if (one.does === 'restart' || one.does === 'commit') writeGathered(connection)
          if (one.does === 'restart' || one.does === 'undo part') connection.cache.clear()
          else if (one.does === 'day') now += seenForMs / 2
          else if (one.does === 'clean') deleteSeen(tx, now, 0)
          else if (one.does === 'forget') {
            deleteSeenOf(tx, one.hook)
            dropOf(model, one.hook)
          } else if (one.does === 'post') {
            const key = `${one.hook}/${one.name}`
            const known = model.get(key)
            const expected = known && known.at > now - seenForMs ? known.requestId : undefined
            expect(findSeen(tx, one.hook, keyOf(one.name), now)?.requestId).toBe(expected)
            if (expected === undefined) {
              insertSeen(tx, one.hook, keyOf(one.name), seen(now, `r${index}`))
              model.set(key, { at: now, requestId: `r${index}` })
            }
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('of a day when nothing came are forgotten, in memory too: the next one takes their row', () => {
    const [hookId, other] = hooks as [HookId, HookId]
    const commit = (): void => writeGathered(connection)
    insertSeen(tx, hookId, keyOf(1), seen(seenForMs, 'before'))
    commit()
    const monday = 4 * seenForMs
    deleteSeen(tx, monday, 0)
    insertSeen(tx, other, keyOf(2), seen(monday, 'of another webhook'))
    commit()
    expect(findSeen(tx, hookId, keyOf(1), monday)).toBeUndefined()
    insertSeen(tx, hookId, keyOf(3), seen(monday, 'after'))
    commit()
    expect([findSeen(tx, hookId, keyOf(1), monday), findSeen(tx, hookId, keyOf(3), monday)?.requestId]).toEqual([undefined, 'after'])
  })

  test('are about ten thousand of one hook, the newest, before and after a start', () => {
    const [hookId, other] = hooks as [HookId, HookId]
    insertSeen(tx, other, keyOf(0), seen(1, 'other'))
    for (let name = 0; name < 10_700; name += 1) {
      insertSeen(tx, hookId, keyOf(name), seen(1, `r${name}`))
      if (name % 10 === 9) writeGathered(connection)
    }
    writeGathered(connection)
    const found = () => Array.from({ length: 10_700 }, (_, name) => findSeen(tx, hookId, keyOf(name), 2)?.requestId)
    const before = found()
    const kept = before.filter((one) => one !== undefined)
    expect(kept).toEqual(before.slice(-kept.length))
    expect([kept.length <= 10_000, kept.length >= 10_000 - 625, kept.at(-1)]).toEqual([true, true, 'r10699'])
    connection.cache.clear()
    // A row goes with the last of its ten.
    expect(found().slice(-kept.length)).toEqual(kept)
    expect(found().filter((one) => one !== undefined).length).toBeLessThan(kept.length + 10)
    expect(findSeen(tx, other, keyOf(0), 2)?.requestId).toBe('other')
  })
})

test('a webhook that is deleted in the batch of its last post leaves no hour behind', () => {
  const [hookId, other] = hooks as [HookId, HookId]
  for (const id of hooks) countRequests(tx, id, 1000, { accepted: 1, refused: 0 })
  deleteHealthOf(tx, hookId)
  writeGathered(connection)
  expect([listHours(tx, hookId, 0), listHours(tx, other, 0)]).toEqual([[], [{ hour: 0, accepted: 1, refused: 0 }]])
})
