/** What is wrong with a file of a team before it is opened: also one whose repair was cut off, or that was emptied beside its log. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from '../../../../../test/helpers/note-store.ts'
import { openConnection, type Connection } from '../connection.ts'
import { readMark, writeMark, type DamageReport } from '../damage.ts'
import { findDamage, salvageFile } from './salvage-file.ts'

const now = Date.UTC(2026, 10, 22, 9)
const kept = 'backups/damaged-earlier'
const report: DamageReport = { at: now - 1000, how: 'pages', lost: null, tables: [], kept }
const make = ({ db }: Connection): unknown => db.exec('CREATE TABLE IF NOT EXISTS line (id INTEGER PRIMARY KEY, text TEXT)')

/** With 20 lines. */
function makeFile(): string {
  const path = join(makeFolder(), 'sync.db')
  const connection = openConnection({ path })
  make(connection)
  for (let number = 0; number < 20; number += 1) connection.run('INSERT INTO line (text) VALUES (?)', `line ${number}`)
  connection.close()
  return path
}

function countLines(path: string): number {
  const connection = openConnection({ path })
  const { n } = connection.get<{ n: number }>('SELECT count(*) AS n FROM line')!
  connection.close()
  return n
}

const mend = (path: string): Promise<void> => salvageFile({ path, now, tables: ['line'], make, complete: () => 0 })

test('cut off while the new file took its place: it goes on in the folder that the report names', () => {
  const path = makeFile()
  copyFileSync(path, `${path}.repaired`)
  writeFileSync(path, 'noise')
  writeMark(path, { state: 'repaired', report })
  expect([findDamage(path, now), countLines(path)]).toEqual([undefined, 20])
  expect(readdirSync(join(dirname(path), 'backups'))).toEqual([basename(kept)])
  expect(existsSync(join(dirname(path), kept, 'sync.db'))).toBe(true)
})

test('a mark of a repair that did not happen: the file is damaged still', () => {
  const path = makeFile()
  writeMark(path, { state: 'repaired', report })
  expect(findDamage(path, now)).toBe('its repair did not come to its end')
  mkdirSync(join(dirname(path), kept), { recursive: true })
  expect(findDamage(path, now)).toBeUndefined()
})

test('emptied beside its log: what the log holds is there again', async () => {
  const path = join(makeFolder(), 'sync.db')
  const alive = `${path}-alive`
  const connection = openConnection({ path: alive })
  make(connection)
  for (let number = 0; number < 5; number += 1) connection.run('INSERT INTO line (text) VALUES (?)', `line ${number}`)
  copyFileSync(`${alive}-wal`, `${path}-wal`)
  connection.close()
  writeFileSync(path, '')
  expect(findDamage(path, now)).toBe('it is empty')
  await mend(path)
  expect([countLines(path), readMark(path)?.state]).toEqual([5, 'repaired'])
})

test('gone, with a repaired one beside: that one is taken', () => {
  const path = makeFile()
  renameSync(path, `${path}.repaired`)
  expect([findDamage(path, now), countLines(path)]).toEqual([undefined, 20])
  rmSync(path)
  expect(findDamage(path, now)).toBe('it is gone')
})
