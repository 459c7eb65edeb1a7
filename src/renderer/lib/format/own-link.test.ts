import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { messageLink, ownHash } from './own-link.ts'

const ID = '01976f00-0000-7000-8000-000000000001'

beforeEach(() => vi.stubGlobal('location', { href: 'http://127.0.0.1:4701/#/channels/town-square' }))
afterEach(() => vi.unstubAllGlobals())

test('a link to a message leads back to where it was made', () => {
  const link = messageLink({ channel: 'town-square', id: ID })
  expect(link).toBe(`http://127.0.0.1:4701/#/channels/town-square/messages/${ID}`)
  expect(ownHash(link)).toBe(`#/channels/town-square/messages/${ID}`)
  expect(ownHash('http://127.0.0.1:4701/#/channels/ada__jim')).toBe('#/channels/ada__jim')
  expect(ownHash(`app://hookline/index.html#/channels/ops/messages/${ID}`)).toBe(`#/channels/ops/messages/${ID}`)
})

test.each([
  'app://hookline/index.html#/settings/workspace',
  'http://127.0.0.1:4702/#/channels/town-square',
  'http://127.0.0.1:4701/other#/channels/town-square',
  'http://127.0.0.1:4701/#/settings/workspace',
  'http://127.0.0.1:4701/#key=abc',
  'http://127.0.0.1:4701/#/channels/x/messages/../../settings',
  '#/channels/town-square',
  'javascript:alert(1)#/channels/x',
  undefined,
  null,
])('%j leads elsewhere', (href) => {
  expect(ownHash(href)).toBeNull()
})
