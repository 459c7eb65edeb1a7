import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Unreads } from '#shared/contract/unread.ts'
import { answerWith } from '../../../../test/helpers/answering.ts'

let pending: PromiseWithResolvers<unknown>
answerWith({ channels: { setPreference: () => (pending = Promise.withResolvers()).promise } })
const { useSetChannelPreference } = await import('./channel-calls.ts')
const { keys } = await import('#renderer/lib/data/query-keys.ts')

const cache = new QueryClient()
const state = { channelId: 'c', muted: false, favourite: false, notify: null, unread: 0, mentions: 0 }
const put = (change: object) => cache.setQueryData(keys.unreads, { channels: [{ ...state, ...change }] })
const shown = () => cache.getQueryData<Unreads>(keys.unreads)!.channels[0]

function begin() {
  let preference: ReturnType<typeof useSetChannelPreference> | undefined
  const Row = () => ((preference = useSetChannelPreference()), null)
  renderToString(
    <QueryClientProvider client={cache}>
      <Row />
    </QueryClientProvider>,
  )
  return preference!
}

test('a refused choice takes back nothing but itself: what came unread meanwhile stays unread', async () => {
  put({})
  const done = begin().mutateAsync({ channel: 'c', favourite: true }).catch(() => 'refused')
  await expect.poll(() => shown()).toEqual({ ...state, favourite: true })
  put({ favourite: true, unread: 3, mentions: 1 })
  pending.reject(new Error('refused'))
  expect(await done).toBe('refused')
  expect(shown()).toEqual({ ...state, unread: 3, mentions: 1 })
})
