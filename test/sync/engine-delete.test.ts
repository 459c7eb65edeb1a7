/** Who may have the host drop what was said, where the host goes by its relay alone: whose it is, and nobody else. */
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import type { Change } from '#shared/contract/change.ts'
import { authorOf } from '#server/sync/engine/author-of.ts'
import { packChange } from '#server/sync/engine/change-bytes.ts'
import { envelope } from './envelopes.ts'
import { change, comeIn, endTeams, posted, say, soon, startFounder, type Here } from './engine-team.ts'

afterEach(endTeams)

function remove(here: Here, channel: string, post: Change): void {
  const messageId = (post.body as { messageId: string }).messageId
  here.home.say(channel as never, change(here.device, channel, 'message.deleted', { messageId, deletedBy: here.person }), post.id)
  here.team.wake()
}

test('its author deletes it right after it was said, somebody else does not', { timeout: 60_000 }, async () => {
  const ann = await startFounder()
  const [bob, eve] = [await comeIn(ann, 'bob'), await comeIn(ann, 'eve')]
  const kept = posted(bob, ann.channel, 'stays')
  say(bob, ann.channel, kept)
  await expect.poll(() => eve.home.texts(ann.channel), soon).toContain('stays')
  remove(eve, ann.channel, kept)
  await expect.poll(() => eve.home.refused.map(({ reason }) => reason), soon).toEqual(['Only its author and admins can delete a message.'])
  const gone = posted(bob, ann.channel, 'goes')
  say(bob, ann.channel, gone)
  remove(bob, ann.channel, gone)
  say(bob, ann.channel, posted(bob, ann.channel, 'last'))
  await expect.poll(() => ann.home.texts(ann.channel), soon).toContain('last')
  expect(bob.home.refused).toEqual([])
  const carl = await comeIn(ann, 'carl')
  await expect.poll(() => carl.home.texts(ann.channel), soon).toEqual(['first', 'second', 'stays', 'last'])
})

test('what a webhook wrote is its owner’s, not of whose device it lives on', () => {
  const [channel, owner] = [v7(), v7()]
  const { signature, device } = envelope(`channel/${channel}`)
  const post = posted({ device, person: owner }, channel, 'Build failed')
  const record = { id: post.id, subject: `channel/${channel}` as const, kind: 'plain' as const, device, signature, position: 1, at: 1, redacted: false }
  expect(authorOf({ ...record, body: packChange(post) })).toEqual({ device, person: owner })
  expect(authorOf({ ...record, body: new Uint8Array() })).toEqual({ device })
  // Nobody can read whom a sealed one names.
  expect(authorOf({ ...record, kind: 'sealed', body: packChange(post) })).toEqual({ device })
})
