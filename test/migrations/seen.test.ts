/** What an older program had seen is known after an update: a repeat is a repeat still, and a signed request posts no second time. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { HookId } from '#shared/contract/ids.ts'
import { openConnection } from '#server/store/connection.ts'
import { migrate } from '#server/store/migrate.ts'
import { findSeen } from '#server/store/seen-deliveries.ts'
import { isSignedSeen } from '#server/store/signed-requests.ts'

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
