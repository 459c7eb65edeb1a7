/** The one door for writes: order, group commit, the guilty one of a batch, a full disk. Real SQLite files throughout. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ends, openStore, note, throwing, noteThenThrow, outcomes } from '../../../../test/helpers/note-store.ts'
import { openConnection, type Tx } from './connection.ts'

test('a commit waits until it is on the disk, on every system', () => {
  const { connection } = openStore()
  const pragma = (name: string) => connection.db.pragma(name, { simple: true }) as unknown
  expect([pragma('journal_mode'), pragma('synchronous'), pragma('fullfsync'), pragma('checkpoint_fullfsync')]).toEqual(['wal', 2, 1, 1])
})

describe('group commit', () => {
  test('functions run in order, share one commit, and events follow it in order', async () => {
    const { writer, journal, texts } = openStore()
    const results = await outcomes(['a', 'b', 'c'].map((text) => writer.write(note(text))))
    expect({ results, journal, texts: texts() }).toEqual({
      results: ['a', 'b', 'c'],
      journal: ['BEGIN IMMEDIATE', 'COMMIT', 'event a', 'event b', 'event c'],
      texts: ['a', 'b', 'c'],
    })
  })

  test('1000 writes at once need four commits', async () => {
    const { writer, journal, texts } = openStore()
    await Promise.all(Array.from({ length: 1000 }, (_, index) => writer.write(note(String(index)))))
    const commits = journal.filter((line) => line === 'COMMIT').length
    expect(texts()).toEqual(Array.from({ length: 1000 }, (_, index) => String(index)))
    expect(commits).toBe(4)
  })

  test('a batch holds at most 256 functions', async () => {
    const { writer, journal } = openStore()
    await Promise.all(Array.from({ length: 257 }, () => writer.write(() => undefined)))
    expect(journal.filter((line) => line === 'COMMIT')).toHaveLength(2)
  })

  test('a slow function ends its batch: the next ones come in another', async () => {
    const { writer, journal, spend } = openStore()
    const slow = (tx: Tx): void => {
      note('slow')(tx)
      spend(9)
    }
    await Promise.all([writer.write(slow), writer.write(note('next'))])
    expect(journal).toEqual(['BEGIN IMMEDIATE', 'COMMIT', 'event slow', 'BEGIN IMMEDIATE', 'COMMIT', 'event next'])
  })

  test('functions see what earlier ones of the same batch wrote', async () => {
    const { writer } = openStore()
    const count = (tx: Tx) => {
      const seen = tx.get<{ n: number }>('SELECT count(*) AS n FROM note')?.n
      tx.run('INSERT INTO note (text) VALUES (?)', `after ${seen}`)
      return seen
    }
    expect(await outcomes([writer.write(count), writer.write(count), writer.write(count)])).toEqual([0, 1, 2])
  })

  test('a promise is kept on disk: another connection reads the row when the write resolves', async () => {
    const { writer, path } = openStore()
    await writer.write(note('kept'))
    const other = openConnection({ path, readOnly: true })
    ends.push(() => other.close())
    expect(other.all('SELECT text FROM note')).toEqual([{ text: 'kept' }])
  })

  test('a function may ask for another write; it runs in a later batch', async () => {
    const { writer, journal } = openStore()
    let inner: Promise<unknown> | undefined
    await writer.write((tx) => {
      inner = writer.write(note('inner'))
      return note('outer')(tx)
    })
    await inner
    await writer.idle()
    expect(journal.filter((line) => line.startsWith('event'))).toEqual(['event outer', 'event inner'])
  })

  test('idle waits for what is queued', async () => {
    const { writer, texts } = openStore()
    void writer.write(note('a'))
    await writer.idle()
    expect(texts()).toEqual(['a'])
    await writer.idle()
  })
})

describe('only the guilty one fails', () => {
  const guilty = { 'wrote, then threw': noteThenThrow, 'threw before it wrote': throwing } as const
  const places = { first: [0], middle: [1], last: [2], 'two of them': [0, 2], 'all of them': [0, 1, 2] } as const
  const cases = Object.keys(guilty).flatMap((how) => Object.keys(places).map((where) => ({ how: how as keyof typeof guilty, where: where as keyof typeof places })))

  test.each(cases)('$how, $where', async ({ how, where }) => {
    const { writer, journal, texts } = openStore()
    const isGuilty = (index: number) => (places[where] as readonly number[]).includes(index)
    const names = ['a', 'b', 'c']
    const results = await outcomes(names.map((text, index) => writer.write(isGuilty(index) ? guilty[how](text) : note(text))))
    const innocent = names.filter((_, index) => !isGuilty(index))
    expect({ results, texts: texts(), events: journal.filter((line) => line.startsWith('event')) }).toEqual({
      results: names.map((text, index) => (isGuilty(index) ? { error: text } : text)),
      texts: innocent,
      events: innocent.map((text) => `event ${text}`),
    })
    expect(await outcomes([writer.write(note('afterwards'))])).toEqual(['afterwards'])
  })

  test('a row that breaks a constraint fails its writer alone', async () => {
    const { writer, texts } = openStore()
    const results = await outcomes([writer.write(note('a')), writer.write(note('a')), writer.write(note('b'))])
    expect(results).toEqual(['a', { error: 'SQLITE_CONSTRAINT_UNIQUE' }, 'b'])
    expect(texts()).toEqual(['a', 'b'])
  })

  test('what a failed function cached is forgotten', async () => {
    const { connection, writer } = openStore()
    const poison = (tx: Tx): void => {
      note('x')(tx)
      tx.cache.set('settings', 'of a write that never was')
      throw new Error('x')
    }
    await outcomes([writer.write(poison), writer.write(note('y'))])
    expect(connection.cache.get('settings')).toBeUndefined()
  })

  test('random batches behave like a list that the functions are applied to one after another', async () => {
    const operation = fc.record({ kind: fc.constantFrom('write', 'write', 'write', 'throw', 'writeThenThrow'), text: fc.integer({ min: 0, max: 12 }).map(String) })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(operation, { maxLength: 12 }), { maxLength: 6 }), async (batches) => {
        const { connection, writer, journal, texts } = openStore()
        const model: string[] = []
        const expected: unknown[] = []
        const real: unknown[] = []
        const run = ({ kind, text }: { kind: string; text: string }) => (tx: Tx): string => {
          const seen = tx.all<{ text: string }>('SELECT text FROM note ORDER BY id').map((row) => row.text)
          if (kind === 'throw') return throwing(text)(tx)
          if (kind === 'writeThenThrow') return noteThenThrow(`${text}!`)(tx)
          note(text)(tx)
          return seen.join()
        }
        for (const batch of batches) {
          for (const { kind, text } of batch) {
            if (kind === 'throw') expected.push({ error: text })
            else if (kind === 'writeThenThrow') expected.push({ error: `${text}!` })
            else if (model.includes(text)) expected.push({ error: 'SQLITE_CONSTRAINT_UNIQUE' })
            else {
              expected.push(model.join())
              model.push(text)
            }
          }
          real.push(...(await outcomes(batch.map((one) => writer.write(run(one))))))
        }
        expect({ real, texts: texts(), events: journal.filter((line) => line.startsWith('event')) }).toEqual({
          real: expected,
          texts: model,
          events: model.map((text) => `event ${text}`),
        })
        expect(connection.db.inTransaction).toBe(false)
      }),
      { numRuns: 60 },
    )
  })
})
