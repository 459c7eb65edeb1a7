import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { answerWith } from '../../../../test/helpers/answering.ts'

let refuse: (reason: Error) => void

answerWith({ threads: { follow: () => new Promise((_, reject) => (refuse = reject)) } })
const { keys } = await import('#renderer/lib/data/query-keys.ts')
const { useFollow } = await import('./mutations.ts')

test('a refusal takes back that the thread is followed, and nothing that came meanwhile', async () => {
  const cache = new QueryClient()
  cache.setQueryData(keys.thread('r'), { following: false, unread: 0 })
  let follow: (following: boolean) => Promise<unknown>
  const Probe = () => {
    follow = useFollow('r' as never).mutateAsync
    return null
  }
  renderToString(
    <QueryClientProvider client={cache}>
      <Probe />
    </QueryClientProvider>,
  )
  const isDone = follow!(true)
  await expect.poll(() => cache.getQueryData(keys.thread('r'))).toEqual({ following: true, unread: 0 })
  cache.setQueryData(keys.thread('r'), { following: true, unread: 2 })
  refuse(new Error('refused'))
  await expect(isDone).rejects.toThrow('refused')
  expect(cache.getQueryData(keys.thread('r'))).toEqual({ following: false, unread: 2 })
})
