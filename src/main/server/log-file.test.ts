/** The log's file: bounded, and a disk that refuses lines stops nothing else. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ends, makeFolder } from '../../../test/helpers/note-store.ts'
import { mountSmallDisk } from '../../../test/helpers/small-disk.ts'
import { openLogFile } from './log-file.ts'

test('never more than two files of the size that is allowed, also while it runs', () => {
  const path = join(makeFolder(), 'a.log')
  const file = openLogFile(path, 1000)
  for (let number = 0; number < 100; number += 1) file.write(`line ${String(number).padStart(94, '0')}\n`)
  expect([statSync(path).size <= 1100, statSync(`${path}.1`).size <= 1100]).toEqual([true, true])
  expect(readFileSync(path, 'utf8').endsWith('99\n')).toBe(true)
})

test('a large one of the run before is set aside, a small one goes on', () => {
  const path = join(makeFolder(), 'a.log')
  writeFileSync(path, 'before\n')
  openLogFile(path, 10).write('a line\n')
  expect(readFileSync(path, 'utf8')).toBe('before\na line\n')
  openLogFile(path, 10).write('another\n')
  expect([readFileSync(path, 'utf8'), readFileSync(`${path}.1`, 'utf8')]).toEqual(['another\n', 'before\na line\n'])
})

test('a folder that is not there loses lines and says so once it is', () => {
  const folder = makeFolder()
  const path = join(folder, 'later', 'a.log')
  const file = openLogFile(path, 1000)
  file.write('lost\n')
  file.write('lost too\n')
  expect(existsSync(path)).toBe(false)
  mkdirSync(join(folder, 'later'))
  file.write('kept\n')
  const [said = '', kept] = readFileSync(path, 'utf8').split('\n')
  expect([JSON.parse(said), kept]).toEqual([expect.objectContaining({ msg: '2 lines could not be written here: the disk refused them' }), 'kept'])
})

const disk = mountSmallDisk()
test.skipIf(disk === undefined)('a full disk loses lines, never the program; with room again the log says how many', () => {
  const { folder, unmount } = disk!
  ends.push(unmount)
  const file = openLogFile(join(folder, 'a.log'), 10_000)
  file.write('before\n')
  const filler = join(folder, 'filler')
  writeFileSync(filler, '')
  const fill = (): void => appendFileSync(filler, Buffer.alloc(4096))
  expect(() => { for (;;) fill() }).toThrow(/ENOSPC/)
  const long = `${'x'.repeat(5000)}\n`
  file.write(long)
  file.write(long)
  truncateSync(filler, 0)
  file.write('after\n')
  const lines = readFileSync(join(folder, 'a.log'), 'utf8').trimEnd().split('\n')
  expect([lines[0], lines.at(-1)]).toEqual(['before', 'after'])
  expect(JSON.parse(lines.at(-2)!)).toMatchObject({ msg: '2 lines could not be written here: the disk refused them' })
})
