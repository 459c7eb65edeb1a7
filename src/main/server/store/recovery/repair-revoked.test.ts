/** What was revoked since a copy was made does not work again because the copy fills in for a damaged file. */
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { PAGE, breakLeaf, copyTo, count, hourMs, inFile, makeFile, now, rows } from '../../../../../test/helpers/damaged-file.ts'
import { migrate } from '../migrate.ts'
import { listCopies, stampOf } from './copies.ts'
import { salvageTable } from './salvage-table.ts'

test('a token that was revoked since the copy does not come back', () => {
  const path = makeFile()
  const fill = (db: Database.Database): void => {
    db.pragma('foreign_keys = OFF')
    db.exec("INSERT INTO person (id, username, display_name, role, created_at) VALUES ('lena', 'lena', 'Lena', 'member', 1)")
    const insert = db.prepare("INSERT INTO token (id, person_id, scope, label, token_hash, last_four, created_at) VALUES (?, 'lena', 'hooks', ?, ?, '1234', 1)")
    for (let number = 0; number < 200; number += 1) insert.run(`token ${number}`, 'label '.repeat(10), Buffer.from(`hash ${number}`))
  }
  inFile(path, fill)
  copyTo(path, `hookline-copy-${stampOf(now - hourMs)}.db`)
  inFile(path, (db) => db.exec("DELETE FROM token WHERE id = 'token 50'"))
  breakLeaf(path, 'token')
  const { n, repaired } = count(path, "token WHERE id = 'token 50'")
  expect([n, repaired?.tables]).toEqual([0, ['token']])
  expect(count(path, 'token').n).toBeGreaterThan(100)
})

test('a consent that was withdrawn since the copy does not come back', () => {
  const path = makeFile()
  inFile(path, (db) => {
    db.pragma('foreign_keys = OFF')
    const insert = db.prepare("INSERT INTO consent (channel_id, subscription_id, person_id, hosts, events, given_at) VALUES ('c', ?, 'lena', '[]', '[]', 1)")
    for (let number = 0; number < 400; number += 1) insert.run(`subscription ${String(number).padStart(4, '0')} ${'long '.repeat(10)}`)
  })
  copyTo(path, `hookline-copy-${stampOf(now - hourMs)}.db`)
  const consents = salvaging(path, 'consent')
  expect(consents.filled).toBe(0)
  expect(consents.gaps).toBeGreaterThan(0)
})

/** What filling one table does that has a leaf of noise, from the newest copy. */
function salvaging(path: string, table: string): { gaps: number; filled: number } {
  const copy = new Database(listCopies(path, now)[0]!, { readonly: true })
  breakLeaf(path, table)
  const [damaged, target] = [new Database(path, { readonly: true }), new Database(join(dirname(path), 'target.db'))]
  target.pragma('foreign_keys = OFF')
  migrate(target)
  const gaps = salvageTable({ damaged, copy, target }, table)
  for (const db of [copy, damaged, target]) db.close()
  return { gaps: gaps.length, filled: gaps.reduce((sum, { filled }) => sum + filled, 0) }
}

test('a copy that takes the place of the file: nothing that was revoked since works again, or it is named', () => {
  const path = makeFile()
  inFile(path, (db) => {
    db.pragma('foreign_keys = OFF')
    db.exec("INSERT INTO token (id, person_id, scope, label, token_hash, last_four, created_at) VALUES ('t', 'lena', 'hooks', 'l', x'01', '1234', 1)")
    db.exec("INSERT INTO consent (channel_id, subscription_id, person_id, hosts, events, given_at) VALUES ('c', 's', 'lena', '[]', '[]', 1)")
    db.exec("INSERT INTO hook_secret (hook_id, number, secret, created_at) VALUES ('h', 1, 'old', 1)")
  })
  copyTo(path, `hookline-copy-${stampOf(now - hourMs)}.db`)
  writeFileSync(path, Buffer.alloc(20 * PAGE, 0xee))
  expect(count(path, 'token')).toMatchObject({ n: 0, repaired: { how: 'copy', tables: ['consent', 'hook_secret', 'token'] } })
  expect([count(path, 'consent').n, count(path, 'hook_secret').n, count(path, 'local_state').n]).toEqual([0, 1, rows])
})
