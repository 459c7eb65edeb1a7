/** The relay in SQLite: what every relay promises, and what its file holds. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import { createFollowers } from '#server/sync/relay-store-follow.ts'
import { openRelayStore } from '#server/sync/relay-store.ts'
import { openDatabase } from '#server/store/open-database.ts'
import { channel, envelope } from './envelopes.ts'
import { describeRelay, readAll } from './relay-conformance.ts'

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'hookline-relay-'))
const now = Date.now

describeRelay('a relay in SQLite', async () => {
  const folder = newFolder()
  const path = join(folder, 'relay.db')
  let relay = await openRelayStore({ path, now })
  return {
    relay,
    other: relay,
    restart: async () => {
      await relay.close()
      return (relay = await openRelayStore({ path, now }))
    },
    close: async () => {
      await relay.close()
      rmSync(folder, { recursive: true })
    },
  }
})

describe('relay.db', () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = newFolder()
    path = join(folder, 'relay.db')
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const everything = (): Buffer => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))

  test('holds no byte of a body that was dropped, soon after and for good', async () => {
    const relay = await openRelayStore({ path, now })
    const subject = channel()
    const secrets = ['short-secret-74', 'long-secret-74'.repeat(500)]
    for (const secret of secrets) {
      const message = envelope(subject, { body: Buffer.from(secret) })
      await relay.append(message)
      expect(everything().includes(secret.slice(0, 15))).toBe(true)
      await relay.append(envelope(subject, { redacts: message.id }))
    }
    await expect.poll(() => secrets.some((secret) => everything().includes(secret.slice(0, 14))), { timeout: 5000 }).toBe(false)
    await relay.close()
    expect(secrets.some((secret) => everything().includes(secret.slice(0, 14)))).toBe(false)
  })

  test('keeps all that was acknowledged before a kill -9, in order and without gaps', async () => {
    const subject = channel()
    const child = spawn(process.execPath, [join(import.meta.dirname, 'append-forever.ts'), path, subject], { stdio: ['ignore', 'pipe', 'inherit'] })
    const acked: string[] = []
    for await (const line of createInterface({ input: child.stdout })) {
      acked.push(line)
      if (acked.length === 500) child.kill('SIGKILL')
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    const relay = await openRelayStore({ path, now })
    const records = await readAll(relay, subject)
    expect(acked.length).toBeGreaterThanOrEqual(500)
    expect(records.slice(0, acked.length).map(({ position, id }) => `${position} ${id}`)).toEqual(acked)
    await relay.close()
  })

  test('of somebody else is refused and left as it was', async () => {
    openDatabase({ path }).close()
    const before = everything()
    await expect(openRelayStore({ path, now })).rejects.toMatchObject({ code: 'unavailable' })
    expect(everything().equals(before)).toBe(true)
    rmSync(path)
    writeFileSync(path, 'no database at all, but long enough to be taken for one'.repeat(40))
    await expect(openRelayStore({ path, now })).rejects.toMatchObject({ code: 'unavailable' })
    expect(readFileSync(path, 'utf8')).toMatch(/^no database/)
  })

  test('never lets its times go back, whatever the computer’s clock does, also after a restart', async () => {
    let clock = 5000
    const times: number[] = []
    for (const [before, after] of [[5000, 3000], [1000, 6000]]) {
      clock = before!
      const relay = await openRelayStore({ path, now: () => clock })
      times.push((await relay.append(envelope(channel()))).at)
      clock = after!
      times.push((await relay.append(envelope(channel()))).at)
      await relay.close()
    }
    expect(times).toEqual([5000, 5000, 5000, 6000])
  })

  test('takes many appends into one commit', async () => {
    const relay = await openRelayStore({ path, now })
    const subject = channel()
    const sizes = new Set<number>()
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(Array.from({ length: 200 }, () => relay.append(envelope(subject, { body: new Uint8Array(10) }))))
      sizes.add(readFileSync(`${path}-wal`).length)
    }
    // 600 commits of their own would write at least as many pages of 4 KiB, and twice as many with their indexes.
    expect(Math.max(...sizes)).toBeLessThan(600 * 4096)
    await relay.close()
  })
})

test('a follower that was not told of one record finds it with the next', async () => {
  const subject = channel()
  const log = [1, 2, 3].map((position): RelayRecord => ({ ...envelope(subject), position, at: 1, redacted: false }))
  let last = 1
  const followers = createFollowers((_subject, after, limit) => ({ records: log.slice(after, Math.min(last, after + limit)), last }))
  const seen: number[] = []
  followers.subscribe({ [subject]: 0 }, ({ position }) => void seen.push(position), () => undefined)
  await expect.poll(() => seen).toEqual([1])
  last = 3
  for (const told of log.slice(2)) followers.announce(told)
  await expect.poll(() => seen).toEqual([1, 2, 3])
  followers.close()
})
