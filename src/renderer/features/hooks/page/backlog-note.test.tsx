import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Hook } from '#shared/contract/hook.ts'
import { defaultHookRules } from '#shared/contract/hook-rules.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { BacklogNote } from './backlog-note.tsx'

function noteOf(enabled: boolean, isHeld: boolean): string {
  const cache = new QueryClient()
  cache.setQueryData(keys.backlog('h1'), { hookId: 'h1', waiting: 20, bytes: 1, oldestAt: 1, perMinute: 600, isHeld })
  const hook = { id: 'h1', enabled, rules: defaultHookRules } as Hook
  return renderToStaticMarkup(
    <QueryClientProvider client={cache}>
      <BacklogNote hook={hook} />
    </QueryClientProvider>,
  )
}

test('says for how long it goes on only where it goes on', () => {
  expect(noteOf(true, false)).toContain('at most 600 a minute, for about 2 seconds more')
  expect(noteOf(false, true)).toContain('They are kept while the webhook is off.')
  expect(noteOf(true, true)).toContain('They are kept while incoming webhooks are switched off in the settings.')
})
