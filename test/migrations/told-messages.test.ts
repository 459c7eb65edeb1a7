/** What was sent of messages that were deleted before 0230 loses its words with it; all else keeps them. */
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrations } from '#server/store/migrate.ts'
import { toldMessages } from '#server/store/migrations/0230-told-messages.ts'

test('words of deleted messages leave the record of deliveries', () => {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = OFF')
  for (const { number, sql } of migrations) if (number < toldMessages.number) db.exec(sql)
  const message = db.prepare("INSERT INTO message (id, channel_id, position, type, author_id, text, created_at, deleted_at) VALUES (?, 'c', ?, 'message', 'p', 'x', 1, ?)")
  message.run('there', 1, null)
  message.run('gone', 2, 9)
  const delivery = db.prepare("INSERT INTO delivery (id, subscription_id, url, address, lane, channel_id, position, change_id, message_id, event, trigger_word, hops, state, attempts, created_at, finished_at) VALUES (?, 's', 'u', 0, 1, 'c', 1, 'x', ?, ?, '', 0, 'delivered', 1, 1, 1)")
  const attempt = db.prepare("INSERT INTO delivery_attempt (delivery_id, number, at, duration_ms, status, problem, request, response) VALUES (?, 1, 1, 1, 200, NULL, 'asked', 'answered')")
  for (const [id, of, event] of [['a', 'there', 'posted'], ['b', 'gone', 'posted'], ['c', 'gone', 'deleted'], ['d', null, 'joined']] as const) {
    delivery.run(id, of, event)
    attempt.run(id)
  }
  db.exec(toldMessages.sql)
  expect(db.prepare('SELECT delivery_id AS id, request, response FROM delivery_attempt ORDER BY id').all()).toEqual([
    { id: 'a', request: 'asked', response: 'answered' },
    { id: 'b', request: '', response: '' },
    { id: 'c', request: 'asked', response: 'answered' },
    { id: 'd', request: 'asked', response: 'answered' },
  ])
  db.close()
})
