/** The envelope of a change is under the newest key at the moment in which it leaves. */
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { Envelope } from '#shared/contract/envelope.ts'
import { random } from '#server/random.ts'
import { writeEnvelope, type Writing } from '#server/sync/engine/write-envelope.ts'
import { readBodyHead } from '#server/sync/sealing/sealed-body.ts'
import { createSigningKey } from '#server/sync/sealing/signing-keys.ts'
import { posted } from './engine-team.ts'

/** `bring` is what happens while files are on their way. */
function start(bring: Writing['files']['bring'] = async (change) => change) {
  const [device, channel, group] = [v7(), v7(), v7()]
  const signingKey = createSigningKey()
  const keys = { epoch: 1n, isGone: false }
  const sealingKey = async () => {
    if (keys.isGone) throw new Error('no key yet')
    return { epoch: keys.epoch, key: random(32) }
  }
  const groups = { sealingKey }
  const pending = { seq: 1, log: channel as never, change: posted({ device, person: v7() }, channel, 'hello') }
  const write = (kept?: Envelope): Promise<Envelope> => writeEnvelope({ device, signingKey, groups, groupOf: () => group, files: { bring } }, pending, kept)
  return { keys, write, epochOf: ({ body }: Envelope) => readBodyHead(body)?.epoch }
}

test('what was written stays as it is while its key is the newest, and is written anew then', async () => {
  const { keys, write, epochOf } = start()
  const first = await write()
  expect(await write(first)).toBe(first)
  keys.epoch = 2n
  const second = await write(first)
  expect([second.id, epochOf(first), epochOf(second)]).toEqual([first.id, 1n, 2n])
})

test('files on their way do not keep an older key', async () => {
  const { keys, write, epochOf } = start(async (change) => {
    keys.epoch = 2n
    return { ...change }
  })
  expect(epochOf(await write())).toBe(2n)
})

test('files are brought once, also when the key is gone for a moment after them', async () => {
  let times = 0
  const { keys, write, epochOf } = start(async (change) => {
    times += 1
    keys.isGone = true
    return { ...change }
  })
  await expect(write()).rejects.toThrow('no key yet')
  keys.isGone = false
  keys.epoch = 2n
  const first = await write()
  keys.epoch = 3n
  expect([epochOf(first), epochOf(await write(first)), times]).toEqual([2n, 3n, 1])
})
