/** What the one door for writes does when the disk refuses: full, held by another program, or failing at COMMIT. */
import { describe, expect, test } from 'vitest'
import { ends, openStore, note, large, outcomes } from '../../../../test/helpers/note-store.ts'
import { mountSmallDisk } from '../../../../test/helpers/small-disk.ts'
import { openConnection, type Tx } from './connection.ts'

describe('the disk refuses', () => {
  const all = (code: string, count: number) => Array.from({ length: count }, () => ({ error: code }))

  test('full: the whole batch is told, reads go on, and with room the same connection goes on', async () => {
    const { connection, writer, journal, texts } = openStore()
    await writer.write(note('before'))
    const pages = connection.db.pragma('page_count', { simple: true }) as number
    connection.db.pragma(`max_page_count = ${pages}`)
    journal.length = 0
    const refused = await outcomes(['a', 'b', 'c'].map((text) => writer.write(large(text, 20_000))))
    expect({ refused, texts: texts(), events: journal.filter((line) => line.startsWith('event')) }).toEqual({
      refused: all('storage_full', 3),
      texts: ['before'],
      events: [],
    })
    connection.db.pragma('max_page_count = 1000000')
    expect(await outcomes([writer.write(large('a', 20_000)), writer.write(note('after'))])).toEqual(['a', 'after'])
    expect({ texts: texts(), integrity: connection.db.pragma('integrity_check', { simple: true }) }).toEqual({ texts: ['before', 'a', 'after'], integrity: 'ok' })
  })

  test('full: a function that swallows the error cannot write past the end of its transaction', async () => {
    const { connection, writer, texts } = openStore()
    connection.db.pragma(`max_page_count = ${connection.db.pragma('page_count', { simple: true }) as number}`)
    const swallow = (tx: Tx): void => {
      note('half')(tx)
      try {
        large('too large', 50_000)(tx)
      } catch {
        // As a careless action might.
      }
      note('other half')(tx)
    }
    const refused = await outcomes([writer.write(note('a')), writer.write(swallow), writer.write(note('b'))])
    expect({ refused, texts: texts() }).toEqual({ refused: ['a', { error: 'storage_full' }, 'b'], texts: ['a', 'b'] })
  })

  test('another program holds the file: told as storage_failed, and it goes on afterwards', async () => {
    const { connection, path, writer, texts } = openStore()
    connection.db.pragma('busy_timeout = 0')
    const other = openConnection({ path })
    ends.push(() => other.close())
    other.run('BEGIN IMMEDIATE')
    const refused = await outcomes([writer.write(note('a')), writer.write(note('b'))])
    other.run('ROLLBACK')
    expect({ refused, after: await outcomes([writer.write(note('c'))]), texts: texts() }).toEqual({ refused: all('storage_failed', 2), after: ['c'], texts: ['c'] })
  })

  test('COMMIT itself fails: nobody of the batch is told yes, nothing is stored or announced', async () => {
    const { connection, writer, journal, texts } = openStore()
    connection.db.exec('CREATE TABLE child (note INTEGER NOT NULL REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED) STRICT')
    const orphan = (tx: Tx): number => tx.run('INSERT INTO child VALUES (404)')
    const refused = await outcomes([writer.write(note('a')), writer.write(orphan)])
    expect({ refused, texts: texts(), events: journal.filter((line) => line.startsWith('event')) }).toEqual({
      refused: all('SQLITE_CONSTRAINT_FOREIGNKEY', 2),
      texts: [],
      events: [],
    })
    expect(await outcomes([writer.write(note('b'))])).toEqual(['b'])
  })

  test('closed: a late write is refused and hurts nobody', async () => {
    const { connection, writer } = openStore()
    connection.close()
    const [late] = await Promise.allSettled([writer.write(note('late'))])
    expect(late?.status).toBe('rejected')
    await writer.idle()
  })

  const disk = mountSmallDisk()
  test.skipIf(disk === undefined)('a disk that is really full (tmpfs, 2 MB): at COMMIT as well, and every yes is on it', async () => {
    const { folder, makeRoom, unmount } = disk ?? { folder: '', makeRoom: () => {}, unmount: () => {} }
    ends.push(unmount)
    const { connection, writer, texts } = openStore(folder)
    const accepted: unknown[] = []
    const codes = new Set<string>()
    for (let round = 0; codes.size === 0; round += 1) {
      const names = Array.from({ length: 16 }, (_, index) => `${round}-${index}`)
      for (const one of await outcomes(names.map((text) => writer.write(large(text, 3000))))) {
        if (typeof one === 'string') accepted.push(one)
        else codes.add((one as { error: string }).error)
      }
    }
    expect({ codes: [...codes], texts: texts() }).toEqual({ codes: ['storage_full'], texts: accepted })
    makeRoom()
    expect(await outcomes([writer.write(note('after'))])).toEqual(['after'])
    expect({ texts: texts(), integrity: connection.db.pragma('integrity_check', { simple: true }) }).toEqual({ texts: [...accepted, 'after'], integrity: 'ok' })
  })
})
