import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import { answerWith } from '../../../../test/helpers/answering.ts'

const mark = vi.fn()
answerWith({ unreads: { markUnread: mark } })
const { markUnread } = await import('./act.ts')
const { holdUnread, useHeldUnread } = await import('#renderer/lib/screen/reading.ts')

const held = () => useHeldUnread.getState().held
const message = (position: number) => ({ id: `m${position}`, channelId: 'c', threadRootId: null, position }) as never

beforeEach(() => {
  useHeldUnread.setState({ held: {} })
  mark.mockReset()
})

test('"unread from here" holds the channel where it was said', async () => {
  mark.mockResolvedValue({})
  await markUnread(new QueryClient(), message(5))
  expect(held()).toEqual({ c: 4 })
})

test('when it is refused the channel is read as before', async () => {
  mark.mockRejectedValue(new Error('refused'))
  await markUnread(new QueryClient(), message(5))
  expect(held()).toEqual({})
  holdUnread('c', 8)
  await markUnread(new QueryClient(), message(5))
  expect(held()).toEqual({ c: 8 })
})
