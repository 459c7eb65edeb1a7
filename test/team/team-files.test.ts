/** Files in a team: sealed on the way to the host, fetched when they are wanted, and found as they were sent. */
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { TestApp } from '../helpers/start-app.ts'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'
import { makePng, readWhole, upload } from '../helpers/upload.ts'

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
  const sealed = listSealed(team)
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

test('whose message is deleted, by its author or by an admin, leaves no file of it with the host', { timeout: 90_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const bob = await team.join('bob')
  const post = async ({ client }: TestApp, text: string) => {
    const bytes = Buffer.from(makePng(900, 600, text.length))
    const { id } = await upload(client, { name: `${text}.png`, mediaType: 'image/png', bytes, thumbnail: makePng(90, 60, 1) })
    return client.messages.post({ channel: 'town-square', text, fileIds: [id] })
  }
  const texts = async (one: TestApp) => (await one.client.messages.list({ channel: 'town-square' })).messages.map(({ text }) => text)
  const [mine, yours, stays] = [await post(bob, 'of bob'), await post(bob, 'of bob, too'), await post(bob, 'stays')]
  const own = await post(host, 'of the host')
  await expect.poll(() => texts(host), soon).toEqual(expect.arrayContaining(['of bob', 'of bob, too', 'stays']))
  await expect.poll(() => listSealed(team!).length, soon).toBe(8)
  const before = listSealed(team).length
  await bob.client.messages.delete({ messageId: mine.id })
  await host.client.messages.delete({ messageId: yours.id })
  await host.client.messages.delete({ messageId: own.id })
  await expect.poll(() => listSealed(team!).length, soon).toBe(before - 6)
  const [kept] = (await host.client.messages.list({ channel: 'town-square' })).messages.find(({ id }) => id === stays.id)!.files
  expect(digest(await readWhole(host.client, kept!.id))).toBe(digest(makePng(900, 600, 'stays'.length)))
})

/** But the notes of which message each belongs to. */
const listSealed = ({ host }: TestTeam): string[] => listFiles(join(host.dataFolder, 'relay-files')).filter((path) => dirname(path) !== join(host.dataFolder, 'relay-files', 'of'))

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}
