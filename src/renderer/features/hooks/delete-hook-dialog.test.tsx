import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Address, Hook } from '#shared/contract/hook.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { WhatEnds } from './delete-hook-dialog.tsx'

const hook = { id: 'h', homeDevice: 'd', dialects: ['slack'], requests: 3 } as unknown as Hook
const address = (expiresAt: number | null): Address => ({ expiresAt }) as Address

function says(device: object, addresses: readonly Address[]): string {
  const cache = new QueryClient()
  cache.setQueryData(keys.devices, [{ id: 'd', name: 'mara-laptop', online: true, removedAt: null, ...device }])
  cache.setQueryData(keys.addresses('h'), addresses)
  const html = renderToStaticMarkup(
    <QueryClientProvider client={cache}>
      <WhatEnds hook={hook} />
    </QueryClientProvider>,
  )
  cache.clear()
  return html
}

test('addresses are counted, not shapes, and only those that work', () => {
  expect(says({ isThis: true }, [address(null), address(Date.now() + 60_000), address(1)])).toBe('Its 2 addresses stop at once and for good: tools that post to them are refused. 3 requests on record. Messages stay.')
})

test('of one that lives on another device nobody here says that it has no address', () => {
  expect(says({ isThis: false }, [])).toBe('It lives on mara-laptop: once that device hears of it, its addresses stop for good, and tools that post to them are refused. Messages stay.')
  expect(says({ isThis: false, removedAt: 1 }, [])).toBe('It lived on mara-laptop, which was removed: nothing can come to it any more. Messages stay.')
})
