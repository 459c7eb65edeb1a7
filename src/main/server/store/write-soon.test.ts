/** Writes that do not wait for the disk: in order with those that do, never instead of them, and kept when the process is killed. */
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runNode } from '../../../../test/helpers/child.ts'
import { note, noteThenThrow, openStore, outcomes } from '../../../../test/helpers/note-store.ts'
import type { Tx } from './connection.ts'

/** As SQLite numbers them. */
const [normal, full] = [1, 2]
/** How the transaction that it is part of will be committed. */
const level = (tx: Tx): number => tx.get<{ synchronous: number }>('PRAGMA synchronous')!.synchronous

test('only a transaction without any write that needs the disk goes without it; the next one that does waits again', async () => {
  const { writer } = openStore()
  const levels = [
    await outcomes([writer.write(level)]),
    await outcomes([writer.writeSoon(level), writer.writeSoon(level)]),
    await outcomes([writer.writeSoon(level), writer.write(level), writer.writeSoon(level)]),
    await outcomes([writer.writeSoon(level)]),
    await outcomes([writer.write(level)]),
  ]
  expect(levels).toEqual([[full], [normal, normal], [full, full, full], [normal], [full]])
})

test('after a failure each of a mixed batch is written alone as the batch would have been', async () => {
  const { writer, texts } = openStore()
  const noteLevel = (tx: Tx): number => (note('b')(tx), level(tx))
  expect(await outcomes([writer.writeSoon(noteThenThrow('a')), writer.write(noteLevel)])).toEqual([{ error: 'a' }, full])
  expect(texts()).toEqual(['b'])
})

test('both kinds keep their order, on record and in what is announced', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.boolean(), { maxLength: 8 }), { maxLength: 5 }), async (batches) => {
      const { writer, journal, texts } = openStore()
      const names: string[] = []
      for (const batch of batches) {
        await Promise.all(
          batch.map((isSoon) => {
            const name = String(names.push('') - 1)
            return isSoon ? writer.writeSoon(note(name)) : writer.write(note(name))
          }),
        )
      }
      const expected = names.map((_, index) => String(index))
      expect({ texts: texts(), events: journal.filter((line) => line.startsWith('event')) }).toEqual({ texts: expected, events: expected.map((text) => `event ${text}`) })
    }),
    { numRuns: 40 },
  )
})

test('kill -9 loses none that resolved', async () => {
  const { path, texts } = openStore()
  const child = runNode(fileURLToPath(new URL('../../../../test/helpers/write-soon-and-die.ts', import.meta.url)), [path, '200'])
  expect(await child.ended).toMatchObject({ signal: 'SIGKILL', stdout: '200\n' })
  expect(texts()).toEqual(Array.from({ length: 200 }, (_, number) => String(number)))
})

test('closed: a late one is refused and hurts nobody', async () => {
  const { connection, writer } = openStore()
  connection.close()
  const [late] = await Promise.allSettled([writer.writeSoon(note('late'))])
  expect(late?.status).toBe('rejected')
  await writer.idle()
})
