/** Which bodies at other addresses are Discord's. */
import { expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import { decodeRequest } from '../decode-request.ts'
import { getDialect } from '../index.ts'

const post = (id: DialectId, value: unknown) => {
  const decoded = decodeRequest(getDialect(id), { method: 'POST', headers: { 'content-type': 'application/json' }, query: new URLSearchParams(), rawText: JSON.stringify(value) })
  return decoded.ok ? [decoded.post.readAs, decoded.post.text, decoded.post.attachments.map(({ title }) => title)] : decoded.reason
}
const embeds = [{ title: 'T' }]

test.each(['any', 'slack', 'mattermost', 'kchat', 'emakin', 'rocketchat'] as const)('embeds at an address of %s', (id) => {
  expect(post(id, { content: '<t:0:d>', username: 'Bot', embeds })).toEqual(['Discord', '1970-01-01', ['T']])
})

test('what other chats have, too, decides nothing', () => {
  expect(post('slack', { text: 'words', embeds })).toEqual([undefined, 'words', []])
  expect(post('mattermost', { content: 'x', avatar_url: 'https://x.example/a.png' })).toBe('nothing_to_post')
  expect(post('any', { content: 'x <t:0:d>', avatar_url: 'https://x.example/a.png' })).toEqual(['Discord', 'x 1970-01-01', []])
  expect(post('any', { content: 'x' })).toEqual([undefined, 'x', []])
  expect(post('chatalot', { content: 'x', embeds })).toEqual([undefined, 'x', []])
})

test('its limits are its own', () => expect(post('slack', { content: 'x'.repeat(2001), embeds })).toBe('text_too_long'))
