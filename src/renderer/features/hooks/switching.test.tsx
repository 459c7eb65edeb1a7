import { QueryClient, QueryClientProvider, QueryObserver } from '@tanstack/react-query'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { answerWith } from '../../../../test/helpers/answering.ts'

let pending: PromiseWithResolvers<unknown>
const update = () => (pending = Promise.withResolvers()).promise
answerWith({ hooks: { update }, subscriptions: { update } })
const { useSwitchHook } = await import('./mutations.ts')
const { useSwitchSubscription } = await import('./outgoing/mutations.ts')
const { keys } = await import('#renderer/lib/data/query-keys.ts')

const one = { id: 'h', name: 'deploys', enabled: true } as never

/** What the hook gives, outside of a page. */
function use<T>(cache: QueryClient, hook: () => T): T {
  let got: T | undefined
  const Row = () => ((got = hook()), null)
  renderToString(
    <QueryClientProvider client={cache}>
      <Row />
    </QueryClientProvider>,
  )
  return got!
}

const kinds = [
  ['incoming', keys.hooks, (cache: QueryClient) => use(cache, useSwitchHook).mutateAsync({ hook: one, enabled: false })],
  ['outgoing', keys.subscriptions, (cache: QueryClient) => use(cache, useSwitchSubscription).mutateAsync({ subscription: one, enabled: false })],
] as const

test.each(kinds)('switching an %s webhook off, refused, takes back nothing but that', async (_, key, begin) => {
  const cache = new QueryClient()
  cache.setQueryData(key, [one])
  const done = begin(cache).catch(() => 'refused')
  await expect.poll(() => cache.getQueryData(key)).toEqual([{ id: 'h', name: 'deploys', enabled: false }])
  cache.setQueryData(key, [{ id: 'h', name: 'renamed', enabled: false }])
  pending.reject(new Error('refused'))
  expect(await done).toBe('refused')
  expect(cache.getQueryData(key)).toEqual([{ id: 'h', name: 'renamed', enabled: true }])
})

test.each(kinds)('a list of %s webhooks that was being asked for again still comes', async (_, key, begin) => {
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  cache.setQueryData(key, [one])
  let asked = 0
  const lists: PromiseWithResolvers<unknown>[] = []
  const stop = new QueryObserver(cache, { queryKey: key, queryFn: () => ((asked += 1), (lists[asked - 1] = Promise.withResolvers()).promise) }).subscribe(() => undefined)
  void cache.invalidateQueries({ queryKey: key })
  await expect.poll(() => asked).toBe(1)
  const done = begin(cache)
  await expect.poll(() => pending).toBeDefined()
  pending.resolve({ id: 'h', name: 'deploys', enabled: false })
  await done
  const now = [{ id: 'h', name: 'deploys', enabled: false }, { id: 'made elsewhere' }]
  for (const list of lists) list.resolve(now)
  await expect.poll(() => (lists.forEach((list) => list.resolve(now)), cache.getQueryData(key))).toEqual(now)
  stop()
})
