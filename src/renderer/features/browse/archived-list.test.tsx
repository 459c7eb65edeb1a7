import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Router } from 'wouter'
import { ARCHIVED_LISTED, type Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { ArchivedList } from './archived-list.tsx'

const me = { username: 'lena', role: 'member' } as Person

function draw(count: number): string {
  const cache = new QueryClient()
  const one = (number: number) => ({ id: `c${number}`, name: `old-${number}`, displayName: `Old ${number}`, purpose: '', type: 'public', creator: 'jim', members: [], archivedAt: 1 }) as unknown as Channel
  cache.setQueryData(keys.archivedChannels, Array.from({ length: count }, (_, number) => one(number)))
  return renderToStaticMarkup(
    <Router ssrPath="/channels">
      <QueryClientProvider client={cache}>
        <ArchivedList me={me} />
      </QueryClientProvider>
    </Router>,
  )
}

test('a list that is cut says so, and where the rest is', () => {
  expect(draw(ARCHIVED_LISTED)).toContain('These are the 200 that were archived last.')
  expect(draw(ARCHIVED_LISTED - 1)).not.toContain('archived last')
})
