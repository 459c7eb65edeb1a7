/** What one person has not read of one channel, as their window is told. */
import type { Unreads } from '#shared/contract/unread.ts'
import type { TestApp } from './start-app.ts'

/** @param channel its name; one that the person is in. */
export async function readUnread(client: TestApp['client'], channel: string): Promise<Unreads['channels'][number]> {
  const { id } = (await client.channels.list()).find(({ name }) => name === channel)!
  return (await client.unreads.get()).channels.find(({ channelId }) => channelId === id)!
}
