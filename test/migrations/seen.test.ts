/** What an older program had seen is known after an update: a repeat is a repeat still, a signed request posts no second time, and a request can be looked at. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { HookId, VerdictId } from '#shared/contract/ids.ts'
import { openConnection } from '#server/store/connection.ts'
import { migrate } from '#server/store/migrate.ts'
import { findSeen } from '#server/store/seen-deliveries.ts'
import { isSignedSeen } from '#server/store/signed-requests.ts'
import { findVerdictRequest, getVerdict } from '#server/store/verdicts.ts'

test('from before 0150', () => {
  const connection = openConnection({ path: ':memory:' })
  migrate(connection.db, 140)
  const hookId = 'h' as HookId
  const keyOf = (name: string) => createHash('sha256').update(name).digest().subarray(0, 16)
  const bodyHash = createHash('sha256').update('body').digest()
  for (const [at, name] of [[1000, 'a'], [2000, 'b']] as const) {
    connection.run(
      'INSERT INTO hook_delivery_seen (hook_id, key, at, body_hash, dialect, request_id, message_id, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      hookId, keyOf(name), at, bodyHash, 'slack', `request ${name}`, name === 'a' ? 'm' : null, '{"status":200,"body":"ok"}',
    )
  }
  for (const content of ['p', 'q']) connection.run('INSERT INTO hook_signed_seen (hook_id, signed_at, content) VALUES (?, 5000, ?)', hookId, content)
  migrate(connection.db)
  const tx = { ...connection, emit: () => undefined }
  const seen = { bodyHash: bodyHash.toString('hex'), dialect: 'slack', answer: '{"status":200,"body":"ok"}' }
  expect(findSeen(tx, hookId, keyOf('a'), 3000)).toEqual({ ...seen, at: 1000, requestId: 'request a', messageId: 'm' })
  expect(findSeen(tx, hookId, keyOf('b'), 3000)).toEqual({ ...seen, at: 2000, requestId: 'request b', messageId: null })
  expect(findSeen(tx, hookId, keyOf('c'), 3000)).toBeUndefined()
  expect(['p', 'q', 'r'].map((content) => isSignedSeen(tx, hookId, { at: 5000, content }))).toEqual([true, true, false])
  connection.close()
})

test('what a request carried, from before 0190', () => {
  const connection = openConnection({ path: ':memory:' })
  migrate(connection.db, 180)
  const insert = `INSERT INTO verdict (id, at, hook_id, last_four, method, status, reason, detail, size_bytes, duration_ms, remote, user_agent, content_type, request_id)
    VALUES (?, 1, 'h', '', 'POST', 200, 'posted', 'd', 1, 1, '', '', '', 'r')`
  for (const id of [1, 2, 3]) connection.run(insert, id)
  const body = '{"text":"“quoted” \u0000 ü\n"}'
  const add = 'INSERT INTO verdict_request (verdict_id, headers, query, body_kind, body, body_chars, masked, read_ms, decoded_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'
  connection.run(add, 1, '[["X-One","1"]]', '[["a","1"],["a","2"]]', 'text', body, 100, 1, 0.25, 1.5)
  connection.run(add, 2, '[]', '[]', 'unread', '', 0, 0, null, null)
  migrate(connection.db)
  expect([1, 2, 3].map((id) => findVerdictRequest(connection, id as VerdictId))).toEqual([
    { headers: [['X-One', '1']], query: [['a', '1'], ['a', '2']], bodyKind: 'text', body, bodyChars: 100, masked: true, readMs: 0.25, decodedMs: 1.5 },
    { headers: [], query: [], bodyKind: 'unread', body: '', bodyChars: 0, masked: false, readMs: null, decodedMs: null },
    undefined,
  ])
  expect(getVerdict(connection, 1 as VerdictId)).toMatchObject({ id: 1, hookId: 'h', detail: 'd' })
  connection.close()
})
