import { expect, test } from 'vitest'
import { windowCommands } from '#shared/contract/shell.ts'
import { readInvite, readOneOf, readPath } from './desktop-message.ts'

test.each(['/channels/town-square', '/integrations/incoming/01976f00-0000-7000-8000-000000000001/requests/42', '/channels/lena__priya/messages/01976f00-0000-7000-8000-000000000001'])('%s may be opened', (path) => {
  expect(readPath({ type: 'hookline:open', path })).toBe(path)
})

test.each([
  null,
  'hookline:port',
  { type: 'hookline:open' },
  { type: 'other', path: '/channels/a' },
  { type: 'hookline:open', path: '/settings/integrations' },
  { type: 'hookline:open', path: '/integrations/incoming/01976f00-0000-7000-8000-000000000001' },
  { type: 'hookline:open', path: '/integrations/incoming/01976f00-0000-7000-8000-000000000001/requests/0' },
  { type: 'hookline:open', path: '/integrations/outgoing/01976f00-0000-7000-8000-000000000001/requests/1' },
  { type: 'hookline:open', path: 'https://example.org/channels/a' },
  { type: 'hookline:open', path: '/channels/../settings' },
])('%j opens nothing', (data) => {
  expect(readPath(data)).toBeNull()
})

test.each(['hookline://join#AQb-_9', 'hookline://join/#AQb-_9'])('the invite %s is shown', (link) => {
  expect(readInvite({ type: 'hookline:join', link })).toBe(link)
})

test.each([null, 'hookline://join#AQ', { type: 'hookline:join' }, { type: 'hookline:open', link: 'hookline://join#AQ' }, { type: 'hookline:join', link: 'https://example.org/join#AQ' }, { type: 'hookline:join', link: 'hookline://join#' }, { type: 'hookline:join', link: 'hookline://join#<img>' }])('%j is no invite', (data) => {
  expect(readInvite(data)).toBeNull()
})

test.each(windowCommands)('the command %s is obeyed', (command) => {
  expect(readOneOf(windowCommands, 'hookline:command', { type: 'hookline:command', command })).toBe(command)
})

test.each([null, 'settings', { type: 'hookline:command' }, { type: 'hookline:command', command: 'toString' }, { type: 'hookline:command', command: ['settings'] }, { type: 'hookline:notice', notice: 'settings' }, { type: 'hookline:notice', command: 'settings' }])('%j is no command', (data) => {
  expect(readOneOf(windowCommands, 'hookline:command', data)).toBeNull()
})
