/** What waits leaves by itself once it can be read. */
import { expect, test } from 'vitest'
import type { Envelope } from '#shared/contract/envelope.ts'
import type { Outgoing } from '../outbox.ts'
import { createLanes } from './lanes.ts'

test('what could not be read is read again', async () => {
  const sent: string[] = []
  let refusals = 1
  const waiting = ['a', 'b'].map((id, index) => ({ seq: index + 1, log: 'workspace', change: { id } }) as unknown as Outgoing)
  const lanes = createLanes({
    home: {
      listPending: async (after) => (refusals-- > 0 ? Promise.reject(new Error('disk I/O error')) : waiting.filter(({ seq }) => seq > after)),
      refuse: async () => undefined,
      log: () => undefined,
    },
    relay: { append: async ({ id }) => (sent.push(id), { position: sent.length, at: 1, duplicate: false }) },
    store: { outgoing: () => undefined, keepOutgoing: () => undefined, dropOutgoing: () => undefined },
    write: async ({ change: { id } }) => ({ id }) as unknown as Envelope,
    catchUp: async () => 1,
    pause: async () => undefined,
    isOpen: () => true,
  })
  lanes.wake()
  await expect.poll(() => sent).toEqual(['a', 'b'])
  lanes.stop()
})
