/** An edit that turns up after the deletion was said: the device that deleted says it again, so that the host drops that one too. */
import { afterEach, expect, test } from 'vitest'
import { addPeople } from '#server/actions/channels/add-people.ts'
import { deleteMessage } from '#server/actions/messages/delete-message.ts'
import { editMessage } from '#server/actions/messages/edit-message.ts'
import { postMessage } from '#server/actions/messages/post-message.ts'
import { makeFounder, makeMember, Relay, type Device } from './simulated-devices.ts'

const devices: Device[] = []
afterEach(() => devices.splice(0).forEach((device) => device.stop()))

async function makeTwo(): Promise<{ relay: Relay; ada: Device; bob: Device }> {
  const relay = new Relay()
  const ada = await makeFounder(relay, async () => undefined)
  const bob = await makeMember('bob')
  devices.push(ada, bob)
  await meet(relay, bob, ada)
  await addPeople(ada.ctx, ada.me, { channel: 'town-square', usernames: ['bob'] })
  await meet(relay, ada, bob)
  return { relay, ada, bob }
}

async function meet(relay: Relay, ...all: readonly Device[]): Promise<void> {
  for (const one of all) relay.takeFrom(one)
  for (const one of all) await relay.bring(one)
}

const deletions = ({ ctx }: Device): number => ctx.reader.get<{ n: number }>("SELECT count(*) AS n FROM change_log WHERE kind = 'message.deleted'")!.n
const saidOf = ({ ctx }: Device, messageId: string): string[] => ctx.reader.all<{ id: string }>("SELECT id FROM change_log WHERE kind IN ('message.posted', 'message.edited') AND body ->> 'messageId' = ? ORDER BY position", messageId).map(({ id }) => id)

test.each(['before', 'after'] as const)('one that came %s the deletion', async (when) => {
  const { relay, ada, bob } = await makeTwo()
  const { id: messageId } = await postMessage(ada.ctx, ada.me, { channel: 'town-square', text: 'first' })
  await editMessage(ada.ctx, ada.me, { messageId, text: 'second' })
  await meet(relay, ada, bob)
  // Neither has heard of the other yet.
  await editMessage(ada.ctx, ada.me, { messageId, text: 'third' })
  await deleteMessage(bob.ctx, bob.me, { messageId })
  expect(bob.outbox.list(0, 10).at(-1)?.redacts?.split(',')).toEqual(saidOf(bob, messageId))
  await meet(relay, ...(when === 'before' ? [ada, bob] : [bob, ada]))
  const again = bob.outbox.list(0, 10)
  expect(again).toMatchObject([{ change: { kind: 'message.deleted', body: { messageId, deletedBy: bob.me.personId } } }])
  expect(again[0]?.redacts?.split(',')).toEqual(saidOf(bob, messageId))
  expect(saidOf(bob, messageId)).toHaveLength(3)
  await meet(relay, bob, ada)
  await meet(relay, bob, ada)
  // And then it is enough.
  expect([bob.outbox.count(), ada.outbox.count(), deletions(ada), deletions(bob)]).toEqual([0, 0, 2, 2])
})
