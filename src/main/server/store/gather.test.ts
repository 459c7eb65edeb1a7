/** What is gathered: written once for a batch, with it or not at all. Real SQLite files. */
import { expect, test } from 'vitest'
import { large, makeFolder, note, noteThenThrow, openStore, outcomes } from '../../../../test/helpers/note-store.ts'
import type { Tx } from './connection.ts'
import { gather } from './gather.ts'

/** Stores a text, and all texts of the batch once more in one row. */
const noteAlso =
  (text: string, then: (tx: Tx) => unknown = () => undefined) =>
  (tx: Tx): string => {
    note(text)(tx)
    gather(tx, 'all', (): string[] => [], (last, all) => void last.run('INSERT INTO note (text) VALUES (?)', `all: ${all.join(' ')}`)).push(text)
    then(tx)
    return text
  }
const rows = (texts: readonly string[]): string[] => texts.filter((text) => text.startsWith('all: '))

test('each text stands once in what was gathered, in fewer rows than texts', async () => {
  const { writer, texts } = openStore()
  const wanted = Array.from({ length: 100 }, (_, number) => String(number))
  await Promise.all(wanted.map((text) => writer.write(noteAlso(text))))
  expect(rows(texts()).flatMap((row) => row.slice('all: '.length).split(' '))).toEqual(wanted)
  // A batch ends after 8 ms, which a busy machine may reach sooner.
  expect(rows(texts()).length).toBeLessThan(50)
})

test('what a failed function gathered is not written, and what the others did is', async () => {
  const { writer, texts } = openStore()
  const fails = noteAlso('b', () => {
    throw new Error('b')
  })
  expect(await outcomes([writer.write(noteAlso('a')), writer.write(fails), writer.write(noteAlso('c')), writer.write(noteThenThrow('d'))])).toEqual(['a', { error: 'b' }, 'c', { error: 'd' }])
  expect(rows(texts()).flatMap((row) => row.slice('all: '.length).split(' '))).toEqual(['a', 'c'])
})

test('where it cannot be written, nothing of the batch is, and the next batch gathers anew', async () => {
  const { writer, texts, connection } = openStore(makeFolder())
  connection.db.pragma('max_page_count = 40')
  const results = await outcomes([writer.write(noteAlso('a')), writer.write((tx) => gather(tx, 'large', () => 0, (last) => void large('too large', 1_000_000)(last)))])
  const refused = results.filter((one) => typeof one === 'object')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused).toEqual(refused.map(() => ({ error: 'storage_full' })))
  const before = texts()
  expect(before.filter((text) => text === 'too large')).toEqual([])
  expect(await writer.write(noteAlso('b'))).toBe('b')
  expect(texts()).toEqual([...before, 'b', 'all: b'])
})
