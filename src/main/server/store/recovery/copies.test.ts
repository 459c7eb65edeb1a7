/** Copies in `backups` are there when they are needed: what people put beside them stays, and so do those of a workspace whose file is gone. */
import { readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { breakLeaf, copyTo, count, hourMs, makeFile, now, rows } from '../../../../../test/helpers/damaged-file.ts'
import { openOrRepair } from '../open-or-repair.ts'
import { copyWhole, stampOf } from './copies.ts'

const backupsOf = (path: string): string => join(dirname(path), 'backups')

test('what somebody named by themselves is no leftover of a copy', async () => {
  const path = makeFile()
  const own = ['hookline-copy-before-the-fair.db', 'hookline-schema-old.db', `hookline-copy-${stampOf(now - hourMs)} (1).db`]
  for (const name of own) copyTo(path, name)
  expect(await copyWhole(path, now)).toBeUndefined()
  expect(readdirSync(backupsOf(path)).sort()).toEqual([...own, `hookline-copy-${stampOf(now)}.db`].sort())
})

test('a new workspace in the place of a lost file neither drops the copies of the lost one nor is filled from them', async () => {
  const path = makeFile()
  const names = [1, 2].map((day) => `hookline-copy-${stampOf(now - day * 24 * hourMs)}.db`)
  const before = names.map((name) => readFileSync(copyTo(path, name)))
  rmSync(path)
  openOrRepair({ path }, now).connection.close()
  for (const day of [1, 2, 3]) expect(await copyWhole(path, now + day * 24 * hourMs)).toBeUndefined()
  const aside = readdirSync(backupsOf(path)).filter((name) => !name.endsWith('.db'))
  expect(aside).toEqual([`before-${stampOf(now)}`])
  expect(names.map((name) => readFileSync(join(backupsOf(path), aside[0]!, name)))).toEqual(before)
})

test('what a damaged new workspace has lost does not come from the one before it', () => {
  const path = makeFile()
  copyTo(path, `hookline-copy-${stampOf(now - hourMs)}.db`)
  rmSync(path)
  const { connection } = openOrRepair({ path }, now)
  for (let hour = 0; hour < rows; hour += 1) connection.run('INSERT INTO hook_hour (hook_id, hour, accepted, refused) VALUES (?, ?, 7, 0)', `${'hook '.repeat(20)} ${hour}`, hour)
  connection.close()
  breakLeaf(path, 'hook_hour')
  const { n, repaired } = count(path, 'hook_hour')
  expect([n < rows, repaired?.how]).toEqual([true, 'pages'])
  expect(count(path, 'hook_hour WHERE accepted <> 7').n).toBe(0)
})

test.skipIf(process.platform === 'win32')('a link to a disk that is away is no lost file: the copies stay where they are', () => {
  const path = makeFile()
  const name = `hookline-copy-${stampOf(now - hourMs)}.db`
  copyTo(path, name)
  rmSync(path)
  symlinkSync(join(dirname(path), 'away', 'hookline.db'), path)
  expect(() => openOrRepair({ path }, now)).toThrow()
  expect(readdirSync(backupsOf(path))).toEqual([name])
})
