import { expect, test } from 'vitest'
import { channelPath, isBelow } from './channel-path.ts'

test('a page of a channel is below it, a channel whose name begins alike is not', () => {
  const dev = channelPath({ name: 'dev' })
  expect(['/channels/dev', '/channels/dev/messages/m1'].map((path) => isBelow(path, dev))).toEqual([true, true])
  expect(['/channels/dev-ops', '/channels/dev-ops/messages/m1', '/channels'].map((path) => isBelow(path, dev))).toEqual([false, false, false])
})
