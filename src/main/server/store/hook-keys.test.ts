/** Keys of senders, new ones and those in their places: always as a plain list of everything says, also after a rollback, a start and a flood. */
import fc from 'fast-check'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { ChannelId, HookId, MessageId } from '#shared/contract/ids.ts'
import { openConnection } from './connection.ts'
import { writeGathered } from './gather.ts'
import { deleteHookKeysOf, findHookKey, setHookKey, type HookKey } from './hook-keys.ts'
import { migrate } from './migrate.ts'

const connection = openConnection({ path: ':memory:' })
migrate(connection.db)
const tx = { ...connection, emit: () => undefined }
afterAll(() => connection.close())
beforeEach(() => {
  connection.db.exec('DELETE FROM hook_key; DELETE FROM hook_key_new')
  connection.cache.clear()
  connection.gathered.clear()
})

const at = (hook: string, channel: string, key: string): HookKey => ({ hookId: hook as HookId, channelId: channel as ChannelId, key })
const message = (id: string) => id as MessageId
const count = (table: 'hook_key' | 'hook_key_new') => connection.all(`SELECT 1 FROM ${table}`).length

test('each is what was said of it last', () => {
  const does = fc.oneof({ weight: 8, arbitrary: fc.constant('set' as const) }, { weight: 3, arbitrary: fc.constant('flood' as const) }, fc.constantFrom('restart' as const, 'delete' as const, 'commit' as const, 'undo part' as const))
  const step = fc.record({ does, hook: fc.constantFrom('a', 'b'), channel: fc.constantFrom('p', 'q'), key: fc.constantFrom('1', '2', 'a 3', ''), ended: fc.constantFrom(0, 1) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const model = new Map<string, { messageId: string; ended: number }>()
      for (const hook of ['a', 'b']) deleteHookKeysOf(tx, hook)
      for (const [index, { does, hook, channel, key, ended }] of steps.entries()) {
        if (does === 'restart' || does === 'commit') writeGathered(connection)
        if (does === 'restart' || does === 'undo part') connection.cache.clear()
        if (does === 'delete') {
          deleteHookKeysOf(tx, hook)
          for (const name of [...model.keys()].filter((one) => one.startsWith(`${hook}/`))) model.delete(name)
        }
        for (const name of does === 'set' ? [key] : does === 'flood' ? Array.from({ length: 300 }, (_, number) => `${key}${number}`) : []) {
          setHookKey(tx, at(hook, channel, name), { messageId: message(`m${index}`), ended }, index)
          model.set(`${hook}/${channel}/${name}`, { messageId: `m${index}`, ended })
        }
        for (const one of ['1', '2', 'a 3', '', '17']) expect(findHookKey(tx, at(hook, channel, one))).toEqual(model.get(`${hook}/${channel}/${one}`))
      }
      writeGathered(connection)
      connection.cache.clear()
      for (const [name, known] of model) {
        const [hook = '', channel = '', key = ''] = name.split('/')
        expect(findHookKey(tx, at(hook, channel, key))).toEqual(known)
      }
    }),
    { numRuns: 100 },
  )
})

test('a batch that is rolled back leaves nothing', () => {
  setHookKey(tx, at('a', 'p', 'kept'), { messageId: message('m'), ended: 0 }, 1)
  writeGathered(connection)
  connection.run('BEGIN IMMEDIATE')
  for (let number = 0; number < 600; number += 1) setHookKey(tx, at('a', 'p', `lost ${number}`), { messageId: message('m'), ended: 0 }, 1)
  writeGathered(connection)
  connection.run('ROLLBACK')
  connection.cache.clear()
  connection.gathered.clear()
  expect([findHookKey(tx, at('a', 'p', 'kept')), findHookKey(tx, at('a', 'p', 'lost 1')), count('hook_key')]).toEqual([{ messageId: 'm', ended: 0 }, undefined, 0])
})

test('new ones are in their places after 512 entries, of however many keys, and a start reads no more than those and a batch', () => {
  let most = 0
  for (let number = 0; number < 5000; number += 1) {
    setHookKey(tx, at('a', 'p', number % 2 === 0 ? 'again' : `key ${number}`), { messageId: message(`m${number}`), ended: 0 }, number)
    if (number % 20 === 19) writeGathered(connection)
    most = Math.max(most, count('hook_key_new'))
  }
  // Twenty in a row of the table.
  expect(most).toBe(25)
  expect(count('hook_key')).toBeGreaterThan(2200)
  connection.cache.clear()
  expect([findHookKey(tx, at('a', 'p', 'again')), findHookKey(tx, at('a', 'p', 'key 4999'))]).toEqual([{ messageId: 'm4998', ended: 0 }, { messageId: 'm4999', ended: 0 }])
})
