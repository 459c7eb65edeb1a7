/** What a deletion takes with it: the message, for everybody, and nothing that was said about it. */
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openConnection, type Connection } from '#server/store/connection.ts'
import { startTeam, type TestTeam } from '../helpers/start-team.ts'

let team: TestTeam | undefined
afterEach(() => team?.stop())

test('whoever comes after a message was deleted reads its replies, and is told of nothing that could not be verified', { timeout: 120_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const bob = await team.join('bob')
  type Member = Pick<typeof bob, 'client'>
  const texts = async ({ client }: Member): Promise<string[]> => (await client.messages.list({ channel: 'town-square' })).messages.map(({ text }) => text)
  const root = await bob.client.messages.post({ channel: 'town-square', text: 'the root' })
  const about = { messageId: root.id }
  await bob.client.messages.edit({ ...about, text: 'the secret root' })
  await expect.poll(() => texts(host)).toContain('the secret root')
  await host.client.messages.post({ channel: 'town-square', text: 'an important reply', threadRootId: root.id })
  const replies = async ({ client }: Member): Promise<string[]> => (await client.messages.list({ channel: 'town-square', thread: root.id })).messages.map(({ text }) => text)
  await expect.poll(() => replies(bob)).toEqual(['an important reply'])
  await bob.client.messages.delete(about)
  await expect.poll(() => texts(host)).not.toContain('the secret root')

  const carl = await team.join('carl')
  await expect.poll(() => replies(carl).catch(() => [])).toEqual(['an important reply'])
  const { channelId } = root
  await expect.poll(() => carl.client.team.listUnopened({ channelId })).toEqual([])
  expect(await texts(carl)).not.toContain('the secret root')
  expect(listKept(host.dataFolder, root.id)).toEqual([0, 0])
})

test('nor does the host keep an edit that whoever deleted the message had not heard of', { timeout: 120_000 }, async () => {
  team = await startTeam()
  const { host } = team
  const bob = await team.join('bob')
  const texts = async ({ client }: Pick<typeof bob, 'client'>): Promise<string[]> => (await client.messages.list({ channel: 'town-square' })).messages.map(({ text }) => text)
  const { id: messageId } = await bob.client.messages.post({ channel: 'town-square', text: 'first' })
  await expect.poll(() => texts(host)).toContain('first')
  const { addresses } = await host.client.team.status()
  await host.client.team.stopHosting()
  await expect.poll(async () => (await bob.client.team.status()).link).toBe('offline')
  await bob.client.messages.edit({ messageId, text: 'second' })
  await host.client.messages.delete({ messageId })
  await host.client.team.host({ addresses, port: Number(addresses[0]!.split(':').at(-1)) })
  await bob.client.team.reconnect()
  await expect.poll(() => listKept(host.dataFolder, messageId), { timeout: 20_000 }).toEqual([0, 0])
  await expect.poll(() => texts(bob)).not.toContain('second')
  expect([await bob.client.team.listRefused(), await host.client.team.listRefused()]).toEqual([[], []])
})

/** What the host still has of a message, bytes: of the post and of each edit. */
function listKept(dataFolder: string, messageId: string): number[] {
  const [data, relay] = ['hookline.db', 'relay.db'].map((name) => openConnection({ path: join(dataFolder, name), readOnly: true })) as [Connection, Connection]
  try {
    const said = data.all<{ id: string }>("SELECT id FROM change_log WHERE kind IN ('message.posted', 'message.edited') AND body ->> 'messageId' = ? ORDER BY position", messageId)
    return said.map(({ id }) => relay.get<{ size: number }>('SELECT length(body) AS size FROM records WHERE id = ?', id)!.size)
  } finally {
    data.close()
    relay.close()
  }
}
