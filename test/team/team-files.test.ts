/** Files in a team: sealed on the way to the host, fetched when they are wanted, and found as they were sent. */
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'
import { readWhole, upload } from '../helpers/upload.ts'

let team: TestTeam | undefined
afterEach(() => team?.stop())

const soon = { timeout: 20_000, interval: 50 }
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

test('a file of a member reaches the others as it was, and the host’s disk holds none of it in the clear', { timeout: 90_000 }, async () => {
  team = await startTeam()
  const bob = await team.join('bob')
  const carl = await team.join('carl')
  const bytes = randomBytes(300_000)
  const { id } = await upload(bob.client, { name: 'plan.bin', bytes })
  await bob.client.messages.post({ channel: 'town-square', text: 'the plan', fileIds: [id] })
  for (const one of [carl, team.host]) {
    const find = async () => (await one.client.messages.list({ channel: 'town-square' })).messages.find(({ text }) => text === 'the plan')
    await expect.poll(async () => (await find())?.files.length, soon).toBe(1)
    const [file] = (await find())!.files
    expect(digest(await readWhole(one.client, file!.id))).toBe(digest(bytes))
  }
  const sealed = listFiles(join(team.host.dataFolder, 'relay-files'))
  expect(sealed).toHaveLength(1)
  expect(readFileSync(sealed[0]!).includes(bytes.subarray(1000, 1100))).toBe(false)
})

test('while the host is away a file says so at once, and comes when it is back', { timeout: 90_000 }, async () => {
  team = await startTeam()
  const [bob, carl] = [await team.join('bob'), await team.join('carl')]
  const bytes = randomBytes(10_000)
  const { id } = await upload(bob.client, { name: 'late.bin', bytes })
  await bob.client.messages.post({ channel: 'town-square', text: 'for later', fileIds: [id] })
  const find = async () => (await carl.client.messages.list({ channel: 'town-square' })).messages.find(({ text }) => text === 'for later')?.files[0]
  await expect.poll(find, soon).toBeDefined()
  const file = (await find())!
  const { addresses } = await team.host.client.team.status()
  await team.host.client.team.stopHosting()
  await expect.poll(async () => (await carl.client.team.status()).link, soon).toBe('offline')
  const askedAt = performance.now()
  await expect(readWhole(carl.client, file.id)).rejects.toMatchObject({ data: { code: 'unavailable', field: 'host' } })
  expect(performance.now() - askedAt).toBeLessThan(5000)
  await team.host.client.team.host({ addresses, port: Number(new URL(`http://${addresses[0]!}`).port) })
  await expect.poll(async () => (await carl.client.team.status()).link, soon).toBe('connected')
  expect(digest(await readWhole(carl.client, file.id))).toBe(digest(bytes))
})

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}
