import { expect, test } from 'vitest'
import { readPath } from './follow-desktop.ts'

test.each(['/channels/town-square', '/channels/lena__priya/messages/01976f00-0000-7000-8000-000000000001'])('%s may be opened', (path) => {
  expect(readPath({ type: 'hookline:open', path })).toBe(path)
})

test.each([
  null,
  'hookline:port',
  { type: 'hookline:open' },
  { type: 'other', path: '/channels/a' },
  { type: 'hookline:open', path: '/settings/integrations' },
  { type: 'hookline:open', path: 'https://example.org/channels/a' },
  { type: 'hookline:open', path: '/channels/../settings' },
])('%j opens nothing', (data) => {
  expect(readPath(data)).toBeNull()
})
