/** What the store remembers (hot-cache.ts) can only be right when every write to those tables forgets it: found in the source, function by function. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesBelow, root } from './tree.ts'

/** Functions of the store with their text; a statement's text stands in the function that runs it. */
const functions = filesBelow('src/main/server/store')
  // A file that is repaired is nobody's yet.
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('/migrations/') && !path.includes('/recovery/'))
  .flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split(/^(?=(?:export )?(?:async )?function )/m)
      .slice(1)
      .map((text) => ({ name: `${path} ${/function (\w+)/.exec(text)?.[1]}`, text })),
  )

const read = /\b(?:FROM|JOIN) (\w+)/g
const written = /\b(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)/g
const tablesOf = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, table = '']) => table).filter((table) => table !== 'SET')

/** Read by functions that remember, and those that their constants name. */
const remembered = new Set([...functions.filter(({ text }) => text.includes('remember(')).flatMap(({ text }) => tablesOf(text, read)), 'person', 'consent', 'subscription', 'subscription_target'])

/** Writes only what nobody remembers. */
const harmless = new Map([
  ['src/main/server/store/addresses.ts markAddressUsed', 'when an address was last used'],
  ['src/main/server/store/hook-secrets.ts markSecretUsed', 'when a secret was last used'],
])

test('the tables that are remembered', () => {
  expect([...remembered].sort()).toEqual(['address', 'channel', 'channel_member', 'consent', 'delivery_lane', 'device', 'hook', 'hook_mute', 'hook_secret', 'local_state', 'person', 'preference', 'subscription', 'subscription_target', 'workspace'])
})

test('whatever writes one of them forgets first', () => {
  const writers = functions.filter(({ text }) => tablesOf(text, written).some((table) => remembered.has(table)))
  expect(writers.length).toBeGreaterThan(15)
  const careless = writers.filter(({ text }) => !/forgetHot\(tx\)[\s\S]*?tx\.run\(/.test(text)).map(({ name }) => name)
  expect(careless).toEqual([...harmless.keys()])
})

/** Changes nothing that a delivery tells of. */
const untold = ['projection/message-changes.ts countRepeats', 'projection/message-changes.ts pinMessage', 'projection/message-changes.ts unpinMessage', 'projection/places.ts', 'pending.ts']

test('whatever changes what deliveries tell of a message forgets what was told', () => {
  const writers = functions.filter(({ text }) => /\b(?:UPDATE|DELETE FROM) (?:message|change_log)\b/.test(text))
  const careless = writers.filter(({ text }) => !/forget(?:Told|Hot)\(tx\)[\s\S]*?tx\.run\(/.test(text)).map(({ name }) => name)
  expect(careless.filter((name) => !untold.some((one) => name.startsWith(`src/main/server/store/${one}`)))).toEqual([])
  expect(writers.length - careless.length).toBeGreaterThan(3)
})

test('whatever changes what waits, but for recording an attempt, forgets what is next', () => {
  const writers = functions.filter(({ text }) => /\b(?:INSERT INTO|UPDATE) delivery\b/.test(text) && !text.includes('function advanceLane'))
  expect(writers.length).toBeGreaterThan(4)
  expect(writers.filter(({ text }) => !/(?:forgetAhead|noteInLane|leaveLane)\(tx/.test(text)).map(({ name }) => name)).toEqual([])
})
