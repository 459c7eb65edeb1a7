import { QueryClient } from '@tanstack/react-query'
import { afterAll, expect, test, vi } from 'vitest'
import type { ToastOptions } from '#renderer/ui/toast.tsx'
import { answerWith } from '../../../../test/helpers/answering.ts'

const TOAST = '#renderer/ui/toast.tsx'
const toast = vi.fn<(shown: ToastOptions) => void>()

answerWith({
  threads: { list: () => Promise.resolve({ threads: [{ root: { id: 'r', channelId: 'c' }, lastRead: 1, unread: 1 }] }) },
  messages: { list: () => Promise.resolve({ messages: [{ id: 'reply' }] }) },
  unreads: { markAllRead: () => Promise.resolve({}), markUnread: () => Promise.resolve({}) },
})
vi.doMock(TOAST, () => ({ toast }))
afterAll(() => void vi.doUnmock(TOAST))
const { keys } = await import('#renderer/lib/data/query-keys.ts')
const { markAllRead } = await import('./mutations.ts')

test('undoing makes threads unread again too, so they are asked for again', async () => {
  const cache = new QueryClient()
  await markAllRead(cache, [])
  const lists = [keys.threads, keys.thread('r')]
  for (const key of lists) cache.setQueryData(key, {})
  toast.mock.calls[0]![0].action!.onSelect()
  await expect.poll(() => lists.map((key) => cache.getQueryState(key)?.isInvalidated)).toEqual([true, true])
})
