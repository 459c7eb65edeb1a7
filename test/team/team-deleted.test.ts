/** What a deletion takes with it: the message, for everybody, and nothing that was said about it. */
import { afterEach, expect, test } from 'vitest'
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
})
