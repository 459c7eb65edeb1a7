import { expect, test } from 'vitest'
import { parseLink } from './parse-link.ts'

const id = '01976f00-0000-7000-8000-000000000001'

test.each([
  ['hookline://channel/town-square', { kind: 'open', path: '/channels/town-square' }],
  [`hookline://hook/${id}/request/42`, { kind: 'open', path: `/integrations/incoming/${id}/requests/42` }],
  ['hookline://channel/town-square/', { kind: 'open', path: '/channels/town-square' }],
  [`hookline://channel/lena__priya/message/${id}`, { kind: 'open', path: `/channels/lena__priya/messages/${id}` }],
  ['hookline://join#v1.AbC-_~=', { kind: 'join', link: 'hookline://join#v1.AbC-_~=' }],
  ['hookline://join/#v1.AbC', { kind: 'join', link: 'hookline://join/#v1.AbC' }],
])('%s is ours', (link, meaning) => {
  expect(parseLink(link)).toEqual(meaning)
})

test.each([
  '',
  'hookline:',
  'hookline://',
  'hookline://channel',
  'hookline://channel/',
  'hookline://channel/Town',
  'hookline://channel/..',
  'hookline://channel/../settings/integrations',
  'hookline://channel/a/../../settings',
  'hookline://channel/a%2f..%2fsettings',
  'hookline://channel/a?x=1',
  'hookline://channel/a#/settings/integrations',
  'hookline://channel/a\nb',
  'hookline://channel/a\n',
  'hookline://channel/a/message/1',
  `hookline://channel/a/message/${id}/delete`,
  `hookline://hook/${id}`,
  `hookline://hook/${id}/request/0`,
  `hookline://hook/${id}/request/1/../2`,
  'hookline://hook/new/request/1',
  `hookline://channel/a/message/${id.toUpperCase().replace('F', 'G')}`,
  'hookline://join',
  'hookline://join#',
  'hookline://join#<script>',
  'hookline://join#a b',
  `hookline://join#${'a'.repeat(5000)}`,
  `hookline://channel/${'a'.repeat(200)}`,
  'hookline://settings/integrations',
  'hookline://user@channel/a',
  'hookline://channel:80/a',
  'hookline:channel/a',
  'HOOKLINE://channel/a',
  ' hookline://channel/a',
  'https://channel/a',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'hookline://--cli/serve',
])('%j is refused', (link) => {
  expect(parseLink(link)).toBeNull()
})
