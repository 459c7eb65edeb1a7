/** A device that joined takes up what joining left, wherever it is cut off meanwhile: nothing of before is lost, and nothing of both lies together. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from '../../../../test/helpers/note-store.ts'
import { adoptJoined } from './adopt-joined.ts'

const before = ['hookline.db', 'hookline.db-wal', 'hookline.db-damage.json', 'hookline.db.repaired', 'relay.db', 'sync.db', 'sync.db-identity', 'sync.db-damage.json']
const joined = ['sync.db', 'sync.db-wal']
const aside = 'before-joining-2026'

/** A workspace, and another that was joined from it. */
function makeJoined(): string {
  const folder = makeFolder()
  for (const name of [...before, 'hookline.log']) writeFileSync(join(folder, name), `old ${name}`)
  mkdirSync(join(folder, 'files'))
  mkdirSync(join(folder, 'joining'))
  for (const name of joined) writeFileSync(join(folder, 'joining', name), `new ${name}`)
  writeFileSync(join(folder, 'joining', 'ready'), aside)
  return folder
}

function expectAdopted(folder: string): void {
  expect(readdirSync(folder).sort()).toEqual([aside, 'hookline.log', ...joined].sort())
  expect(joined.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(joined.map((name) => `new ${name}`))
  expect(readdirSync(join(folder, aside)).sort()).toEqual([...before, 'files'].sort())
  for (const name of before) expect(readFileSync(join(folder, aside, name), 'utf8')).toBe(`old ${name}`)
}

test('what was here moves aside with the marks of its repairs, and what was joined takes its place', () => {
  const folder = makeJoined()
  adoptJoined(folder)
  expectAdopted(folder)
  adoptJoined(folder)
  expectAdopted(folder)
})

test('cut off after any of its steps, the next start does the rest', () => {
  const names = [...before, 'files']
  for (let step = 0; step <= names.length + 1 + joined.length; step += 1) {
    const folder = makeJoined()
    const [toSet, toMove] = [names.slice(0, step), joined.slice(0, Math.max(0, step - names.length - 1))]
    if (toSet.length > 0) mkdirSync(join(folder, aside))
    for (const name of toSet) renameSync(join(folder, name), join(folder, aside, name))
    if (step > names.length) renameSync(join(folder, 'joining', 'ready'), join(folder, 'joining', 'taken'))
    for (const name of toMove) renameSync(join(folder, 'joining', name), join(folder, name))
    adoptJoined(folder)
    expectAdopted(folder)
  }
})

test('cut off while it joined: nothing is taken up', () => {
  const folder = makeFolder()
  mkdirSync(join(folder, 'joining'))
  writeFileSync(join(folder, 'sync.db'), 'old')
  writeFileSync(join(folder, 'joining', 'sync.db'), 'half of it')
  adoptJoined(folder)
  expect([readFileSync(join(folder, 'sync.db'), 'utf8'), existsSync(join(folder, 'joining', 'sync.db'))]).toEqual(['old', true])
})
