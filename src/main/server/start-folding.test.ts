/** The log of the data file is folded while others write, begins anew, and loses nothing; a failure is told and tried again. */
import { expect, test } from 'vitest'
import { large, note, openStore } from '../../../test/helpers/note-store.ts'
import { createFolding, type FoldingOptions } from './start-folding.ts'
import { openConnection, type Connection } from './store/connection.ts'
import { countUnfolded } from './store/fold-log.ts'
import { createWriter } from './store/write.ts'

const pageBytes = 4096

/** A store whose log is folded from 600 pages on. `warnings`: what was said in the program's log. */
function openFolded(more: Partial<FoldingOptions> = {}) {
  const store = openStore()
  const warnings: string[] = []
  const log = { warn: (_about: unknown, text: string) => void warnings.push(text) } as unknown as FoldingOptions['log']
  const folding = createFolding({ connection: store.connection, path: store.path, log, from: 600, lookEvery: 4, ...more })
  const writer = createWriter(store.connection, () => undefined, { committed: folding.heed })
  return { ...store, writer, folding, warnings }
}

/** In the log, since it began anew. */
const countPages = ({ db }: Connection): number => (db.pragma('wal_checkpoint(NOOP)') as { log: number }[])[0]!.log

test('a log that grows is folded beside the writing, and begins anew long before SQLite would see to it', async () => {
  const { writer, folding, texts, connection, warnings } = openFolded()
  const names: string[] = []
  let [most, pages] = [0, 0]
  // Begun anew means shorter than it was.
  for (; pages >= most && most < 16_000; most = Math.max(most, pages), pages = countPages(connection)) {
    names.push(`note ${names.length}`)
    await writer.write(large(names.at(-1)!, pageBytes))
  }
  await folding.idle()
  expect(most).toBeGreaterThan(600)
  expect(most).toBeLessThan(16_000)
  expect([texts(), connection.db.pragma('integrity_check', { simple: true }), warnings]).toEqual([names, 'ok', []])
  await folding.stop()
})

test('somebody who reads an old state holds it up, and nothing waits for them', async () => {
  const { writer, folding, path, connection, warnings } = openFolded()
  await writer.write(note('before'))
  const reader = openConnection({ path, readOnly: true })
  const rows = reader.iterate<{ text: string }>('SELECT text FROM note')
  rows.next()
  for (let number = 0; number < 700; number += 1) await writer.write(large(`during ${number}`, pageBytes))
  await folding.idle()
  expect(countUnfolded(connection)).toBeGreaterThan(600)
  rows.return?.()
  reader.close()
  for (let number = 0; number < 40; number += 1) await writer.write(note(`after ${number}`))
  await folding.idle()
  expect(countUnfolded(connection)).toBeLessThan(600)
  expect(warnings).toEqual([])
  await folding.stop()
})

test('where it fails that is told once, and writing goes on', async () => {
  const { writer, folding, texts, warnings } = openFolded({ path: '/nowhere/at/all.db' })
  for (let number = 0; number < 700; number += 1) await writer.write(large(`note ${number}`, pageBytes))
  await folding.idle()
  expect([texts().length, warnings]).toEqual([700, ['the log of the data file could not be folded into it']])
  await folding.stop()
})

test('stopped in the middle, nothing is lost', async () => {
  const { writer, folding, texts, connection } = openFolded()
  const writes = Array.from({ length: 900 }, (_, number) => writer.write(large(`note ${number}`, pageBytes)))
  await Promise.all(writes.slice(0, 700))
  await folding.stop()
  await Promise.all(writes)
  expect([texts().length, connection.db.pragma('integrity_check', { simple: true })]).toEqual([900, 'ok'])
})
