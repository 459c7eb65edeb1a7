/** The one door for writes: order, group commit, the guilty one of a batch, a full disk. Real SQLite files throughout. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import { openConnection, type Tx } from './connection.ts'
import { createWriter } from './write.ts'

const folders: string[] = []
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-write-'))
  folders.push(folder)
  return folder
}

/** A writer on a file with one table. `journal` tells what happened in order: statements that begin or end a transaction, and events. */
function openStore(folder = makeFolder()) {
  const journal: string[] = []
  const path = join(folder, 'test.db')
  const connection = openConnection({ path, trace: (sql) => void (/^(BEGIN|COMMIT|ROLLBACK)/.test(sql) && journal.push(sql)) })
  connection.db.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, filler BLOB) STRICT')
  const writer = createWriter(connection, ({ event }) => void journal.push(`event ${textOf(event)}`))
  ends.push(() => connection.close())
  const texts = () => connection.all<{ text: string }>('SELECT text FROM note ORDER BY id').map(({ text }) => text)
  return { path, connection, writer, journal, texts }
}

function eventOf(text: string): AppEvent {
  return { name: 'channel.archived', data: { channelId: text } } as unknown as AppEvent
}
function textOf(event: AppEvent): string {
  return event.name === 'channel.archived' ? event.data.channelId : event.name
}

/** Stores a text and announces it. */
function note(text: string) {
  return (tx: Tx): string => {
    tx.run('INSERT INTO note (text) VALUES (?)', text)
    tx.emit(eventOf(text), 'everyone')
    return text
  }
}
function throwing(text: string) {
  return (tx: Tx): string => {
    tx.emit(eventOf(text), 'everyone')
    throw new Error(text)
  }
}
function noteThenThrow(text: string) {
  return (tx: Tx): string => {
    note(text)(tx)
    throw new Error(text)
  }
}
/** Stores a text with this much beside it. */
function large(text: string, sizeBytes: number) {
  return (tx: Tx): string => {
    tx.run('INSERT INTO note (text, filler) VALUES (?, zeroblob(?))', text, sizeBytes)
    return text
  }
}

/** What became of each promise: its value, or the code or message of its error. */
async function outcomes(promises: Promise<unknown>[]): Promise<unknown[]> {
  return (await Promise.allSettled(promises)).map((one) => (one.status === 'fulfilled' ? one.value : { error: codeOf(one.reason) }))
}
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error ? String(error.code) : error.message
}

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

  test('1000 writes at once need far fewer commits', async () => {
    const { writer, journal, texts } = openStore()
    await Promise.all(Array.from({ length: 1000 }, (_, index) => writer.write(note(String(index)))))
    const commits = journal.filter((line) => line === 'COMMIT').length
    expect(texts()).toEqual(Array.from({ length: 1000 }, (_, index) => String(index)))
    // 256 a batch would be 4; a batch also ends after 8 ms, which a busy machine may reach sooner.
    expect(commits).toBeGreaterThanOrEqual(4)
    expect(commits).toBeLessThan(500)
  })

  test('a batch holds at most 256 functions', async () => {
    const { writer, journal } = openStore()
    await Promise.all(Array.from({ length: 300 }, () => writer.write(() => undefined)))
    expect(journal.filter((line) => line === 'COMMIT').length).toBeGreaterThanOrEqual(2)
  })

  test('a slow function ends its batch: the next ones come in another', async () => {
    const { writer, journal } = openStore()
    const slow = (tx: Tx): void => {
      note('slow')(tx)
      const until = performance.now() + 10
      while (performance.now() < until);
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

/** Only root may mount, and not in every container; undefined where it does not work. */
function mountSmallDisk(): { folder: string; makeRoom: () => void; unmount: () => void } | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'hookline-full-'))
  const mount = (options: string) => execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' })
  try {
    mount('size=2m')
  } catch {
    rmSync(folder, { recursive: true })
    return undefined
  }
  return {
    folder,
    makeRoom: () => mount('remount,size=8m'),
    unmount: () => {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
